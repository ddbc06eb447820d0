import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Removed } from '../../../electron/engine/workspace/deletions.ts';
import { removeWithMessages } from '../../../electron/engine/workspace/ownMessages.ts';
import { JsonReader } from '../../../electron/engine/workspace/jsonReader.ts';
import { RecordingFolder } from '../../../electron/engine/workspace/recordingFolder.ts';
import type { Workspace } from '../../../electron/engine/workspace/workspace.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { messageContentSchema } from '../../../shared/model/savedMessage.ts';
import type { SecretRef } from '../../../shared/model/secret.ts';
import {
  changedFiles,
  environmentOf,
  filesBelow,
  openTestedWorkspace,
  someEndpoint,
  workspaceIn,
} from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { openRecordings, startedAt, storeOfFile } from './workspaceRecordings.ts';

const store = storeOfFile();

const content = messageContentSchema.parse({ name: 'ping', body: 'PING\n' });
const withKey = (ref: SecretRef) =>
  endpointSchema.parse({ kind: 'tls-client', address: 'tls://127.0.0.1:1', tls: { key: ref } });
const has = ({ secrets }: Workspace, { id }: SecretRef): boolean => existsSync(join(secrets.folder, id));
const idsIn = ({ connections, messages }: Workspace): Set<string> =>
  new Set([...connections.list.value.connections, ...messages.list.value.messages].map(({ id }) => id));

describe('a deletion', () => {
  it('of a connection with its messages comes back byte by byte', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { workspace, folder } = open;
    const { connections, messages, deletions } = workspace;
    const redis = await connections.create('redis', someEndpoint);
    await messages.create(content, { folder: '', connection: redis.id });
    await messages.create(content, { folder: '', connection: redis.id });
    // As a person wrote it.
    const file = (await readdir(folder)).find((name) => !name.includes('message')) ?? '';
    await writeFile(join(folder, file), `\n${await readFile(join(folder, file), 'utf8')}\n`);
    await connections.rescan();
    const before = await filesBelow(folder);
    const ids = idsIn(workspace);
    const id = await deletions.make(() => removeWithMessages(workspace, redis.id));
    expect(await readdir(folder)).toEqual([]);
    expect(idsIn(workspace).size).toBe(0);
    const looks = vi.spyOn(JsonReader.prototype, 'scan');
    await deletions.undo(id);
    // A workspace of thousands of files is not read again for each message.
    expect(looks).not.toHaveBeenCalled();
    looks.mockRestore();
    expect(changedFiles(before, await filesBelow(folder))).toEqual([]);
    expect(idsIn(workspace)).toEqual(ids);
  });

  it('of a folder comes back with all in it, beside another one that has its name by now', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { workspace, folder, lines } = open;
    const { connections, messages, deletions } = workspace;
    await connections.folders.create('', 'gateway');
    await connections.folders.create('gateway', 'eu');
    await connections.folders.create('gateway/eu', 'empty');
    const dns = await connections.create('dns', someEndpoint, { folder: 'gateway/eu' });
    await messages.create(content, { folder: 'gateway/eu', connection: dns.id });
    await messages.create(content, { folder: 'gateway' });
    const before = await filesBelow(folder);
    const removed = async (): Promise<() => Promise<void>> => {
      const id = await deletions.make(() => connections.folders.remove('gateway', idsIn(workspace)));
      expect(lines()).toEqual([]);
      return () => deletions.undo(id);
    };
    await (
      await removed()
    )();
    expect(changedFiles(before, await filesBelow(folder))).toEqual([]);
    expect(lines()).toEqual(['gateway/', 'gateway/eu/', 'gateway/eu/empty/', 'gateway/eu/dns']);

    const undo = await removed();
    await connections.folders.create('', 'gateway');
    await undo();
    expect(lines()).toContain('gateway 2/eu/dns');
    expect(messages.list.value.messages).toHaveLength(2);
  });

  it('of an environment, or of a connection whose folder is gone by now, comes back', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections, environments, deletions } = open.workspace;
    const made = await environments.create(environmentOf('Staging', { name: 'host', value: 'a' }));
    const environment = await deletions.make(() => environments.remove(made.id));
    expect(environments.find(made.id)).toBeNull();
    await deletions.undo(environment);
    expect(environments.find(made.id)).toEqual(made);

    await connections.folders.create('', 'gateway');
    const { id } = await connections.create('redis', someEndpoint, { folder: 'gateway' });
    const connection = await deletions.make(() => connections.remove(id));
    await rm(join(open.folder, 'gateway'), { recursive: true });
    await connections.rescan();
    await deletions.undo(connection);
    expect(open.lines()).toEqual(['gateway/', 'gateway/redis']);
  });

  it('keeps secrets until it lapses, also from others who let go of them meanwhile', async () => {
    await using root = await temporaryFolder();
    const ref = await (async () => {
      await using workspace = await workspaceIn(root.path);
      const { connections, secrets, deletions } = workspace;
      const key = await secrets.keep('client.key', new TextEncoder().encode('key'));
      const first = await connections.create('One', withKey(key));
      const copy = await connections.create('Two', withKey(key));
      const one = await deletions.make(() => connections.remove(first.id));
      await connections.update(copy.id, 'Two', someEndpoint);
      expect(has(workspace, key)).toBe(true);
      await deletions.undo(one);
      await deletions.make(() => connections.remove(first.id));
      expect(has(workspace, key)).toBe(true);
      return key;
    })();
    // The workspace was closed, which ends the time for it.
    await using workspace = await workspaceIn(root.path);
    expect(has(workspace, ref)).toBe(false);
  });
});

