import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createConnectionStore,
  type ConnectionStore,
} from '../../../renderer/state/workspace/connections.ts';
import { newEndpoint } from '../../../renderer/state/workspace/endpoints.ts';
import { createConnectionBench, type ConnectionBench } from '../../support/connectionStores.ts';
import {
  createFakeEngine,
  createFakeStorage,
  fakeConnection,
  type FakeEngine,
} from '../../support/fakeEngine.ts';
import { until } from '../../support/until.ts';

const { id } = fakeConnection('c1');
let bench: ConnectionBench;
let engine: FakeEngine;
let connections: ConnectionStore;

beforeEach(async () => {
  bench = await createConnectionBench();
  ({ engine, connections } = bench);
});

afterEach(() => bench[Symbol.dispose]());

const names = (): string[] => connections.store.getState().connections.map(({ name }) => name);

describe('the list of connections', () => {
  it('shows a new one at once, in the order of names', async () => {
    await connections.create('redis 10', newEndpoint('udp'));
    await connections.create('redis 9', newEndpoint('udp'));
    expect(names()).toContain('redis 9');
    await connections.update(id, 'zebra', newEndpoint('udp'), 'redis');
    expect(names().at(-1)).toBe('zebra');
  });

  it('is there again after the way to the engine was lost', async () => {
    engine.loseWay();
    await until(() => engine.client.status.value.state === 'lost');
    engine.connections.set([fakeConnection('c3', 'only one')]);
    expect(names()).toEqual(['echo', 'redis']);
    engine.findWay();
    await until(() => names().join() === 'only one');
  });

  it('stays as it was until an engine that has just started has read everything', async () => {
    engine.loseWay();
    await until(() => engine.client.status.value.state === 'lost');
    engine.isLoaded.set(false);
    engine.connections.set([fakeConnection('c2', 'echo')]);
    engine.findWay();
    // What came before the answer was taken in.
    await until(() => engine.client.status.value.state === 'open');
    await connections.create('new', newEndpoint('udp'));
    expect(names()).toEqual(['echo', 'new', 'redis']);
    engine.isLoaded.set(true);
    engine.connections.set([fakeConnection('c2', 'echo'), fakeConnection('c1', 'redis 2')]);
    await until(() => names().join() === 'echo,redis 2');
  });

  it('keeps what an engine that has just started cannot read, until it can', async () => {
    engine.loseWay();
    await until(() => engine.client.status.value.state === 'lost');
    engine.hasUnread.set(true);
    engine.connections.set([fakeConnection('c3', 'new')]);
    engine.findWay();
    await until(() => names().join() === 'echo,new,redis');
    expect(connections.store.getState().missed.size).toBe(0);
    engine.hasUnread.set(false);
    engine.connections.set([fakeConnection('c3', 'new'), fakeConnection('c1', 'redis')]);
    await until(() => names().join() === 'new,redis');
  });

  it('begins with its first piece while the others arrive, and shows those of a later state together', async () => {
    const rest = Promise.withResolvers<void>();
    using large = createFakeEngine({
      'connections.list': async function* inPieces() {
        const piece = { isLoaded: true, hasUnread: false, gone: [], folders: null, problems: null };
        const some = (from: string): ReturnType<typeof fakeConnection>[] => [fakeConnection(from)];
        yield { ...piece, isFirst: true, isWhole: false, connections: some('a'), folders: [{ path: 'f' }] };
        await rest.promise;
        yield { ...piece, isFirst: false, isWhole: false, connections: some('b') };
        yield { ...piece, isFirst: false, isWhole: true, connections: some('c') };
      },
    });
    const shown: string[] = [];
    const store = createConnectionStore(large.client, createFakeStorage());
    store.store.subscribe(({ connections: all, isLoaded, folders }) =>
      shown.push(`${all.map(({ name }) => name).join()} ${folders.length} ${isLoaded}`),
    );
    await until(() => shown.length > 0);
    rest.resolve();
    await until(() => store.store.getState().isLoaded);
    store.dispose();
    expect(shown).toEqual(['a 1 false', 'a,b,c 1 true']);
  });

  it('names new ones apart, before they have a file, too', () => {
    const begin = (): string => connections.begin(newEndpoint('udp'), '').name;
    expect([begin(), begin()]).toEqual(['New connection', 'New connection 2']);
  });
});
