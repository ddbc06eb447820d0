import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createConnectionEditStore,
  type ConnectionEditStore,
} from '../../../renderer/state/workspace/connectionEdits.ts';
import {
  createConnectionStore,
  type ConnectionStore,
} from '../../../renderer/state/workspace/connections.ts';
import { newEndpoint } from '../../../renderer/state/workspace/endpoints.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { createConnectionBench, type ConnectionBench } from '../../support/connectionStores.ts';
import { createFakeStorage, fakeConnection, type FakeEngine } from '../../support/fakeEngine.ts';
import { until } from '../../support/until.ts';

const { id } = fakeConnection('c1');
let bench: ConnectionBench;
let engine: FakeEngine;
let connections: ConnectionStore;
let edits: ConnectionEditStore;
let storage: ReturnType<typeof createFakeStorage>;
let refusal: WirebenchError | null;

beforeEach(async () => {
  refusal = null;
  bench = await createConnectionBench(() => refusal);
  ({ engine, connections } = bench);
  storage = createFakeStorage();
  edits = createConnectionEditStore(connections, storage);
});

afterEach(() => {
  edits.dispose();
  bench[Symbol.dispose]();
});

describe('an address that is being typed', () => {
  const typed = newEndpoint('tcp-client', 'tcp://127.0.0.1:1234');

  it('is on the screen at once and in the file after a pause', async () => {
    edits.edit(id, newEndpoint('tcp-client', 'tcp://127.0.0.1:12'));
    edits.edit(id, typed);
    expect(edits.endpointOf(id)).toEqual(typed);
    expect(engine.asked).toEqual([]);
    await until(() => engine.asked.length > 0);
    await until(() => edits.store.getState()[id] === undefined);
    expect(engine.asked.map(({ input }) => input)).toEqual([
      { connection: id, name: 'redis', endpoint: typed, revision: 'redis' },
    ]);
    expect(connections.get(id)?.endpoint).toEqual(typed);
  });

  it('is saved at once when it is asked for', async () => {
    edits.edit(id, typed);
    await edits.save(id);
    expect(connections.get(id)?.endpoint).toEqual(typed);
    await edits.save(id);
    expect(engine.asked).toHaveLength(1);
  });

  it('is in the file after a page that was left at once, or kept for the next one', async () => {
    const others = createConnectionStore(engine.client, createFakeStorage(), 10);
    refusal = new WirebenchError('INTERNAL', 'The engine is away.');
    edits.edit(id, typed);
    edits.keepNow();
    await until(() => engine.asked.length === 1);
    refusal = null;
    const next = createConnectionEditStore(others, storage);
    expect(next.endpointOf(id)).toEqual(typed);
    await until(() => next.store.getState()[id] === undefined);
    expect(others.get(id)?.endpoint).toEqual(typed);
    const later = createConnectionEditStore(others, storage);
    expect(later.store.getState()).toEqual({});
    for (const store of [later, next, others]) store.dispose();
  });

  it('stays, with the reason, when it cannot be saved', async () => {
    refusal = new WirebenchError('INTERNAL', 'The disk is full. Free some space.');
    edits.edit(id, typed);
    await expect(edits.save(id)).rejects.toThrow('The disk is full');
    expect(edits.store.getState()[id]).toEqual({
      endpoint: typed,
      revision: 'redis',
      problem: 'The disk is full. Free some space.',
    });
    expect(edits.endpointOf(id)).toEqual(typed);
    refusal = null;
    await edits.save(id);
    expect(edits.store.getState()[id]).toBeUndefined();
  });

  it('keeps what was typed while the former text was on its way', async () => {
    edits.edit(id, newEndpoint('tcp-client', 'tcp://127.0.0.1:1'));
    const saving = edits.save(id);
    edits.edit(id, typed);
    await saving;
    expect(edits.endpointOf(id)).toEqual(typed);
    await edits.save(id);
    expect(connections.get(id)?.endpoint).toEqual(typed);
  });

  it('is let go with a connection that was deleted meanwhile', async () => {
    edits.edit(id, typed);
    engine.connections.set([]);
    await until(() => connections.get(id) === undefined);
    await edits.save(id);
    await until(() => edits.store.getState()[id] === undefined);
    expect(engine.asked).toEqual([]);
  });

  it('stays while its connection may be in something that cannot be read', async () => {
    engine.hasUnread.set(true);
    engine.connections.set([]);
    const others = createConnectionStore(engine.client, createFakeStorage(), 10);
    const left = createConnectionEditStore(others, createFakeStorage());
    left.edit(id, typed);
    await until(() => others.store.getState().hasUnread);
    expect(left.endpointOf(id)).toEqual(typed);
    engine.hasUnread.set(false);
    engine.connections.set([]);
    await until(() => left.store.getState()[id] === undefined);
    left.dispose();
    others.dispose();
  });
});

