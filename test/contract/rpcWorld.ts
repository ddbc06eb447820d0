import { z } from 'zod';
import { WirebenchError } from '../../shared/base/errors.ts';
import { onAbort, untilAborted } from '../../shared/base/onAbort.ts';
import { Cell } from '../../shared/base/signal.ts';
import {
  call,
  callForBytes,
  callWithBytes,
  subscription,
  subscriptionForBytes,
  work,
} from '../../shared/contract/define.ts';
import { createClient, type Client } from '../../shared/rpc/client.ts';
import { serve, type Handlers } from '../../shared/rpc/serve.ts';
import type { Transport } from '../../shared/rpc/transport.ts';

const contract = {
  'test.add': call(z.strictObject({ a: z.number(), b: z.number() }), z.strictObject({ sum: z.number() })),
  'test.fail': call(z.strictObject({}), z.strictObject({})),
  'test.crash': call(z.strictObject({}), z.strictObject({})),
  'test.lie': call(z.strictObject({}), z.strictObject({ count: z.number() })),
  'test.wait': call(z.strictObject({}), z.strictObject({})),
  'test.measure': callWithBytes(z.strictObject({}), z.strictObject({ size: z.number(), sum: z.number() })),
  'test.repeat': callForBytes(
    z.strictObject({ byte: z.number(), count: z.number() }),
    z.strictObject({ count: z.number() }),
  ),
  'test.count': subscription(z.strictObject({}), z.strictObject({ value: z.number() })),
  'test.many': subscription(z.strictObject({ count: z.int() }), z.strictObject({ value: z.number() })),
  'test.work': work(z.strictObject({}), z.strictObject({ share: z.number() })),
  'test.three': subscriptionForBytes(z.strictObject({}), z.strictObject({ index: z.number() })),
};

type TestContract = typeof contract;

/** The answering side, and what it saw. */
export interface World {
  readonly client: Client<TestContract>;
  readonly value: Cell<number>;
  readonly seen: { aborted: number; items: number; waiting: number };
  /** Connects the client by a new pair. */
  reconnect(): Promise<void>;
  readonly transports: { client: Transport; server: Transport };
}

/** A connected pair: the client's end and the server's. `dispose` ends what carries it. */
export interface Pair {
  readonly client: Transport;
  readonly server: Transport;
  dispose(): Promise<void>;
}

/** Subscribes to the counter, and keeps what it says. */
export function collect(client: Client<TestContract>): {
  values: number[];
  counting: { dispose(): void };
} {
  const values: number[] = [];
  const counting = client.subscribe('test.count', {}, ({ value }) => void values.push(value));
  return { values, counting };
}

/** Runs a test with a client and a server over a new pair, and ends both. */
export async function withWorld(
  makePair: () => Promise<Pair>,
  body: (world: World) => Promise<void>,
): Promise<void> {
  const value = new Cell(0);
  const seen = { aborted: 0, items: 0, waiting: 0 };
  const handlers = handlersFor(value, seen);
  const client = createClient(contract);
  const pairs: Pair[] = [];
  const transports = {} as World['transports'];
  const reconnect = async (): Promise<void> => {
    const pair = await makePair();
    pairs.push(pair);
    Object.assign(transports, { client: pair.client, server: pair.server });
    serve(contract, handlers, pair.server);
    client.attach(pair.client);
  };
  await reconnect();
  try {
    await body({ client, value, seen, reconnect, transports });
  } finally {
    client.dispose();
    await Promise.all(pairs.map((pair) => pair.dispose()));
  }
}

function handlersFor(value: Cell<number>, seen: World['seen']): Handlers<TestContract> {
  const noteAbort = (signal: AbortSignal): void => void onAbort(signal, () => void (seen.aborted += 1));
  return {
    'test.add': ({ a, b }) => ({ sum: a + b }),
    'test.fail': () => {
      throw new WirebenchError('WRONG_STATE', 'It is closed.', { allows: 'HOME' });
    },
    'test.crash': () => {
      throw new TypeError('not foreseen');
    },
    'test.lie': () => ({ count: 'many' }) as unknown as { count: number },
    'test.wait': async (_input, { signal }) => {
      seen.waiting += 1;
      noteAbort(signal);
      await untilAborted(signal);
      return {};
    },
    'test.measure': (_input, { body }) => ({
      size: body.length,
      sum: body.reduce((sum, byte) => sum + byte, 0),
    }),
    'test.repeat': ({ byte, count }) => ({
      output: { count },
      body: new Uint8Array(count).fill(byte),
    }),
    'test.count': async function* count(_input, { signal }) {
      noteAbort(signal);
      for await (const current of value.changes(signal)) {
        seen.items += 1;
        yield { value: current };
      }
    },
    'test.many': async function* many({ count }, { signal }) {
      for (let item = 1; item <= count && !signal.aborted; item += 1) yield { value: item };
      await untilAborted(signal);
    },
    'test.work': async function* begun(_input, { signal }) {
      seen.waiting += 1;
      yield { share: 0 };
      await untilAborted(signal);
    },
    'test.three': async function* three() {
      for (let index = 0; index < 3; index += 1) {
        yield { output: { index }, body: Uint8Array.of(10 + index) };
      }
    },
  };
}
