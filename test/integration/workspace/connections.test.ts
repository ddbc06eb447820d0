import { execFile } from 'node:child_process';
import { mkdir, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Workspace } from '../../../electron/engine/workspace/workspace.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { workspaceIn } from '../../support/openWorkspace.ts';
import { leaveTemporaryFiles } from '../../support/leftByKilled.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

const redis = endpointSchema.parse({ kind: 'tcp-client', address: 'tcp://127.0.0.1:6379' });
const dns = endpointSchema.parse({ kind: 'udp', address: 'udp://127.0.0.1:53' });

interface OpenWorkspace extends AsyncDisposable {
  readonly workspace: Workspace;
  readonly folder: string;
  readonly warnings: string[];
  names(): string[];
  problems(): string[];
  write(name: string, content: string): Promise<void>;
}

async function openWorkspace(root: string): Promise<OpenWorkspace> {
  const warnings: string[] = [];
  const log = { warn: (message: string) => void warnings.push(message) };
  const workspace = await workspaceIn(root, { log });
  const folder = join(root, 'connections');
  await workspace.connections.whenRead();
  const { list } = workspace.connections;
  return {
    workspace,
    folder,
    warnings,
    names: () => list.value.connections.map(({ name }) => name),
    problems: () =>
      list.value.problems.map(
        ({ file, line, column, message }) => `${file}:${line ?? ''}:${column ?? ''} ${message}`,
      ),
    write: (name, content) => writeFile(join(folder, name), content),
    [Symbol.asyncDispose]: () => workspace.close(),
  };
}

function fileOf(id: string, name: string, more: object = {}): string {
  return JSON.stringify({ version: 1, id, name, endpoint: redis, ...more }, null, 2);
}

