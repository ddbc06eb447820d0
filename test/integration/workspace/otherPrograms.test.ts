import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { connectionChanges } from '../../../electron/engine/handlers/connectionChanges.ts';
import { removeFolder } from '../../../electron/engine/workspace/folderRemoval.ts';
import { connectionsContract } from '../../../shared/contract/connections.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import { messageContentSchema } from '../../../shared/model/savedMessage.ts';
import {
  changedFiles,
  filesBelow,
  openTestedWorkspace,
  someEndpoint,
  type TestedWorkspace,
} from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

const content = messageContentSchema.parse({ name: 'ping', body: 'PING' });
const fileOf = (id: string, name: string): string =>
  `${JSON.stringify({ version: 1, id, name, endpoint: { kind: 'udp', address: 'udp://[::1]:1' } }, null, 2)}\n`;

/** Adds a folder `f`, and beside it a connection; gives its id and the name of its file. */
async function addRedis({ workspace, folder }: TestedWorkspace): Promise<{ id: ConnectionId; file: string }> {
  const { connections } = workspace;
  await connections.folders.create('', 'f');
  const { id } = await connections.create('redis', someEndpoint);
  const file = (await readdir(folder)).find((name) => name.startsWith('redis'));
  if (file === undefined) throw new Error('The connection has no file.');
  return { id, file };
}

describe('a connection whose file another program deletes', () => {
  it('is not mistaken for the copy of its file', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    const { id, file } = await addRedis(open);
    await copyFile(join(open.folder, file), join(open.folder, 'f', 'copy.json'));
    await connections.rescan();
    await rm(join(open.folder, file));
    await expect(connections.remove(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(connections.move(id, '', 'by-name')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(open.lines()).toEqual(['f/', 'f/redis']);
    expect(await readdir(join(open.folder, 'f'))).toContain('copy.json');
    // An editor that writes its file anew still has the same connection.
    await copyFile(join(open.folder, 'f', 'copy.json'), join(open.folder, file));
    await connections.rescan();
    expect(connections.get(id).folder).toBe('');
  });

  it('is not deleted where a file with its id has just come from elsewhere', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    const { id, file } = await addRedis(open);
    await rename(join(open.folder, file), join(open.folder, 'f', 'mine.json'));
    await expect(connections.remove(id)).rejects.toThrow('f/mine.json');
    expect(open.lines()).toEqual(['f/', 'f/redis']);
    await connections.remove(id);
    expect(open.lines()).toEqual(['f/']);
  });
});

describe('a folder that is deleted', () => {
  it('goes with a file and its copy', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    await mkdir(join(open.folder, 'f'));
    for (const name of ['a.json', 'copy.json'])
      await writeFile(join(open.folder, 'f', name), fileOf('a', 'a'));
    await connections.rescan();
    const ids = new Set<string>(connections.list.value.connections.map(({ id }) => id));
    expect(ids.size).toBe(2);
    await connections.folders.remove('f', ids);
    expect(open.lines()).toEqual([]);
    expect(await readdir(open.folder)).toEqual([]);
  });

  it('is put back as it was when somebody wrote into it after it was looked at', async () => {
    await using root = await temporaryFolder();
    const folder = join(root.path, 'f');
    await mkdir(join(folder, 'g'), { recursive: true });
    await writeFile(join(folder, 'g', 'new.json'), fileOf('a', 'a'));
    await symlink('g', join(folder, 'link'));
    const before = await filesBelow(root.path);
    for (const folders of [new Set(['']), new Set(['', 'g'])]) {
      const refused = removeFolder(folder, { files: new Map(), folders }, '1');
      await expect(refused).rejects.toThrow('another program has just written');
    }
    expect(changedFiles(before, await filesBelow(root.path))).toEqual([]);
    expect(await readdir(root.path)).toEqual(['f']);
  });

  it('is there again when the program was killed before it had decided', async () => {
    await using root = await temporaryFolder();
    const taken = join(root.path, 'connections', '.f.01abc.wirebench-taken');
    await mkdir(taken, { recursive: true });
    await writeFile(join(taken, 'a.json'), fileOf('a', 'a'));
    await using open = await openTestedWorkspace(root.path);
    expect(open.lines()).toEqual(['f/', 'f/a']);
  });
});

describe('what is made while a folder is renamed or deleted', () => {
  it('is refused, and the old folder does not come again', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections, messages } = open.workspace;
    const { folders } = connections;
    for (const name of ['a', 'b', 'c']) await folders.create('', name);
    const { id } = await connections.create('redis', someEndpoint);
    const done = [folders.rename('a', 'z'), folders.remove('b', new Set())];
    const refused = await Promise.allSettled([
      connections.create('late', someEndpoint, { folder: 'a' }),
      connections.move(id, 'b', 'by-name'),
      messages.create(content, { folder: 'a' }),
      messages.create(content, { folder: 'b' }),
    ]);
    await Promise.all(done);
    for (const each of refused) expect(each).toMatchObject({ reason: { code: 'NOT_FOUND' } });
    expect(open.lines()).toEqual(['c/', 'z/', 'redis']);
    expect((await readdir(open.folder)).filter((name) => !name.endsWith('.json'))).toEqual(['c', 'z']);
  });
});

describe('a folder that another program makes', () => {
  it('is shown where it is empty and has no file that says so, and holds what is put into it', async () => {
    await using root = await temporaryFolder();
    await mkdir(join(root.path, 'connections', 'before', 'deep'), { recursive: true });
    await using open = await openTestedWorkspace(root.path);
    expect(open.lines()).toEqual(['before/', 'before/deep/']);
    await mkdir(join(open.folder, 'made'));
    await until(() => open.lines().includes('made/'));
    const { connections } = open.workspace;
    await connections.create('redis', someEndpoint, { folder: 'made' });
    await connections.folders.rename('before', 'after');
    expect(open.lines()).toEqual(['after/', 'after/deep/', 'made/', 'made/redis']);
    await connections.folders.remove('after', new Set());
    expect(await readdir(open.folder)).toEqual(['made']);
    expect(open.problems()).toEqual([]);
  });
});