describe('a secret that two deletions share', () => {
  it('stays when one lapses in the moment between the other’s removal and its offer', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    const { connections, secrets, deletions } = workspace;
    const key = await secrets.keep('client.key', new TextEncoder().encode('key'));
    const first = await connections.create('One', withKey(key));
    const second = await connections.create('Two', withKey(key));
    const lapsing = await connections.remove(first.id);
    const id = await deletions.make(async () => {
      const removed = await connections.remove(second.id);
      await lapsing.lapse();
      return removed;
    });
    await connections.rescan();
    expect(has(workspace, key)).toBe(true);
    await deletions.undo(id);
    expect(connections.get(second.id).name).toBe('Two');
    expect(has(workspace, key)).toBe(true);
  });
});

describe('a deletion of a recording', () => {
  it('comes back with its keys, under the same id, and shows in no list meanwhile', async () => {
    await using root = await temporaryFolder();
    await using open = await openRecordings(store, root.path);
    const path = await open.record('Mine');
    await writeFile(path.replace(/\.wbs$/, '.keys'), 'CLIENT_RANDOM 00 00\n');
    const before = await readFile(path);
    const names = (await readdir(open.folder)).toSorted();
    const removed = await open.recordings.remove(open.recordings.idOf(path));
    expect(open.names()).toEqual([]);
    expect((await readdir(open.folder)).every((name) => name.startsWith('.'))).toBe(true);
    await removed.restore();
    expect(open.names()).toEqual(['Mine']);
    expect((await readdir(open.folder)).toSorted()).toEqual(names);
    expect((await readFile(path)).equals(before)).toBe(true);
  });

  it('of many comes back with a single look at the folder', async () => {
    await using root = await temporaryFolder();
    const looks = vi.spyOn(RecordingFolder.prototype, 'scan');
    await using open = await openRecordings(store, root.path);
    for (const name of ['one', 'two', 'three']) await open.record(name);
    const names = open.names();
    const ids = open.recordings.list.value.map(({ id }) => id);
    const kept: Removed[] = [];
    await open.recordings.removeAll(
      ids,
      () => true,
      (removed) => kept.push(removed),
    );
    expect(open.names()).toEqual([]);
    const before = looks.mock.calls.length;
    for (const removed of kept) await removed.restore();
    expect(looks.mock.calls.length - before).toBe(1);
    looks.mockRestore();
    expect(open.names()).toEqual(names);
  });

  it('leaves nothing when it lapses, nor when the program was killed before that', async () => {
    await using root = await temporaryFolder();
    {
      await using first = await openRecordings(store, root.path);
      for (const name of ['lapsed', 'killed']) await first.record(name, startedAt);
      const [one, two] = first.recordings.list.value;
      if (!one || !two) throw new Error('They are not listed.');
      await (await first.recordings.remove(one.id)).lapse();
      await first.recordings.remove(two.id);
      expect((await readdir(first.folder)).filter((name) => name.endsWith('.deleted'))).toHaveLength(1);
    }
    await using again = await openRecordings(store, root.path);
    expect(again.names()).toEqual([]);
    expect(await readdir(again.folder)).toEqual([]);
  });
});
