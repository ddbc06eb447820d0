import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createConnectionHandlers } from '../../../electron/engine/handlers/connectionHandlers.ts';
import type { SavedConnection } from '../../../shared/model/connection.ts';
import { messageGroups } from '../../../shared/model/messageGroups.ts';
import {
  messageContentSchema,
  mostMessages,
  type MessageContent,
  type SavedMessage,
} from '../../../shared/model/savedMessage.ts';
import {
  changedFiles,
  filesBelow,
  openTestedWorkspace,
  someEndpoint,
  type TestedWorkspace,
} from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const content = (name: string): MessageContent => messageContentSchema.parse({ name, body: `${name}\n` });

const call = { signal: new AbortController().signal } as never;

function connectionAt({ workspace }: TestedWorkspace, folder: string, name = 'redis'): SavedConnection {
  const found = workspace.connections.list.value.connections.find(
    (each) => each.folder === folder && each.name === name,
  );
  if (!found) throw new Error(`There is no ${folder}/${name}.`);
  return found;
}

/** The groups of a connection, each with the names in it. */
function groupsAt(open: TestedWorkspace, folder: string, name = 'redis'): string[] {
  const { connections, messages } = open.workspace;
  const known = new Set(connections.list.value.connections.map(({ id }) => id));
  return messageGroups(connectionAt(open, folder, name), messages.list.value.messages, (id) =>
    known.has(id),
  ).map((group) => `${group.folder ?? 'own'}: ${group.messages.map((each) => each.name).join(' ')}`);
}

/** A file as a person writes one. */
function writeByHand(open: TestedWorkspace, path: string, more: object): Promise<void> {
  const name = path.replace(/^.*\//, '');
  const text = JSON.stringify({ version: 1, id: path.replaceAll('/', '-'), name, body: name, ...more });
  return writeFile(join(open.folder, `${path}.message.json`), text);
}

async function look({ workspace }: TestedWorkspace): Promise<void> {
  await workspace.connections.rescan();
  await workspace.messages.rescan();
}

/** A connection with a message in the folder `a`, which another program has copied to `b`. */
async function withCopiedFolder(root: string): Promise<TestedWorkspace> {
  const open = await openTestedWorkspace(root);
  const { connections, messages } = open.workspace;
  await connections.folders.create('', 'a');
  const redis = await connections.create('redis', someEndpoint, { folder: 'a' });
  await messages.create(content('ping'), { folder: 'a', connection: redis.id });
  await cp(join(open.folder, 'a'), join(open.folder, 'b'), { recursive: true });
  await look(open);
  return open;
}

describe('the messages of a folder that another program copied', () => {
  it('belong to the connection beside them, whatever was read first', async () => {
    await using root = await temporaryFolder();
    {
      await using open = await withCopiedFolder(root.path);
      expect([groupsAt(open, 'a'), groupsAt(open, 'b')]).toEqual([['own: ping'], ['own: ping']]);
      await open.workspace.messages.create(content('more'), {
        folder: 'b',
        connection: connectionAt(open, 'b').id,
      });
      await open.workspace.connections.folders.rename('b', 'c');
      expect([groupsAt(open, 'a'), groupsAt(open, 'c')]).toEqual([['own: ping'], ['own: ping more']]);
    }
    await using open = await openTestedWorkspace(root.path);
    expect([groupsAt(open, 'a'), groupsAt(open, 'c')]).toEqual([['own: ping'], ['own: ping more']]);
  });

  it.each(['a', 'b'])('stay when the connection in the other folder than %s is deleted', async (kept) => {
    await using root = await temporaryFolder();
    await using open = await withCopiedFolder(root.path);
    const deleted = kept === 'a' ? 'b' : 'a';
    const handlers = createConnectionHandlers(open.workspace);
    await handlers['connections.remove']({ connection: connectionAt(open, deleted).id }, call);
    expect(groupsAt(open, kept)).toEqual(['own: ping']);
    expect(open.workspace.messages.list.value.messages).toHaveLength(1);
  });

  it.each(['a', 'b'])('stay where they are when the connection in %s is moved', async (moved) => {
    await using root = await temporaryFolder();
    await using open = await withCopiedFolder(root.path);
    const handlers = createConnectionHandlers(open.workspace);
    await handlers['connections.move'](
      { connection: connectionAt(open, moved).id, folder: '', place: 'by-name' },
      call,
    );
    expect([groupsAt(open, ''), groupsAt(open, moved === 'a' ? 'b' : 'a')]).toEqual([
      ['own: ping'],
      ['own: ping'],
    ]);
  });

  it('stay with the copied connection when it gets an id of its own, and its original with its own', async () => {
    await using root = await temporaryFolder();
    {
      await using open = await withCopiedFolder(root.path);
      const handlers = createConnectionHandlers(open.workspace);
      const { id, revision } = connectionAt(open, 'b');
      await handlers['connections.update'](
        {
          connection: id,
          name: 'redis',
          endpoint: { ...someEndpoint, address: 'tcp://127.0.0.1:1' },
          revision,
        },
        call,
      );
      expect([groupsAt(open, 'a'), groupsAt(open, 'b')]).toEqual([['own: ping'], ['own: ping']]);
    }
    await using open = await openTestedWorkspace(root.path);
    expect([groupsAt(open, 'a'), groupsAt(open, 'b')]).toEqual([['own: ping'], ['own: ping']]);
  });

  it('stay when their connection was deleted by another program and its id passes to the copy', async () => {
    await using root = await temporaryFolder();
    await using open = await withCopiedFolder(root.path);
    const { id } = connectionAt(open, 'a');
    await rm(join(open.folder, `a/redis-${id.slice(-6)}.json`));
    await look(open);
    const handlers = createConnectionHandlers(open.workspace);
    await handlers['connections.remove']({ connection: connectionAt(open, 'b').id }, call);
    expect(open.workspace.messages.list.value.messages.map(({ folder }) => folder)).toEqual(['a']);
  });
});

describe('a copied message', () => {
  it('belongs to the copy of its connection, wherever in the folder it stands, and never to another one', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections } = open.workspace;
    await connections.folders.create('', 'f');
    await connections.folders.create('f', 'sub');
    const redis = await connections.create('redis', someEndpoint, { folder: 'f' });
    const other = await connections.create('other', someEndpoint);
    await writeByHand(open, 'f/sub/deep', { connection: redis.id });
    await writeByHand(open, 'f/foreign', { connection: other.id });
    await look(open);
    expect(groupsAt(open, 'f')).toEqual(['own: deep']);
    await connections.folders.duplicate('f');
    expect(groupsAt(open, 'f')).toEqual(['own: deep']);
    expect(groupsAt(open, 'f 2')).toEqual(['own: deep', 'f 2: foreign']);
    expect(groupsAt(open, '', 'other')).toEqual(['own: foreign']);
  });

  it('is not written where there would be too many, nor is anything else of its folder', async () => {
    await using root = await temporaryFolder();
    const folder = join(root.path, 'connections/f');
    await mkdir(folder, { recursive: true });
    const redis = { version: 1, id: 'r', name: 'redis', endpoint: someEndpoint };
    await writeFile(join(folder, 'redis.json'), JSON.stringify(redis));
    const ids = Array.from({ length: mostMessages / 2 + 1 }, (_, number) => `m${number}`);
    const ofRedis = { version: 1, connection: 'r', body: '' };
    await Promise.all(
      ids.map((id) =>
        writeFile(join(folder, `${id}.message.json`), JSON.stringify({ ...ofRedis, id, name: id })),
      ),
    );
    await using open = await openTestedWorkspace(root.path);
    const { connections, messages } = open.workspace;
    const { id } = connectionAt(open, 'f');
    await expect(connections.folders.duplicate('f')).rejects.toMatchObject({ code: 'LIMIT' });
    await expect(messages.copy(id, id, '')).rejects.toMatchObject({ code: 'LIMIT' });
    expect(await readdir(open.folder, { recursive: true })).toHaveLength(ids.length + 2);
    expect(open.lines()).toEqual(['f/', 'f/redis']);
  });
});

