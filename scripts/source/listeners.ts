import { getEventListeners } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { messageOf } from '../../shared/base/errors.ts';
import { subscription } from '../../shared/contract/define.ts';
import { createClient } from '../../shared/rpc/client.ts';
import type { Envelope } from '../../shared/rpc/envelope.ts';
import type { serve } from '../../shared/rpc/serve.ts';
import type { Transport } from '../../shared/rpc/transport.ts';
import { TransportEnd } from '../../shared/rpc/transportEnd.ts';

const itemCount = 20_000;

/** How many listeners the signal of a subscription has after 20,000 items, served by the code of a checkout; else why it was not counted. */
export async function countListeners(root: string): Promise<string> {
  try {
    const url = pathToFileURL(join(root, 'shared/rpc/serve.ts')).href;
    const server: { readonly serve: typeof serve } = await import(url);
    return String(await countWith(server.serve));
  } catch (error) {
    return `not counted: ${messageOf(error).split('\n')[0] ?? ''}`;
  }
}

async function countWith(serveWith: typeof serve): Promise<number> {
  const contract = { count: subscription(z.strictObject({}), z.strictObject({})) };
  const [near, far] = pair();
  const counted = Promise.withResolvers<number>();
  const handlers = {
    count: async function* count(_input: unknown, { signal }: { readonly signal: AbortSignal }) {
      for (let item = 0; item < itemCount; item += 1) yield {};
      counted.resolve(getEventListeners(signal, 'abort').length);
    },
  };
  const serving = serveWith(contract, handlers, far);
  const client = createClient(contract);
  client.attach(near);
  client.subscribe(
    'count',
    {},
    () => undefined,
    (error) => counted.reject(error ?? new Error('It ended before.')),
  );
  try {
    return await counted.promise;
  } finally {
    client.dispose();
    serving.dispose();
  }
}

/** Two ends that hand each other their envelopes as they are. */
function pair(): readonly [Transport, Transport] {
  const end = (other: () => TransportEnd): TransportEnd =>
    new TransportEnd({
      write: (envelope: Envelope) => queueMicrotask(() => other().received(envelope)),
      end: (reason) => queueMicrotask(() => other().closed(reason)),
    });
  const left: TransportEnd = end(() => right);
  const right: TransportEnd = end(() => left);
  return [left, right];
}