describe('a connection that is saved because somebody connects', () => {
  const typed = newEndpoint('tcp-client', 'tcp://127.0.0.1:1234');
  let answer: PromiseWithResolvers<void>;
  beforeEach(() => {
    answer = Promise.withResolvers<void>();
  });
  const savedAddresses = (): unknown[] =>
    engine.asked.map(({ input }) => (input as { endpoint: Endpoint }).endpoint.address);

  it('waits for a field whose text is still being kept', async () => {
    const fields = edits.fieldsOf(id);
    fields.expect(answer.promise.then(() => edits.edit(id, typed)));
    const saving = edits.save(id);
    await Promise.resolve();
    expect(engine.asked).toEqual([]);
    answer.resolve();
    await saving;
    expect(connections.get(id)?.endpoint).toEqual(typed);
  });

  it('waits for each of several, also for one that begins meanwhile', async () => {
    const fields = edits.fieldsOf(id);
    fields.expect(answer.promise.then(() => edits.edit(id, newEndpoint('udp', 'udp://127.0.0.1:1'))));
    const saving = edits.save(id);
    const second = Promise.withResolvers<void>();
    fields.expect(second.promise.then(() => edits.edit(id, typed)));
    answer.resolve();
    second.resolve();
    await saving;
    expect(savedAddresses()).toEqual([typed.address]);
  });

  it('takes the text of a field that is not left yet, and no more once the field is gone', async () => {
    const fields = edits.fieldsOf(id);
    let taken = 0;
    const gone = fields.onHandOver(() => {
      taken += 1;
      fields.expect(answer.promise.then(() => edits.edit(id, typed)));
    });
    const saving = edits.save(id);
    answer.resolve();
    await saving;
    expect(connections.get(id)?.endpoint).toEqual(typed);
    gone();
    await edits.save(id);
    expect(taken).toBe(1);
  });

  it('is not saved when something of it could not be kept, and says why', async () => {
    edits.edit(id, typed);
    edits.fieldsOf(id).expect(answer.promise);
    const saving = edits.save(id);
    answer.reject(new Error('The disk is full. Free some space, then try again.'));
    await expect(saving).rejects.toThrow('The disk is full');
    expect(engine.asked).toEqual([]);
    expect(edits.store.getState()[id]).toEqual({
      endpoint: typed,
      revision: 'redis',
      problem: 'The disk is full. Free some space, then try again.',
    });
    await edits.save(id);
    expect(connections.get(id)?.endpoint).toEqual(typed);
  });

  it('says that something could not be kept when nobody waits for it, too', async () => {
    edits.fieldsOf(id).expect(answer.promise);
    answer.reject(new Error('The disk is full.'));
    await until(() => edits.store.getState()[id]?.problem === 'The disk is full.');
  });

  it('does not wait for the fields of another', async () => {
    edits.fieldsOf(fakeConnection('c2').id).expect(answer.promise);
    edits.edit(id, typed);
    await edits.save(id);
    expect(connections.get(id)?.endpoint).toEqual(typed);
  });
});

describe('an edit of a connection that another program has changed', () => {
  const typed = newEndpoint('tcp-client', 'tcp://127.0.0.1:1234');
  const changeOutside = async (endpoint: Endpoint): Promise<void> => {
    engine.connections.update((all) =>
      all.map((each) => (each.id === id ? { ...each, endpoint, revision: 'theirs' } : each)),
    );
    await until(() => connections.get(id)?.revision === 'theirs');
  };

  it('is saved with the revision that it began with, until the person decides', async () => {
    edits.edit(id, typed);
    await changeOutside(newEndpoint('udp', 'udp://127.0.0.1:1'));
    refusal = new WirebenchError('WRONG_STATE', 'It was changed meanwhile.');
    await expect(edits.save(id)).rejects.toThrow('changed meanwhile');
    expect(engine.asked.at(-1)?.input).toMatchObject({ revision: 'redis' });
    expect(edits.endpointOf(id)).toEqual(typed);
    refusal = null;
    await edits.keep(id);
    expect(engine.asked.at(-1)?.input).toMatchObject({ revision: 'theirs', endpoint: typed });
    expect(edits.store.getState()[id]).toBeUndefined();
  });

  it('gives way when the person takes what stands in the file', async () => {
    edits.edit(id, typed);
    const theirs = newEndpoint('udp', 'udp://127.0.0.1:1');
    await changeOutside(theirs);
    edits.discard(id);
    await edits.save(id);
    expect(edits.endpointOf(id)).toEqual(theirs);
    expect(engine.asked).toEqual([]);
  });

  it('is no conflict when both are the same', async () => {
    edits.edit(id, typed);
    await changeOutside(typed);
    await edits.save(id);
    expect(edits.store.getState()[id]).toBeUndefined();
    expect(engine.asked).toEqual([]);
  });

  it('is handed over when the connection was deleted', async () => {
    const lost: unknown[] = [];
    const other = createConnectionEditStore(
      connections,
      createFakeStorage(),
      (name, endpoint) => void lost.push([name, endpoint]),
    );
    other.edit(id, typed);
    engine.connections.set([]);
    await until(() => lost.length > 0);
    expect(lost).toEqual([['redis', typed]]);
    expect(other.store.getState()[id]).toBeUndefined();
    other.dispose();
  });
});

describe('a field that somebody is typing in', () => {
  it('is not taken over by the pause after which the rest is saved', async () => {
    let taken = 0;
    const gone = edits.fieldsOf(id).onHandOver(() => void (taken += 1));
    edits.edit(id, newEndpoint('tcp-client', 'tcp://127.0.0.1:1234'));
    await until(() => engine.asked.length > 0);
    gone();
    expect(taken).toBe(0);
  });

  it('changes the newest endpoint, whatever was there when it was begun', () => {
    const fields = edits.fieldsOf(id);
    edits.edit(id, newEndpoint('tcp-client', 'tcp://127.0.0.1:1234'));
    expect(fields.change({ 'socket.noDelay': false })).toMatchObject({ ok: true });
    expect(edits.endpointOf(id)).toMatchObject({
      address: 'tcp://127.0.0.1:1234',
      socket: { noDelay: false },
    });
    expect(fields.change({ 'socket.noDelay': 'perhaps' })).toMatchObject({ ok: false });
  });
});
