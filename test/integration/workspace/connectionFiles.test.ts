import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectionIdSchema } from '../../../shared/model/ids.ts';
import { changedFiles, filesBelow, openTestedWorkspace, someEndpoint } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

const fileOf = (id: string, name: string, more: object = {}): string =>
  `${JSON.stringify({ version: 1, id, name, ...more, endpoint: { kind: 'udp', address: 'udp://[::1]:1' } }, null, 2)}\n`;

describe('the file of a connection', () => {
  it('are moved within their folder and into others; one file changes', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    await connections.folders.create('', 'f');
    const [a, b, c] = [
      await connections.create('a', someEndpoint),
      await connections.create('b', someEndpoint),
      await connections.create('c', someEndpoint),
    ];
    await connections.move(c.id, '', { before: a.id });
    expect(open.lines()).toEqual(['f/', 'c', 'a', 'b']);
    const before = await filesBelow(open.folder);
    await connections.move(b.id, '', { before: c.id });
    expect(open.lines()).toEqual(['f/', 'b', 'c', 'a']);
    expect(changedFiles(before, await filesBelow(open.folder))).toHaveLength(1);
    await connections.move(b.id, 'f', 'by-name');
    expect(open.lines()).toEqual(['f/', 'f/b', 'c', 'a']);
    expect(connections.get(b.id).order).toBeUndefined();
    await expect(connections.move(c.id, 'f', { before: a.id })).rejects.toThrow('Nothing was moved');
    await expect(connections.move(c.id, 'gone', 'by-name')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are created after the one that they were copied from, where that has a place', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    const z = await connections.create('z', someEndpoint);
    const a = await connections.create('a', someEndpoint);
    await connections.move(z.id, '', { before: a.id });
    await connections.create('z 2', someEndpoint, { after: z.id });
    expect(open.lines()).toEqual(['z', 'z 2', 'a']);
  });

  it('do not overwrite a file of the same name in the folder that they are moved into', async () => {
    await using root = await temporaryFolder();
    await mkdir(join(root.path, 'connections', 'f'), { recursive: true });
    await using open = await openTestedWorkspace(root.path);
    await writeFile(join(open.folder, 'x.json'), fileOf('one', 'One'));
    await writeFile(join(open.folder, 'f', 'x.json'), fileOf('two', 'Two'));
    await until(() => open.lines().length === 3);
    await open.workspace.connections.move(connectionIdSchema.parse('one'), 'f', 'by-name');
    expect(open.lines()).toEqual(['f/', 'f/One', 'f/Two']);
    expect(await readFile(join(open.folder, 'f', 'x.json'), 'utf8')).toBe(fileOf('two', 'Two'));
  });

  it('are not written over what another program made of them since', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    const { id, revision } = await connections.create('redis', someEndpoint);
    const [file = ''] = await readdir(open.folder);
    const theirs = fileOf(id, 'theirs');
    await writeFile(join(open.folder, file), theirs);
    await expect(connections.update(id, 'mine', someEndpoint, revision)).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    expect(await readFile(join(open.folder, file), 'utf8')).toBe(theirs);
    const seen = connections.get(id);
    expect(seen.name).toBe('theirs');
    expect((await connections.update(id, 'mine', someEndpoint, seen.revision)).name).toBe('mine');
  });

  it('that only moved meanwhile are not in conflict', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    const { id, revision } = await connections.create('redis', someEndpoint);
    const [file = ''] = await readdir(open.folder);
    await mkdir(join(open.folder, 'f'));
    await rename(join(open.folder, file), join(open.folder, 'f', 'other.json'));
    await connections.update(id, 'cache', someEndpoint, revision);
    expect(open.lines()).toEqual(['f/', 'f/cache']);
  });
});

describe('a file that was copied', () => {
  it('is shown beside the original, and gets an id of its own when it is first written', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    const { id } = await connections.create('redis', someEndpoint);
    const [file = ''] = await readdir(open.folder);
    await writeFile(join(open.folder, 'a copy.json'), await readFile(join(open.folder, file)));
    await until(() => open.lines().length === 2);
    expect(open.problems()).toEqual([]);
    const copy = connections.list.value.connections.find((each) => each.id !== id);
    if (!copy) throw new Error('The copy is not shown.');
    await connections.update(copy.id, 'cache', someEndpoint);
    expect(JSON.parse(await readFile(join(open.folder, 'a copy.json'), 'utf8'))).toMatchObject({
      id: copy.id,
      name: 'cache',
    });
    expect(open.lines()).toEqual(['cache', 'redis']);
    expect(JSON.parse(await readFile(join(open.folder, file), 'utf8'))).toMatchObject({ id, name: 'redis' });
  });

  it('does not take the id from the file that is named after it, not after a restart either', async () => {
    await using root = await temporaryFolder();
    let id = '';
    {
      await using open = await openTestedWorkspace(root.path);
      ({ id } = await open.workspace.connections.create('redis', someEndpoint));
      const [file = ''] = await readdir(open.folder);
      const text = await readFile(join(open.folder, file), 'utf8');
      await writeFile(join(open.folder, '0 copy.json'), text.replace('"redis"', '"copy"'));
    }
    await using open = await openTestedWorkspace(root.path);
    expect(open.workspace.connections.get(connectionIdSchema.parse(id)).name).toBe('redis');
    expect(open.lines()).toEqual(['copy', 'redis']);
  });
});