describe('a place that is not listed', () => {
  it('gets no message, and no folders for one', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { messages } = open.workspace;
    const made = await messages.create(content, { folder: '' });
    const deep = Array.from({ length: 41 }, (_, level) => `${level}`).join('/');
    for (const folder of ['con/a:b', 'nowhere', deep]) {
      const gone = { code: 'NOT_FOUND' };
      await expect(messages.create(content, { folder })).rejects.toMatchObject(gone);
      await expect(messages.move(made.id, { folder }, 'by-name')).rejects.toMatchObject(gone);
    }
    expect(messages.list.value.messages).toEqual([made]);
    expect(await readdir(open.folder)).toHaveLength(1);
  });

  it('gets nothing where a folder is too deep to be read', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections, messages } = open.workspace;
    const { id } = await connections.create('redis', someEndpoint);
    const deep = Array.from({ length: 17 }, (_, level) => `${level}`).join('/');
    await mkdir(join(open.folder, deep), { recursive: true });
    await connections.rescan();
    const refusal = 'Folders are read 16 levels deep';
    await expect(connections.move(id, deep, 'by-name')).rejects.toThrow(refusal);
    await expect(connections.create('x', someEndpoint, { folder: deep })).rejects.toThrow(refusal);
    await expect(messages.create(content, { folder: deep })).rejects.toThrow(refusal);
    expect(connections.get(id).folder).toBe('');
    expect(await readdir(join(open.folder, deep))).toEqual([]);
  });
});

describe('names that other programs give', () => {
  it.skipIf(process.platform === 'win32')('never make a list that the window cannot read', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    for (const name of ['a\\b', 'a:b', 'new\nline', ' ', '…', '~', 'x'.repeat(255)])
      await mkdir(join(open.folder, name));
    await connections.create('redis', someEndpoint, { folder: '' });
    await connections.rescan();
    const ended = new AbortController();
    for await (const item of connectionChanges(connections.list, ended.signal)) {
      expect(() => connectionsContract['connections.list'].output.parse(item)).not.toThrow();
      if (item.isWhole) ended.abort();
    }
    expect(open.problems()).toEqual([
      'a\\b: This is a folder with a backslash in its name, so it was not read. Rename it.',
    ]);
    expect(open.lines()).toContain('a:b/');
    await connections.folders.create('', 'into');
    expect((await connections.folders.move('a:b', 'into', 'by-name')).path).toBe('into/a:b');
  });

  it.runIf(process.platform === 'linux')('are told when they are not UTF-8', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const script = `cd "$1" && mkdir "$(printf 'a\\377')" && touch "$(printf 'b\\377.json')"`;
    await promisify(execFile)('sh', ['-c', script, 'sh', open.folder]);
    await open.workspace.connections.rescan();
    expect(open.problems()).toEqual([
      'a\uFFFD: This has a name that is not UTF-8, so it was not read. Rename it.',
      'b\uFFFD.json: This has a name that is not UTF-8, so it was not read. Rename it.',
    ]);
  });
});

describe('a copy of a folder', () => {
  it('has every file that is in it', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    await connections.folders.create('', 'f');
    await connections.create('redis', someEndpoint, { folder: 'f' });
    const newer = '{ "version": 99, "id": "later" }\n';
    await writeFile(join(open.folder, 'f', 'README.md'), 'read me\n');
    await writeFile(join(open.folder, 'f', 'newer.json'), newer);
    await connections.folders.duplicate('f');
    const copy = join(open.folder, 'f 2');
    expect(await readFile(join(copy, 'README.md'), 'utf8')).toBe('read me\n');
    expect(await readFile(join(copy, 'newer.json'), 'utf8')).toBe(newer);
    expect(await readdir(copy)).toHaveLength(4);
  });

  it('is not made where it would leave something out', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { folders } = open.workspace.connections;
    await folders.create('', 'f');
    await mkdir(join(open.folder, 'f', '.hidden'));
    await expect(folders.duplicate('f')).rejects.toThrow('f/.hidden is not a file');
    expect(open.lines()).toEqual(['f/']);
  });

  it('is not made where the workspace would have more connections than are read', async () => {
    await using root = await temporaryFolder();
    const folder = join(root.path, 'connections', 'f');
    await mkdir(folder, { recursive: true });
    for (let at = 0; at < 5001; at += 1)
      writeFileSync(join(folder, `${at}.json`), fileOf(`id-${at}`, `${at}`));
    await using open = await openTestedWorkspace(root.path);
    await expect(open.workspace.connections.folders.duplicate('f')).rejects.toMatchObject({ code: 'LIMIT' });
    expect(await readdir(open.folder)).toEqual(['f']);
  });
});

describe('a workspace with more folders than are read', () => {
  it('is read at once, in part, and says so', async () => {
    await using root = await temporaryFolder();
    for (let at = 0; at < 6000; at += 1)
      mkdirSync(join(root.path, 'connections', String(at).padStart(4, '0')), { recursive: true });
    await using open = await openTestedWorkspace(root.path);
    expect(open.problems()).toEqual([expect.stringMatching(/^4999: .* there are more than 5,000\./)]);
    expect(open.lines()).toHaveLength(5000);
    await expect(open.workspace.connections.create('x', someEndpoint, { folder: '4999' })).rejects.toThrow(
      'more than 5,000',
    );
  });
});