describe('saved connections', () => {
  it('survive a restart, in the order of their names', async () => {
    await using root = await temporaryFolder();
    {
      await using first = await openWorkspace(join(root.path, 'new', 'folder'));
      const { connections } = first.workspace;
      await connections.create('service 10', redis);
      await connections.create('Service 9', dns);
      await connections.create('ärger', redis);
      expect(first.names()).toEqual(['ärger', 'Service 9', 'service 10']);
    }
    await using second = await openWorkspace(join(root.path, 'new', 'folder'));
    expect(second.names()).toEqual(['ärger', 'Service 9', 'service 10']);
    expect(second.workspace.connections.list.value.connections[1]?.endpoint).toEqual(dns);
  });

  it('keep the file name that a person gave them', async () => {
    await using root = await temporaryFolder();
    await using open = await openWorkspace(root.path);
    const { connections } = open.workspace;
    const { id } = await connections.create('Redis', redis);
    const [file = ''] = await readdir(open.folder);
    await rename(join(open.folder, file), join(open.folder, 'mine.json'));
    await connections.update(id, 'Cache', dns);
    expect(await readdir(open.folder)).toEqual(['mine.json']);
  });

  it('take their file along when they are renamed, and leave nothing beside it', async () => {
    await using root = await temporaryFolder();
    await using open = await openWorkspace(root.path);
    const { connections } = open.workspace;
    const { id } = await connections.create('Redis', redis);
    const [file = ''] = await readdir(open.folder);
    expect(file).toBe(`redis-${id.slice(-6)}.json`);
    await connections.update(id, 'Cache', dns);
    const renamed = `cache-${id.slice(-6)}.json`;
    expect(await readdir(open.folder)).toEqual([renamed]);
    expect(JSON.parse(await readFile(join(open.folder, renamed), 'utf8'))).toEqual({
      version: 1,
      id,
      name: 'Cache',
      endpoint: { kind: 'udp', address: 'udp://127.0.0.1:53' },
    });
    expect(connections.get(id).name).toBe('Cache');
    await connections.remove(id);
    expect(await readdir(open.folder)).toEqual([]);
    expect(() => connections.get(id)).toThrow('no longer in the workspace');
  });

  it('may be changed many at a time', async () => {
    await using root = await temporaryFolder();
    await using open = await openWorkspace(root.path);
    const { connections } = open.workspace;
    await Promise.all(Array.from({ length: 50 }, (_, index) => connections.create(`c ${index}`, redis)));
    expect(open.names()).toEqual(Array.from({ length: 50 }, (_, index) => `c ${index}`));
  });

  it('say that they are gone when their file is', async () => {
    await using root = await temporaryFolder();
    await using open = await openWorkspace(root.path);
    const { connections } = open.workspace;
    const { id } = await connections.create('Redis', redis);
    for (const file of await readdir(open.folder)) await rm(join(open.folder, file));
    await expect(connections.update(id, 'Redis', redis)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(connections.remove(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('files that others write', () => {
  it('show up, change and go without being asked for', async () => {
    await using root = await temporaryFolder();
    await using open = await openWorkspace(root.path);
    await open.write('mine.json', fileOf('mine', 'By hand'));
    await until(() => open.names().join() === 'By hand');
    await open.write('mine.json', fileOf('mine', 'Changed'));
    await until(() => open.names().join() === 'Changed');
    await rename(join(open.folder, 'mine.json'), join(open.folder, 'other.json'));
    await rm(join(open.folder, 'other.json'));
    await until(() => open.names().length === 0);
    expect(open.problems()).toEqual([]);
  });

  it('show up after their folder was replaced, as by a checkout', async () => {
    await using root = await temporaryFolder();
    await using open = await openWorkspace(root.path);
    await open.workspace.connections.create('Redis', redis);
    await rm(open.folder, { recursive: true });
    await until(() => open.names().length === 0);
    await mkdir(open.folder);
    await open.write('mine.json', fileOf('mine', 'By hand'));
    await until(() => open.names().join() === 'By hand');
    await open.write('more.json', fileOf('more', 'More'));
    await until(() => open.names().join() === 'By hand,More');
    await rm(open.folder, { recursive: true });
    await open.workspace.connections.create('Again', redis);
    expect(open.names()).toEqual(['Again']);
  });

  it('are told with file and line when they have a mistake, and left alone; the others load', async () => {
    await using root = await temporaryFolder();
    await using open = await openWorkspace(root.path);
    const { connections } = open.workspace;
    const { id } = await connections.create('Redis', redis);
    const [file = ''] = await readdir(open.folder);
    const broken = (await readFile(join(open.folder, file), 'utf8')).replace('"name"', 'name');
    await open.write(file, broken);
    await open.write('good.json', fileOf('good', 'Good'));
    await until(() => open.names().join() === 'Good' && open.problems().length === 1);
    expect(open.problems()).toEqual([`${file}:4:3 Expected a name in double quotes, not “n”.`]);
    await expect(connections.update(id, 'Redis', redis)).rejects.toThrow('its file has a mistake');
    await expect(connections.remove(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await readFile(join(open.folder, file), 'utf8')).toBe(broken);
  });

  it('are not read when they are no regular files, or too large', async () => {
    await using root = await temporaryFolder();
    await using open = await openWorkspace(root.path);
    await writeFile(join(root.path, 'outside.json'), fileOf('outside', 'Outside'));
    await symlink(join(root.path, 'outside.json'), join(open.folder, 'link.json'));
    await mkdir(join(open.folder, 'folder.json'));
    if (process.platform !== 'win32') await promisify(execFile)('mkfifo', [join(open.folder, 'pipe.json')]);
    await open.write('large.json', fileOf('large', 'Large', { more: 'x'.repeat(1024 * 1024) }));
    await open.write('.hidden.json', fileOf('hidden', 'Hidden'));
    await open.write('notes.txt', 'not ours');
    await open.workspace.connections.rescan();
    expect(open.names()).toEqual([]);
    expect(open.problems()).toEqual([
      'folder.json:: This is not a regular file, so it was not read.',
      'large.json:: The file is larger than 1 MiB, so it was not read.',
      'link.json:: This is not a regular file, so it was not read.',
      ...(process.platform === 'win32'
        ? []
        : ['pipe.json:: This is not a regular file, so it was not read.']),
    ]);
  });

  it('that an earlier run left half written are cleared away, younger ones are not', async () => {
    await using root = await temporaryFolder();
    const folder = join(root.path, 'connections');
    await mkdir(folder);
    await leaveTemporaryFiles(folder);
    await using open = await openWorkspace(root.path);
    expect(await readdir(open.folder)).toEqual(['.new.wirebench-tmp']);
  });
});
