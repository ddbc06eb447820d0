import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeId } from '../../../electron/engine/base/makeId.ts';
import { createSystemClock } from '../../../electron/engine/base/systemClock.ts';
import { importWorkerUrl } from '../../../electron/workerUrls.ts';
import { createConnectionHandlers } from '../../../electron/engine/handlers/connectionHandlers.ts';
import { listMessages } from '../../../electron/engine/handlers/messageChanges.ts';
import { createWorkspace, type Workspace } from '../../../electron/engine/workspace/workspace.ts';
import type { MessageChanges } from '../../../shared/contract/messages.ts';
import { connectionIdSchema } from '../../../shared/model/ids.ts';
import { messagesBeside } from '../../../shared/model/messageGroups.ts';
import { messageContentSchema } from '../../../shared/model/savedMessage.ts';
import { writeLargeWorkspace } from '../../support/largeWorkspace.ts';
import { noConfigFolder } from '../../support/noConfigFolder.ts';
import { someEndpoint } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/** Read in 6 steps. */
const size = { folders: 40, connections: 40, messages: 220, shared: 20 };

interface LargeWorkspace extends AsyncDisposable {
  readonly workspace: Workspace;
  readonly warnings: readonly string[];
}

/** Does not wait for what is read at the start. */
async function openLarge(root: string): Promise<LargeWorkspace> {
  const warnings: string[] = [];
  await writeLargeWorkspace(root, size);
  const workspace = await createWorkspace({
    folder: root,
    configFolder: noConfigFolder,
    makeId,
    clock: createSystemClock(),
    importWorker: importWorkerUrl(),
    log: { warn: (message) => void warnings.push(message) },
  });
  return { workspace, warnings, [Symbol.asyncDispose]: () => workspace.close() };
}

const content = messageContentSchema.parse({ name: 'new', body: 'new' });
const call = { signal: new AbortController().signal } as never;

describe('a large workspace', () => {
  it('is open before its files are read, and tells its messages bit by bit', async () => {
    await using root = await temporaryFolder();
    await using large = await openLarge(root.path);
    const { connections } = large.workspace;
    expect(connections.list.value.connections).toHaveLength(0);
    const abort = new AbortController();
    const told: MessageChanges[] = [];
    for await (const item of listMessages(large.workspace, abort.signal)) {
      told.push(item);
      if (item.isLoaded) abort.abort();
    }
    expect(connections.list.value.connections).toHaveLength(size.connections);
    expect(told.filter((item) => item.messages.length > 0).length).toBeGreaterThan(2);
    const ids = told.flatMap((item) => item.messages.map(({ id }) => id));
    expect(ids).toHaveLength(size.messages);
    expect(new Set(ids).size).toBe(size.messages);
    expect(large.warnings).toEqual([]);
  });

  it('lets connections be made while messages are read, and messages only when all are known', async () => {
    await using root = await temporaryFolder();
    await using large = await openLarge(root.path);
    const { connections, messages } = large.workspace;
    const owner = { folder: 'group-00003/service-00039' };
    await connections.whenRead();
    const made = messages.create(content, owner);
    await connections.create('early', someEndpoint);
    expect(connections.list.value.connections).toHaveLength(size.connections + 1);
    expect(messages.list.value.isWhole).toBe(false);
    const { id } = await made;
    const beside = messagesBeside(owner, messages.list.value.messages, () => true);
    expect(beside.length).toBeGreaterThan(1);
    expect(beside.at(-1)?.id).toBe(id);
  });

  it('deletes a connection with its messages, however early', async () => {
    await using root = await temporaryFolder();
    await using large = await openLarge(root.path);
    const { connections, messages } = large.workspace;
    const last = (await connections.all()).at(-1);
    if (!last) throw new Error('A connection is missing.');
    expect(messages.list.value.isWhole).toBe(false);
    await createConnectionHandlers(large.workspace)['connections.remove']({ connection: last.id }, call);
    await messages.whenRead();
    expect(messages.ownOf(last.id)).toHaveLength(0);
    expect(messages.list.value.messages.length).toBeLessThan(size.messages);
  });

  it('lets a folder be deleted, and a connection be changed, before all are read', async () => {
    await using root = await temporaryFolder();
    await using large = await openLarge(root.path);
    const { connections, messages } = large.workspace;
    const [id, other] = ['connection-00039', 'connection-00000'].map((each) =>
      connectionIdSchema.parse(each),
    );
    if (!id || !other) throw new Error('A connection is missing.');
    const folder = 'group-00003/service-00039';
    const changed = connections.update(other, 'changed', someEndpoint);
    const names = await readdir(join(root.path, 'connections', folder));
    const written = names.flatMap((name) => /subscribe-(\d+)/.exec(name)?.[1] ?? []);
    const agreed = [id, ...written.map((number) => `message-${number}`)];
    await Promise.all([changed, connections.folders.remove(folder, new Set(agreed))]);
    expect((await connections.all()).map(({ name }) => name)).toContain('changed');
    expect(connections.list.value.connections).toHaveLength(size.connections - 1);
    await messages.whenRead();
    expect(messages.list.value.messages).toHaveLength(size.messages - written.length);
  });

  it('keeps the secrets of what was not read yet when it is closed meanwhile', async () => {
    await using root = await temporaryFolder();
    const { workspace } = await openLarge(root.path);
    const { secrets, environments, connections } = workspace;
    const secret = await secrets.keep('token', Buffer.from('let me in'));
    const variables = [{ name: 'token', value: '', secret, on: true }];
    const last = join(root.path, 'connections', 'group-00003', 'service-00039', 'folder.json');
    await writeFile(last, JSON.stringify({ version: 1, variables }));
    const { id } = await environments.create({ name: 'Staging', colour: 'none', variables });
    const removed = environments.remove(id);
    void connections.whenRead();
    await workspace.close();
    await removed;
    expect(await secrets.find(secret)).not.toBeNull();
  });

  it('can be closed at once', async () => {
    await using root = await temporaryFolder();
    const { workspace, warnings } = await openLarge(root.path);
    await workspace.close();
    expect(workspace.messages.list.value.isWhole).toBe(false);
    expect(warnings).toEqual([]);
  });
});
