import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { connectionIdSchema } from '../../../shared/model/ids.ts';
import { changedFiles, filesBelow, openTestedWorkspace, someEndpoint } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

const fileOf = (id: string, name: string, more: object = {}): string =>
  `${JSON.stringify({ version: 1, id, name, ...more, endpoint: { kind: 'udp', address: 'udp://[::1]:1' } }, null, 2)}\n`;

describe('folders of connections', () => {
  it('are directories, and are there again after a restart, also when they are empty', async () => {
    await using root = await temporaryFolder();
    {
      await using open = await openTestedWorkspace(root.path);
      const { connections } = open.workspace;
      expect((await connections.folders.create('', 'gateway')).path).toBe('gateway');
      expect((await connections.folders.create('gateway', ' eu ')).path).toBe('gateway/eu');
      await connections.create('redis', someEndpoint, { folder: 'gateway' });
      await connections.create('top', someEndpoint);
    }
    await using open = await openTestedWorkspace(root.path);
    expect(open.lines()).toEqual(['gateway/', 'gateway/eu/', 'gateway/redis', 'top']);
    expect(await readFile(join(open.folder, 'gateway', 'eu', 'folder.json'), 'utf8')).toBe(
      '{\n  "version": 1\n}\n',
    );
  });

  it('refuse a name with the sentence for the field, and a place that is gone', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { folders } = open.workspace.connections;
    await folders.create('', 'Gateway');
    await expect(folders.create('', 'gateway')).rejects.toThrow('There is a folder “Gateway” here already');
    await expect(folders.create('', 'aux')).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(folders.create('nowhere', 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(open.workspace.connections.create('x', someEndpoint, { folder: 'nowhere' })).rejects.toThrow(
      'no longer in the workspace',
    );
    await writeFile(join(open.folder, 'file'), 'in the way');
    await expect(folders.create('', 'file')).rejects.toThrow('could not be made');
    expect(open.lines()).toEqual(['Gateway/']);
  });

  it('go 16 levels deep, and say so', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { folders } = open.workspace.connections;
    let path = '';
    for (let level = 1; level <= 16; level += 1) ({ path } = await folders.create(path, `${level}`));
    await expect(folders.create(path, '17')).rejects.toThrow('Folders go 16 levels deep');
    await folders.create('', 'a');
    await folders.create('a', 'b');
    await expect(folders.move('a', '1/2/3/4/5/6/7/8/9/10/11/12/13/14/15', 'by-name')).rejects.toThrow('16');
    await mkdir(join(open.folder, path, 'deeper'));
    await open.workspace.connections.rescan();
    expect(open.problems()).toEqual([
      `${path}/deeper: Folders are read 16 levels deep, and this one is deeper. Move it up.`,
    ]);
  });

  it('are renamed with all in them, in another case, too', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    await connections.folders.create('', 'one');
    const { id } = await connections.create('redis', someEndpoint, { folder: 'one' });
    expect((await connections.folders.rename('one', 'One')).path).toBe('One');
    expect((await connections.folders.rename('One', 'two')).path).toBe('two');
    expect(open.lines()).toEqual(['two/', 'two/redis']);
    expect(connections.get(id).folder).toBe('two');
    await connections.folders.create('', 'three');
    await expect(connections.folders.rename('two', 'Three')).rejects.toThrow('already');
    await expect(connections.folders.rename('gone', 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are moved into others, but not into themselves, and never over another', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    for (const name of ['a', 'b']) await connections.folders.create('', name);
    await connections.folders.create('b', 'a');
    await connections.create('redis', someEndpoint, { folder: 'a' });
    await expect(connections.folders.move('b', 'b/a', 'by-name')).rejects.toThrow('into itself');
    await expect(connections.folders.move('a', 'b', 'by-name')).rejects.toThrow('already');
    await connections.folders.rename('b/a', 'c');
    expect((await connections.folders.move('a', 'b', 'by-name')).path).toBe('b/a');
    expect(open.lines()).toEqual(['b/', 'b/a/', 'b/c/', 'b/a/redis']);
  });

  it('keep the order that a person gives, by changing one folder’s file', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    for (const name of ['a', 'b', 'c']) await connections.folders.create('', name);
    await connections.folders.move('c', '', { before: 'a' });
    expect(open.lines()).toEqual(['c/', 'a/', 'b/']);
    const before = await filesBelow(open.folder);
    await connections.folders.move('b', '', { before: 'c' });
    expect(open.lines()).toEqual(['b/', 'c/', 'a/']);
    expect(changedFiles(before, await filesBelow(open.folder))).toEqual([
      join(open.folder, 'b', 'folder.json'),
    ]);
  });

  it('are copied with connections of their own, beside the original', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    await connections.folders.create('', 'gateway');
    await connections.folders.create('gateway', 'eu');
    const { id } = await connections.create('redis', someEndpoint, { folder: 'gateway/eu' });
    expect((await connections.folders.duplicate('gateway')).path).toBe('gateway 2');
    expect(open.lines()).toEqual([
      'gateway/',
      'gateway/eu/',
      'gateway 2/',
      'gateway 2/eu/',
      'gateway/eu/redis',
      'gateway 2/eu/redis',
    ]);
    const ids = connections.list.value.connections.map((connection) => connection.id);
    expect(new Set(ids).size).toBe(2);
    expect(ids).toContain(id);
    expect((await readdir(open.folder)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('are deleted with what the person agreed to, and nothing else', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    await connections.folders.create('', 'gateway');
    await connections.folders.create('gateway', 'eu');
    const key = await open.workspace.secrets.keep('key.pem', new TextEncoder().encode('x'));
    const secure = endpointSchema.parse({ kind: 'tls-client', address: 'tls://[::1]:1', tls: { key } });
    const one = await connections.create('one', secure, { folder: 'gateway' });
    const two = await connections.create('two', someEndpoint, { folder: 'gateway/eu' });
    await expect(connections.folders.remove('gateway', new Set([one.id]))).rejects.toThrow(
      'or messages by now',
    );
    await writeFile(join(open.folder, 'gateway', 'notes.txt'), 'mine');
    const ids = new Set([one.id, two.id]);
    await expect(connections.folders.remove('gateway', ids)).rejects.toThrow(
      'gateway/notes.txt is neither a connection nor a message',
    );
    await rm(join(open.folder, 'gateway', 'notes.txt'));
    await writeFile(join(open.folder, 'gateway', 'broken.json'), '{');
    await expect(connections.folders.remove('gateway', ids)).rejects.toThrow(
      'gateway/broken.json cannot be read',
    );
    await rm(join(open.folder, 'gateway', 'broken.json'));
    expect(open.lines()).toHaveLength(4);
    await writeFile(join(open.folder, 'gateway', '.DS_Store'), 'x');
    const removed = await connections.folders.remove('gateway', ids);
    expect(open.lines()).toEqual([]);
    expect(await readdir(open.folder)).toEqual([]);
    await removed.lapse();
    await expect(open.workspace.secrets.read(key)).rejects.toThrow('does not have “key.pem”');
  });

  it('stay when their last connection leaves them', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    await mkdir(join(open.folder, 'byHand'));
    await writeFile(join(open.folder, 'byHand', 'mine.json'), fileOf('mine', 'Mine'));
    const { connections } = open.workspace;
    await until(() => open.lines().length === 2);
    await connections.move(connectionIdSchema.parse('mine'), '', 'by-name');
    expect(open.lines()).toEqual(['byHand/', 'Mine']);
    expect(await readdir(join(open.folder, 'byHand'))).toEqual(['folder.json']);
    expect(await readFile(join(open.folder, 'mine.json'), 'utf8')).toBe(fileOf('mine', 'Mine'));
  });
});

describe('what git shall not keep', () => {
  it('is named in a .gitignore, unless there is one', async () => {
    await using root = await temporaryFolder();
    const file = join(root.path, '.gitignore');
    await (await openTestedWorkspace(root.path))[Symbol.asyncDispose]();
    expect(await readFile(file, 'utf8')).toBe('sessions/\nsecrets/\n');
    await writeFile(file, 'mine\n');
    await (await openTestedWorkspace(root.path))[Symbol.asyncDispose]();
    expect(await readFile(file, 'utf8')).toBe('mine\n');
  });
});
