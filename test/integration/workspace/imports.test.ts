import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeId } from '../../../electron/engine/base/makeId.ts';
import { CollectionReader } from '../../../electron/engine/workspace/collectionReader.ts';
import { importCollection, type ImportTarget } from '../../../electron/engine/workspace/importCollection.ts';
import { importWorkerUrl } from '../../../electron/workerUrls.ts';
import type { RawImportFile } from '../../../shared/import/importedTree.ts';
import { baseEnvironmentId } from '../../../shared/model/environment.ts';
import { filesBelow, openTestedWorkspace, type TestedWorkspace } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { fixture } from '../../unit/import/importing.ts';

const reader = new CollectionReader(importWorkerUrl());

function targetOf({ workspace }: TestedWorkspace): ImportTarget {
  return { ...workspace, makeId, reader };
}

function raw(path: string, text: string): RawImportFile {
  return { path, bytes: Buffer.from(text) };
}

function importing(open: TestedWorkspace, name: string, into = ''): ReturnType<typeof importCollection> {
  return importCollection(targetOf(open), name, [raw(name, fixture(name))], into);
}

describe('importing a collection', () => {
  it('adds a folder with connections and messages in their order, and reads the same again', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    await open.workspace.connections.folders.create('', 'gateway');
    const report = await importing(open, 'insomnia4.json', 'gateway');
    expect(report).toMatchObject({
      ...{ program: 'Insomnia', folder: 'gateway/Chat service' },
      ...{ connections: 2, messages: 2, environments: 1, variables: 6 },
    });
    expect(report.taken.notes.map(({ item }) => item)).toEqual([
      'gateway/Chat service/Rooms all/Events',
      'gateway/Chat service/Rooms all/Lobby',
      'gateway/Chat service/Rooms all/Lobby/Join',
      'gateway/Chat service/Rooms all/Lobby/Leave',
      ...['Staging', 'Staging/host', 'Staging/user_name'],
      ...['host', 'rooms.first', 'retries', 'Lobby_token'],
    ]);
    await using again = await openTestedWorkspace(root.path);
    expect(again.problems()).toEqual([]);
    expect(again.lines()).toEqual([
      'gateway/',
      'gateway/Chat service/',
      'gateway/Chat service/Rooms all/',
      'gateway/Chat service/Rooms all/Events',
      'gateway/Chat service/Rooms all/Lobby',
    ]);
    const messages = again.workspace.messages.list.value.messages.toSorted((left, right) =>
      (left.order ?? '') < (right.order ?? '') ? -1 : 1,
    );
    const lobby = again.workspace.connections.list.value.connections.find(({ name }) => name === 'Lobby');
    expect(messages.map(({ name, connection }) => [name, connection])).toEqual([
      ['Join', lobby?.id],
      ['Leave', lobby?.id],
    ]);
  });

  it('gives folders their variables, in files of their own', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const request = 'meta {\n  name: R\n  type: ws\n}\nws {\n  url: ws://{{host}}/\n}\n';
    const files = [
      raw('bruno.json', '{"name": "C"}'),
      raw('a/folder.bru', 'meta {\n  name: A\n}\nvars:pre-request {\n  host: one\n}\n'),
      raw('a/r.bru', request),
    ];
    const report = await importCollection(targetOf(open), 'c', files, '');
    expect(report.taken.notes).toContainEqual({ item: 'C/A/host', text: 'Variable of the folder' });
    await using again = await openTestedWorkspace(root.path);
    const folder = again.workspace.connections.list.value.folders.find(({ path }) => path === 'C/A');
    expect(folder?.variables).toMatchObject([{ name: 'host', value: 'one' }]);
  });

  it('is refused where its folders would be deeper than folders are read', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    let into = '';
    for (let depth = 0; depth < 14; depth += 1)
      into = (await open.workspace.connections.folders.create(into, 'f')).path;
    const before = await filesBelow(root.path);
    const item = [{ name: 'a', item: [{ name: 'b', item: [{ name: 'R', request: 'ws://h/' }] }] }];
    const info = {
      name: 'C',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    };
    const text = JSON.stringify({ info, item, variable: [{ key: 'host', value: 'h' }] });
    const deep = importCollection(targetOf(open), 'c.json', [raw('c.json', text)], into);
    await expect(deep).rejects.toThrow(
      '“c.json” was not imported. Its folders would be more than 16 levels deep there. Choose a place further up.',
    );
    expect(await filesBelow(root.path)).toEqual(before);
    const fits = await importCollection(targetOf(open), 'c.json', [raw('c.json', text)], into.slice(2));
    expect(fits.connections).toBe(1);
    expect(open.problems()).toEqual([]);
  });

  it('gives a number to what has a name that is taken', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    await importing(open, 'insomnia4.json');
    const second = await importing(open, 'insomnia4.json');
    expect(second.folder).toBe('Chat service 2');
    const names = open.workspace.environments.list.value.environments.map(({ name }) => name);
    expect(names).toEqual(['Base', 'Staging', 'Staging 2']);
  });

  it('keeps what other systems cannot name, and names that differ in case alone, side by side', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const request = (name: string): object => ({ name, request: 'ws://h/' });
    const folder = (name: string): object => ({ name, item: [request('R'), request('r'), request('nul')] });
    const item = [
      folder('con'),
      folder('CON'),
      folder('a/b:c'),
      folder('Rooms'),
      folder('rooms'),
      folder('..'),
    ];
    const info = {
      name: 'aux',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    };
    const report = await importCollection(
      targetOf(open),
      'c',
      [raw('c', JSON.stringify({ info, item }))],
      '',
    );
    expect(report.connections).toBe(18);
    await using again = await openTestedWorkspace(root.path);
    expect(again.problems()).toEqual([]);
    expect(again.lines().filter((line) => line.endsWith('/'))).toEqual([
      'aux folder/',
      ...['con folder', 'CON folder 2', 'a b c', 'Rooms', 'rooms 2', 'Imported'].map(
        (name) => `aux folder/${name}/`,
      ),
    ]);
    const files = [...(await filesBelow(root.path)).keys()].map((path) => path.toLowerCase());
    expect(new Set(files).size).toBe(files.length);
  });

  it('keeps secrets in files that git does not see', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    for (const name of ['insomnia4.json', 'postman.json', 'postmanEnvironment.json'])
      await importing(open, name);
    const files = await filesBelow(root.path);
    for (const secret of ['abcdef123456', 'k-12345678', 's3cr3t-token']) {
      const places = [...files].filter(([, text]) => text.includes(secret)).map(([path]) => path);
      expect(places).toHaveLength(1);
      expect(places[0]).toContain(join(root.path, 'secrets'));
    }
    const variables = open.workspace.environments.list.value.environments.flatMap((each) => each.variables);
    const token = variables.find(({ name }) => name === 'token')?.secret;
    expect(token && Buffer.from(await open.workspace.secrets.read(token)).toString()).toBe('s3cr3t-token');
    const pin = variables.find(({ name }) => name === 'pin')?.secret;
    await expect(pin && open.workspace.secrets.read(pin)).rejects.toThrow('This machine does not have “pin”');
  });

  it('leaves nothing when it cannot be written', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { environments } = open.workspace;
    await environments.update(baseEnvironmentId, { name: 'Base', colour: 'none', variables: [] });
    const before = await filesBelow(root.path);
    await expect(importing(open, 'insomnia4.json', 'not/there')).rejects.toThrow('“not/there” is no longer');
    const after = await filesBelow(root.path);
    after.delete(join(root.path, 'secrets', '.gitignore'));
    expect(after).toEqual(before);
    expect(environments.list.value.environments.map(({ name }) => name)).toEqual(['Base']);
  });

  it('refuses what is no collection with a sentence', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const files = [raw('x', 'hello: world')];
    await expect(importCollection(targetOf(open), 'x\u202e.yml', files, '')).rejects.toThrow(
      /^“x.+\.yml” was not imported\. Wirebench cannot import this file\./,
    );
    expect(open.lines()).toEqual([]);
  });

  it('makes no folder where there is no connection', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const report = await importing(open, 'postmanEnvironment.json');
    expect(report).toMatchObject({ folder: null, connections: 0, environments: 1 });
    expect(open.lines()).toEqual([]);
  });
});
