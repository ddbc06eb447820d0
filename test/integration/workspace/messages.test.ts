import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createConnectionHandlers } from '../../../electron/engine/handlers/connectionHandlers.ts';
import { messageChanges } from '../../../electron/engine/handlers/messageChanges.ts';
import type { Workspace } from '../../../electron/engine/workspace/workspace.ts';
import type { MessageChanges } from '../../../shared/contract/messages.ts';
import { messageIdSchema } from '../../../shared/model/ids.ts';
import { messageGroups } from '../../../shared/model/messageGroups.ts';
import {
  messageContentSchema,
  type MessageContent,
  type SavedMessage,
} from '../../../shared/model/savedMessage.ts';
import { changedFiles, filesBelow, openTestedWorkspace, someEndpoint } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

const run = promisify(execFile);

const content = (name: string, more: object = {}): MessageContent =>
  messageContentSchema.parse({ name, body: `${name}\n`, ...more });

/** `folder/name` of each, in the order of the list. */
const placed = (messages: readonly SavedMessage[]): string[] =>
  messages.map(({ folder, name }) => (folder === '' ? name : `${folder}/${name}`)).toSorted();

/** What a connection shows: each group with the names in it. */
function shownBy(workspace: Workspace, name: string): string[] {
  const { connections, messages } = workspace;
  const connection = connections.list.value.connections.find((each) => each.name === name);
  if (!connection) throw new Error(`There is no ${name}.`);
  const known = new Set(connections.list.value.connections.map(({ id }) => id));
  return messageGroups(connection, messages.list.value.messages, (id) => known.has(id)).map(
    (group) => `${group.folder ?? 'own'}: ${group.messages.map((each) => each.name).join(' ')}`,
  );
}

