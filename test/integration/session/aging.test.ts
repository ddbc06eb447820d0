import { join } from 'node:path';
import { describe, it } from 'vitest';
import type { Session } from '../../../electron/engine/session/session.ts';
import { contract, type WirebenchContract } from '../../../shared/contract/contract.ts';
import { createClient, type Client } from '../../../shared/rpc/client.ts';
import { createMemoryPair } from '../../support/memoryPair.ts';
import { serve } from '../../../shared/rpc/serve.ts';
import { HeldCounter } from '../../support/held.ts';
import { settlesTo } from '../../support/heldSettles.ts';
import { tcpPeer } from '../../support/peers.ts';
import type { SessionBench } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';

const newBench = benchesOfOneEngine();

/** Under the limit of requests, and enough that the two workers always have something to do. */
const lanes = 32;

/** Ten times the slack, so that one in ten that leaves something is found. */
const rounds = 1000;

/** What the tests and the runner come to hold, and the files that the workers keep open for the next reader. */
const slack = { promises: 100, handles: 3, openFiles: 16 };

/** Ends one that hangs: its disk alone may keep a busy machine for minutes. */
const timeoutMs = 600_000;

function openWindow({ engine }: SessionBench): Client<WirebenchContract> {
  const [ours, theirs] = createMemoryPair();
  serve(contract, engine.handlers, theirs);
  const client = createClient(contract);
  client.attach(ours);
  return client;
}

/** Does it so many times, in lanes beside each other. */
async function times(count: number, act: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await act(next++);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** A session with a peer that has said hello. */
async function greeted(bench: SessionBench, port: number, file: string): Promise<Session> {
  const endpoint = { kind: 'tcp-client', address: `tcp://127.0.0.1:${port}` } as const;
  const session = await bench.begin(endpoint, join(bench.folder, file));
  // Not with `until`: the test runner keeps what it has waited for.
  for await (const { payloadsIn } of session.info.changes(new AbortController().signal))
    if (payloadsIn > 0) break;
  return session;
}

describe('the engine does not age', () => {
  it(
    'holds nothing of 1,000 sessions that were opened and closed',
    async () => {
      const bench = newBench();
      await using peer = await tcpPeer((socket) => socket.write('hello'));
      using held = new HeldCounter();
      const round = async (name: string): Promise<void> => {
        const session = await greeted(bench, peer.port, `${name}.wbs`);
        await session.close();
        await bench.engine.sessions.release(session.id);
      };
      await times(lanes, (index) => round(`first ${index}`));
      const before = held.count();
      await times(rounds, (index) => round(`${index}`));
      await settlesTo(held, before, slack);
    },
    timeoutMs,
  );

  it(
    'holds nothing of 1,000 views that were opened and left',
    async () => {
      const bench = newBench();
      await using peer = await tcpPeer((socket) => socket.write('hello'));
      using held = new HeldCounter();
      const session = await greeted(bench, peer.port, 'viewed.wbs');
      const client = openWindow(bench);
      const look = async (filter: string): Promise<void> => {
        const complete = Promise.withResolvers<void>();
        const view = client.subscribe(
          'views.open',
          { source: { session: session.id }, filter, rows: 8 },
          ({ output }) => {
            if (output.state === 'current') complete.resolve();
          },
          (error) => complete.reject(error ?? new Error('The view has ended.')),
        );
        await complete.promise;
        view.dispose();
      };
      await times(lanes, (index) => look(`first${index}`));
      const before = held.count();
      await times(rounds, (index) => look(`hello${index}`));
      await settlesTo(held, before, slack);
    },
    timeoutMs,
  );

  it(
    'holds no more of a subscription after 20,000 items than after the first',
    async () => {
      const bench = newBench();
      await using peer = await tcpPeer((socket) => socket.write('hello'));
      using held = new HeldCounter();
      const session = await greeted(bench, peer.port, 'watched.wbs');
      let next = Promise.withResolvers<void>();
      const client = openWindow(bench);
      const watching = client.subscribe('sessions.watch', { session: session.id }, () => next.resolve());
      await next.promise;
      const before = held.count();
      for (let item = 0; item < 20_000; item += 1) {
        next = Promise.withResolvers();
        session.info.touch();
        await next.promise;
      }
      await settlesTo(held, before, slack);
      watching.dispose();
    },
    timeoutMs,
  );
});
