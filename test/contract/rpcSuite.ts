import { describe, expect, it } from 'vitest';
import type { WirebenchError } from '../../shared/base/errors.ts';
import { largestOpenRequests } from '../../shared/rpc/serve.ts';
import { HeldCounter, type Held } from '../support/held.ts';
import { until } from '../support/until.ts';
import { collect, withWorld, type Pair, type World } from './rpcWorld.ts';

/** What every transport has to be able to do; `manyItems` is how many items a subscription has that is to show what each leaves behind. */
export function describeRpc(name: string, makePair: () => Promise<Pair>, manyItems = 500): void {
  describe(`rpc over ${name}`, () => {
    const test = testsIn(makePair);
    describeCalls(test);
    describeBytes(test);
    describeSubscriptions(test);
    describeLimits(test, manyItems);
    describeLoss(test);
  });
}

type WorldTest = ReturnType<typeof testsIn>;

/** Tests that have a world of their own. */
function testsIn(makePair: () => Promise<Pair>) {
  return it.extend<{ world: World }>({
    world: async ({ task: _task }, use) => withWorld(makePair, use),
  });
}

/** Calls are answered, each with its own answer or refusal. */
function describeCalls(test: WorldTest): void {
  test('answers a call', async ({ world: { client } }) => {
    await expect(client.call('test.add', { a: 2, b: 3 })).resolves.toEqual({ sum: 5 });
  });

  test('keeps a hundred calls at once apart', async ({ world: { client } }) => {
    const sums = await Promise.all(
      Array.from({ length: 100 }, (_, index) => client.call('test.add', { a: index, b: 1 })),
    );
    expect(sums.map(({ sum }) => sum)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });

  test('gives a refusal its code, its sentence, and what has to be allowed first', async ({
    world: { client },
  }) => {
    await expect(client.call('test.fail', {})).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: 'It is closed.',
      allows: 'HOME',
    });
  });

  test('gives what was not foreseen the code INTERNAL', async ({ world: { client } }) => {
    await expect(client.call('test.crash', {})).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  test('names the field that is wrong', async ({ world: { client } }) => {
    const wrong = { a: 1, b: 'two' } as unknown as { a: number; b: number };
    await expect(client.call('test.add', wrong)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('test.add, b'),
    });
  });

  test('does not believe an answer that breaks the contract', async ({ world: { client } }) => {
    await expect(client.call('test.lie', {})).rejects.toMatchObject({
      message: expect.stringContaining('test.lie, count'),
    });
  });

  test('refuses names that are not in the contract', async ({ world: { client } }) => {
    const unknown = 'toString' as 'test.fail';
    await expect(client.call(unknown, {})).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
}

/** Bytes arrive as they were. */
function describeBytes(test: WorldTest): void {
  test('carries bytes as they are, both ways', async ({ world: { client } }) => {
    const body = Uint8Array.from({ length: 256 }, (_, index) => index);
    await expect(client.call('test.measure', {}, { body })).resolves.toEqual({ size: 256, sum: 32_640 });
    const { output, body: answer } = await client.call('test.repeat', { byte: 255, count: 3 });
    expect(output).toEqual({ count: 3 });
    expect([...answer]).toEqual([255, 255, 255]);
  });

  test('carries no bytes and a mebibyte alike', async ({ world: { client } }) => {
    await expect(client.call('test.measure', {}, { body: new Uint8Array() })).resolves.toEqual({
      size: 0,
      sum: 0,
    });
    const { body } = await client.call('test.repeat', { byte: 7, count: 1024 * 1024 });
    expect(body.length).toBe(1024 * 1024);
    expect(body.every((byte) => byte === 7)).toBe(true);
  });
}

/** A subscription has one item on its way, and an end. */
function describeSubscriptions(test: WorldTest): void {
  test('begins a subscription with the state as it is', async ({ world: { client, value } }) => {
    value.set(41);
    const items = collect(client);
    await until(() => items.values.length === 1);
    expect(items.values).toEqual([41]);
    items.counting.dispose();
  });

  test('has one item on its way and skips what came in between', async ({ world: { client, value } }) => {
    const taken = Promise.withResolvers<void>();
    const values: number[] = [];
    const counting = client.subscribe('test.count', {}, (item) => {
      values.push(item.value);
      return values.length === 1 ? taken.promise : undefined;
    });
    await until(() => values.length === 1);
    for (let next = 1; next <= 1000; next += 1) value.set(next);
    // A whole round trip later nothing more has come, since the first item is not taken yet.
    await client.call('test.add', { a: 0, b: 0 });
    expect(values).toEqual([0]);
    taken.resolve();
    await until(() => values.length === 2);
    expect(values).toEqual([0, 1000]);
    counting.dispose();
  });

  test('ends a subscription that has no more, items with bytes before', async ({ world: { client } }) => {
    const items: (readonly [number, number])[] = [];
    const ended = Promise.withResolvers<WirebenchError | null>();
    client.subscribe(
      'test.three',
      {},
      ({ output, body }) => void items.push([output.index, body[0] ?? -1]),
      ended.resolve,
    );
    await expect(ended.promise).resolves.toBeNull();
    expect(items).toEqual([
      [0, 10],
      [1, 11],
      [2, 12],
    ]);
  });
}

/** What nobody waits for is left, and nothing else is. */
function describeLimits(test: WorldTest, manyItems: number): void {
  test('tells the handler when nobody waits any more', async ({ world: { client, seen } }) => {
    const abort = new AbortController();
    const answer = client.call('test.wait', {}, { signal: abort.signal });
    await until(() => seen.waiting === 1);
    abort.abort();
    await expect(answer).rejects.toMatchObject({ code: 'ABORTED' });
    await until(() => seen.aborted === 1);
  });

  test('stops the source when the subscriber goes', async ({ world: { client, seen } }) => {
    const items = collect(client);
    await until(() => items.values.length === 1);
    items.counting.dispose();
    await until(() => seen.aborted === 1);
  });

  test(`holds no more after ${manyItems} items than after the first`, async ({ world: { client } }) => {
    using held = new HeldCounter();
    const first = Promise.withResolvers<Held>();
    const last = Promise.withResolvers<Held>();
    const counting = client.subscribe('test.many', { count: manyItems }, ({ value }) => {
      if (value === 1) first.resolve(held.count());
      if (value === manyItems) last.resolve(held.count());
    });
    const [before, after] = await Promise.all([first.promise, last.promise]);
    expect(after.abortListeners).toBeLessThanOrEqual(before.abortListeners);
    expect(after.handles).toBeLessThanOrEqual(before.handles + 2);
    expect(after.promises).toBeLessThanOrEqual(before.promises + 100);
    counting.dispose();
  });

  test('refuses more than 256 requests at once and serves on', async ({ world: { client } }) => {
    const abort = new AbortController();
    const waiting = Array.from({ length: largestOpenRequests }, () =>
      client.call('test.wait', {}, { signal: abort.signal }),
    );
    const outcomes = Promise.allSettled(waiting);
    await expect(client.call('test.add', { a: 1, b: 1 })).rejects.toMatchObject({ code: 'LIMIT' });
    abort.abort();
    await outcomes;
    await expect(client.call('test.add', { a: 1, b: 1 })).resolves.toEqual({ sum: 2 });
  });
}

/** What becomes of requests when the way is lost. */
function describeLoss(test: WorldTest): void {
  test('rejects what waits when the way is lost, and says so', async ({
    world: { client, seen, transports },
  }) => {
    const lost = client.call('test.wait', {}).catch((error: unknown) => error);
    await until(() => seen.waiting === 1);
    transports.server.close('The engine has ended.');
    expect(await lost).toMatchObject({ code: 'DISCONNECTED' });
    expect(client.status.value.state).toBe('lost');
    await expect(client.call('test.add', { a: 1, b: 1 })).rejects.toMatchObject({ code: 'DISCONNECTED' });
  });

  test('begins subscriptions anew when there is a way again', async ({ world }) => {
    const items = collect(world.client);
    await until(() => items.values.length === 1);
    world.transports.server.close('The engine has ended.');
    await until(() => world.client.status.value.state === 'lost');
    world.value.set(7);
    await world.reconnect();
    await until(() => items.values.length === 2);
    expect(items.values).toEqual([0, 7]);
    items.counting.dispose();
  });

  test('begins no work anew, which nobody asked for twice, and says so', async ({ world }) => {
    const { client, seen, transports } = world;
    const refused: unknown[] = [];
    const begin = (): { dispose(): void } =>
      client.subscribe(
        'test.work',
        {},
        () => undefined,
        (error) => void refused.push(error?.code),
      );
    begin();
    await until(() => seen.waiting === 1);
    transports.server.close('The engine has ended.');
    await until(() => refused.length === 1);
    begin();
    await until(() => refused.length === 2);
    await world.reconnect();
    await client.call('test.add', { a: 1, b: 1 });
    expect(refused).toEqual(['DISCONNECTED', 'DISCONNECTED']);
    expect(seen.waiting).toBe(1);
  });

  test('closes on what is no envelope of this protocol', async ({ world: { client, transports } }) => {
    transports.client.send({ head: { type: 'launch', id: 1 } });
    await until(() => client.status.value.state === 'lost');
  });
}