describe('named messages', () => {
  it('are files beside the connections, without what is usual, and are there again after a restart', async () => {
    await using root = await temporaryFolder();
    {
      await using open = await openTestedWorkspace(root.path);
      const { connections, messages } = open.workspace;
      const redis = await connections.create('redis', someEndpoint);
      const made = await messages.create(content('ping', { body: 'PING\\r\\n' }), {
        folder: '',
        connection: redis.id,
      });
      expect(open.problems()).toEqual([]);
      expect(await readFile(join(open.folder, `ping-${made.id.slice(-6)}.message.json`), 'utf8')).toBe(
        `${JSON.stringify({ version: 1, id: made.id, name: 'ping', connection: redis.id, order: 'a0', body: 'PING\\r\\n' }, null, 2)}\n`,
      );
    }
    await using open = await openTestedWorkspace(root.path);
    expect(open.lines()).toEqual(['redis']);
    expect(shownBy(open.workspace, 'redis')).toEqual(['own: ping']);
    expect(open.workspace.messages.list.value.messages[0]).toMatchObject({
      mode: 'text',
      escapes: true,
      encoding: 'utf-8',
      terminator: '',
      body: 'PING\\r\\n',
    });
  });

  it('have a changed line as one changed line for git', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { messages } = open.workspace;
    const body = '{\n  "a": 1,\n  "b": 2\n}';
    const made = await messages.create(content('json', { mode: 'json', body }), { folder: '' });
    const git = (...args: readonly string[]): Promise<{ stdout: string }> =>
      run('git', ['-C', open.folder, '-c', 'user.name=x', '-c', 'user.email=x@x', ...args]);
    await git('init', '-q');
    await git('add', '.');
    await git('commit', '-qm', 'x');
    await messages.update(
      made.id,
      content('json', { mode: 'json', body: body.replace('2', '3') }),
      made.revision,
    );
    const { stdout } = await git('diff', '--numstat');
    expect(stdout.split('\t').slice(0, 2)).toEqual(['1', '1']);
    await messages.update(made.id, content('json', { mode: 'json', body }), messages.get(made.id).revision);
    expect((await git('status', '--short')).stdout).toBe('');
  });

  it('of a folder belong to every connection in it and below, the nearest first', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections, messages } = open.workspace;
    await connections.folders.create('', 'gateway');
    await connections.folders.create('gateway', 'eu');
    const redis = await connections.create('redis', someEndpoint, { folder: 'gateway/eu' });
    await connections.create('other', someEndpoint);
    await messages.create(content('everywhere'), { folder: '' });
    await messages.create(content('b'), { folder: 'gateway' });
    await messages.create(content('a'), { folder: 'gateway' });
    await messages.create(content('mine'), { folder: 'gateway/eu', connection: redis.id });
    expect(shownBy(open.workspace, 'redis')).toEqual(['own: mine', 'gateway: b a', ': everywhere']);
    expect(shownBy(open.workspace, 'other')).toEqual(['own: ', ': everywhere']);
  });

  it('are moved by writing one file, go along with their connection and its folder, and are copied with both', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { workspace } = open;
    const { connections, messages } = workspace;
    const handlers = createConnectionHandlers(workspace);
    const call = { signal: new AbortController().signal } as never;
    await connections.folders.create('', 'gateway');
    const redis = await connections.create('redis', someEndpoint);
    const own = { folder: '', connection: redis.id };
    for (const name of ['one', 'two', 'three']) await messages.create(content(name), own);
    const three = messages.list.value.messages.find(({ name }) => name === 'three');
    const two = messages.list.value.messages.find(({ name }) => name === 'two');
    if (!two || !three) throw new Error('A message is missing.');
    const before = await filesBelow(open.folder);
    await messages.move(three.id, own, { before: two.id });
    expect(changedFiles(before, await filesBelow(open.folder))).toHaveLength(1);
    expect(shownBy(workspace, 'redis')).toEqual(['own: one three two']);

    await handlers['connections.move'](
      { connection: redis.id, folder: 'gateway', place: { before: null } },
      call,
    );
    await handlers['connections.renameFolder']({ folder: 'gateway', name: 'edge' }, call);
    expect(placed(messages.list.value.messages)).toEqual(['edge/one', 'edge/three', 'edge/two']);
    expect(shownBy(workspace, 'redis')).toEqual(['own: one three two']);

    const copy = await connections.create('copy', someEndpoint);
    await messages.copy(redis.id, copy.id, '');
    expect(shownBy(workspace, 'copy')).toEqual(['own: one three two']);
    await handlers['connections.duplicateFolder']({ folder: 'edge' }, call);
    expect(placed(messages.list.value.messages)).toContain('edge 2/three');
    const twin = connections.list.value.connections.find(({ folder }) => folder === 'edge 2');
    expect(messages.list.value.messages.filter(({ connection }) => connection === twin?.id)).toHaveLength(3);

    const theirs = messages.ownOf(copy.id).map(({ id }) => id);
    const agreed = { connection: copy.id, revision: connections.get(copy.id).revision, messages: theirs };
    for (const other of [{ messages: theirs.slice(1) }, { revision: 'another' }])
      await expect(
        Promise.resolve(handlers['connections.remove']({ ...agreed, ...other }, call)),
      ).rejects.toThrow('Nothing was deleted');
    expect(messages.ownOf(copy.id)).toHaveLength(theirs.length);
    await handlers['connections.remove'](agreed, call);
    expect(placed(messages.list.value.messages)).toHaveLength(6);
    const ids = (folder: string): { connections: (typeof redis.id)[]; messages: (typeof three.id)[] } => ({
      connections: connections.list.value.connections
        .filter((each) => each.folder === folder)
        .map(({ id }) => id),
      messages: messages.list.value.messages.filter((each) => each.folder === folder).map(({ id }) => id),
    });
    await expect(
      handlers['connections.removeFolder']({ folder: 'edge 2', ...ids('edge 2'), messages: [] }, call),
    ).rejects.toThrow('or messages by now');
    await handlers['connections.removeFolder']({ folder: 'edge 2', ...ids('edge 2') }, call);
    expect(open.lines()).toEqual(['edge/', 'edge/redis']);
    expect(placed(messages.list.value.messages)).toEqual(['edge/one', 'edge/three', 'edge/two']);
  });

  it('are followed when another program changes them, and never overwritten', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { messages } = open.workspace;
    const made = await messages.create(content('ping'), { folder: '' });
    const file = join(open.folder, `ping-${made.id.slice(-6)}.message.json`);
    await writeFile(file, (await readFile(file, 'utf8')).replace('"ping",', '"pong",'));
    await expect(messages.update(made.id, content('mine'), made.revision)).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    await until(() => messages.get(made.id).name === 'pong');
    await writeFile(file, '{"version": 1,\n "name": 5}');
    // The file is empty for a moment while it is written, and that may be noticed, too.
    await until(() => messages.list.value.problems[0]?.message.includes('missing') === true);
    expect(messages.list.value.problems).toHaveLength(1);
    expect(open.problems()).toEqual([]);
    await expect(messages.remove(made.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await readFile(file, 'utf8')).toContain('"name": 5');
  });

  it('whose connection is gone belong to their folder', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections, messages } = open.workspace;
    const gone = await connections.create('gone', someEndpoint);
    await connections.create('stays', someEndpoint);
    await messages.create(content('kept'), { folder: '', connection: gone.id });
    await connections.remove(gone.id);
    expect(shownBy(open.workspace, 'stays')).toEqual(['own: ', ': kept']);
  });

  it('are told in pieces, and then only what has changed', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { messages } = open.workspace;
    for (let number = 0; number < 250; number += 1)
      await writeFile(
        join(open.folder, `${number}.message.json`),
        JSON.stringify({ version: 1, id: `m${number}`, name: `m${number}`, body: ['a', 'b'] }),
      );
    await messages.rescan();
    const abort = new AbortController();
    const told: MessageChanges[] = [];
    for await (const item of messageChanges(messages.list, abort.signal)) {
      told.push(item);
      if (item.isWhole && told.length === 2) await messages.remove(messageIdSchema.parse('m7'));
      if (told.length === 3) abort.abort();
    }
    expect(
      told.map(({ isFirst, isWhole, messages: some, gone }) => [isFirst, isWhole, some.length, gone.length]),
    ).toEqual([
      [true, false, 200, 0],
      [false, true, 50, 0],
      [false, true, 0, 1],
    ]);
    expect(told[0]?.messages[0]?.body).toBe('a\nb');
  });
});
