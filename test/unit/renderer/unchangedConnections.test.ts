import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  noConnections,
  withChanges,
  withFolder,
} from '../../../renderer/state/workspace/connectionChanges.ts';
import {
  createConnectionStore,
  type ConnectionStore,
} from '../../../renderer/state/workspace/connections.ts';
import { GroupedMessages } from '../../../renderer/state/workspace/groupedMessages.ts';
import { createMessageStore, type MessageStore } from '../../../renderer/state/workspace/messages.ts';
import type { SavedConnection } from '../../../shared/model/connection.ts';
import { ConnectionTree } from '../../../shared/model/connectionTree.ts';
import { savedMessageSchema, type SavedMessage } from '../../../shared/model/savedMessage.ts';
import {
  createFakeEngine,
  createFakeStorage,
  fakeConnection,
  type FakeEngine,
} from '../../support/fakeEngine.ts';
import { until } from '../../support/until.ts';

const inFolder = (folder: string, id: string): SavedConnection => ({ ...fakeConnection(id), folder });

/** A connection that counts how often its name is compared with others, which putting in order needs. */
function counting(connection: SavedConnection, looks: string[]): SavedConnection {
  return Object.defineProperty({ ...connection }, 'name', {
    enumerable: true,
    get: () => {
      looks.push(connection.id);
      return connection.name;
    },
  });
}

describe('what is in a folder', () => {
  it('is put in order again only where something has changed', () => {
    const looks: string[] = [];
    const folders = ['f', 'g', 'g/deep'].map((path) => ({ path }));
    const all = folders.flatMap(({ path }) =>
      ['b', 'a'].map((name) => counting(inFolder(path, `${path.replace('/', '-')}-${name}`), looks)),
    );
    const tree = new ConnectionTree(folders, all);
    looks.length = 0;
    const more = [...all, inFolder('f', 'f-c')];
    const added = tree.changed(folders, more);
    expect(new Set(looks)).toEqual(new Set(['f-a', 'f-b']));
    expect(added.connectionsBelow('').map(({ id }) => id)).toEqual([
      ...['f-a', 'f-b', 'f-c'],
      ...['g-deep-a', 'g-deep-b', 'g-a', 'g-b'],
    ]);
    looks.length = 0;
    const turned = added.changed(
      folders.map((folder) => (folder.path === 'g' ? { path: 'g', order: 'a0' } : folder)),
      more,
    );
    expect(looks).toEqual([]);
    expect(turned.contentOf('').folders.map(({ path }) => path)).toEqual(['g', 'f']);
    expect(turned.contentOf('g/deep')).toBe(tree.contentOf('g/deep'));
  });

  it('is the same tree when nothing has', () => {
    const tree = new ConnectionTree([{ path: 'f' }], [inFolder('f', 'a'), inFolder('f', 'b')]);
    const { folders } = tree.contentOf('');
    expect(tree.changed(folders, tree.connectionsBelow(''))).toBe(tree);
    expect(tree.changed(folders, []).connectionsBelow('')).toEqual([]);
    expect(tree.changed([], []).contentOf('').folders).toEqual([]);
  });
});

describe('what the window knows', () => {
  const connections = [inFolder('', 'a'), inFolder('f', 'x'), inFolder('f/deep', 'z')];
  const changes = {
    isFirst: true,
    isWhole: true,
    isLoaded: true,
    hasUnread: false,
    gone: [],
    problems: null,
  };
  const known = withChanges(noConnections, {
    ...changes,
    connections,
    folders: [{ path: 'f' }, { path: 'f/deep' }],
  });

  it('is the same objects where the engine says the same again', () => {
    const repeated = withChanges(known, {
      ...changes,
      connections: connections.map((each) => ({ ...each, ...(each.id === 'x' && { revision: 'other' }) })),
      folders: [{ path: 'f' }, { path: 'f/deep' }],
    });
    const same = connections.filter(({ id }) => repeated.connections.get(id) === known.connections.get(id));
    expect(same.map(({ id }) => id)).toEqual(['a', 'z']);
    expect(repeated.folders).toBe(known.folders);
  });

  it('copies no connection of a folder that has another place among its siblings', () => {
    const placed = withFolder(known, 'f', { path: 'f', order: 'a0' });
    expect(placed.connections).toBe(known.connections);
    expect(placed.folders).toContain(known.folders[1]);
    expect(placed.folders).toContainEqual({ path: 'f', order: 'a0' });
  });
});

describe('the messages of a connection in groups', () => {
  let engine: FakeEngine;
  let connections: ConnectionStore;
  let messages: MessageStore;
  const message = (id: string, folder: string, connection?: string): SavedMessage =>
    savedMessageSchema.parse({
      ...{ version: 1, id: id.replaceAll(' ', '-'), name: id, body: 'PING', folder, revision: 'r1' },
      ...(connection !== undefined && { connection }),
    });

  beforeEach(async () => {
    engine = createFakeEngine();
    engine.folders.set([{ path: 'f' }, { path: 'g' }]);
    engine.connections.set([inFolder('f', 'x'), inFolder('g', 'y')]);
    engine.messages.set([
      message('everywhere', ''),
      message('of f', 'f'),
      message('of g', 'g'),
      message('of x', 'f', 'x'),
      message('left alone', 'f', 'gone'),
    ]);
    connections = createConnectionStore(engine.client, createFakeStorage(), 10);
    messages = createMessageStore(engine.client, () => Promise.resolve());
    await until(() => connections.store.getState().isLoaded && messages.store.getState().isLoaded);
  });
  afterEach(() => {
    messages.dispose();
    connections.dispose();
    engine[Symbol.dispose]();
  });

  it('are the same objects until something of it changes', async () => {
    const { id } = fakeConnection('x');
    const groups = new GroupedMessages(connections, messages);
    const before = groups.of(id);
    expect(before.map(({ folder, messages: of }) => [folder, of.map(({ name }) => name)])).toEqual([
      [null, ['of x']],
      ['f', ['left alone', 'of f']],
      ['', ['everywhere']],
    ]);
    engine.connections.update((all) => all.map((each) => (each.id === 'y' ? inFolder('', 'y') : each)));
    await until(() => connections.get(fakeConnection('y').id)?.folder === '');
    expect(groups.of(id)).toBe(before);
    engine.connections.update((all) => [...all, inFolder('f', 'gone')]);
    await until(() => connections.store.getState().connections.length === 3);
    expect(groups.of(id)[1]?.messages.map(({ name }) => name)).toEqual(['of f']);
    engine.connections.update((all) => all.filter((each) => each.id !== 'x'));
    await until(() => connections.get(id) === undefined);
    expect(groups.of(id)).toEqual([]);
  });

  it('are the same list when only something about them is said', async () => {
    const problem = { file: 'b.message.json', line: null, column: null, message: 'It is empty.' };
    const some = [message('of f', 'f')];
    using other = createFakeEngine({
      'messages.list': async function* inSteps() {
        const item = { isWhole: true, isLoaded: true, hasUnread: false, gone: [], problems: null };
        yield { ...item, isFirst: true, messages: some };
        yield { ...item, isFirst: false, messages: [], problems: [problem] };
      },
    });
    const store = createMessageStore(other.client, () => Promise.resolve());
    const shown: ReadonlyMap<string, SavedMessage>[] = [];
    store.store.subscribe(({ messages: known }, before) => {
      if (known !== before.messages) shown.push(known);
    });
    await until(() => store.store.getState().problems.length === 1);
    expect(shown).toHaveLength(1);
    expect([...(shown[0] ?? [])]).toEqual([['of-f', some[0]]]);
    store.dispose();
  });
});