describe('the place of a message', () => {
  const names = (open: TestedWorkspace): string[] => groupsAt(open, '', 'x');

  it('is behind all others, and takes no change of theirs', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections, messages } = open.workspace;
    await connections.create('x', someEndpoint);
    let before = await filesBelow(open.folder);
    for (const name of ['m', 'n', 'a']) {
      await messages.create(content(name), { folder: '' });
      const after = await filesBelow(open.folder);
      expect(changedFiles(before, after)).toHaveLength(1);
      before = after;
    }
    expect(names(open)).toEqual(['own: ', ': m n a']);
  });

  it('is that of its name where the others stand by name, which are not changed', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections, messages } = open.workspace;
    await connections.create('x', someEndpoint);
    for (const name of ['m', 'n', 'o']) await writeByHand(open, name, {});
    await look(open);
    const before = await filesBelow(open.folder);
    await messages.create(content('a'), { folder: '' });
    expect(changedFiles(before, await filesBelow(open.folder))).toHaveLength(1);
    expect(names(open)).toEqual(['own: ', ': a m n o']);
  });

  it('may be before one that belongs to the folder because its connection is gone', async () => {
    await using root = await temporaryFolder();
    await using open = await openTestedWorkspace(root.path);
    const { connections, messages } = open.workspace;
    await connections.create('x', someEndpoint);
    await writeByHand(open, 'orphan', { connection: 'gone' });
    await look(open);
    const made: SavedMessage = await messages.create(content('z'), { folder: '' });
    const orphan = messages.list.value.messages.find(({ name }) => name === 'orphan');
    if (!orphan) throw new Error('The orphan is missing.');
    await messages.move(made.id, { folder: '' }, { before: orphan.id });
    expect(names(open)).toEqual(['own: ', ': z orphan']);
  });
});
