import { describe, expect, it, vi } from 'vitest';
import type { Session } from '../../../electron/engine/session/session.ts';
import { contract, type WirebenchContract } from '../../../shared/contract/contract.ts';
import type { SessionId } from '../../../shared/model/ids.ts';
import { createClient, type Client } from '../../../shared/rpc/client.ts';
import { createMemoryPair } from '../../support/memoryPair.ts';
import { serve } from '../../../shared/rpc/serve.ts';
import { openFiles } from '../../support/held.ts';
import { liveBufferBytes } from '../../support/liveBuffers.ts';
import { tcpPeer } from '../../support/peers.ts';
import { reaches, type SessionBench } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { until } from '../../support/until.ts';

const newBench = benchesOfOneEngine();

/** A window on the engine; `leave` is its page going, without a word. */
function openWindow({ engine }: SessionBench): {
  readonly client: Client<WirebenchContract>;
  readonly leave: () => void;
} {
  const [ours, theirs] = createMemoryPair();
  serve(contract, engine.handlers, theirs);
  const client = createClient(contract);
  client.attach(ours);
  return { client, leave: () => client.dispose() };
}

/** Resolves when the engine knows of it. */
async function show(client: Client<WirebenchContract>, sessions: SessionId[]): Promise<{ dispose(): void }> {
  const told = Promise.withResolvers<void>();
  const subscription = client.subscribe('sessions.show', { sessions }, () => told.resolve());
  await told.promise;
  return subscription;
}

async function endedSession(bench: SessionBench, port: number): Promise<Session> {
  const session = await bench.open({ kind: 'tcp-client', address: `tcp://127.0.0.1:${port}` });
  await reaches(session, ({ payloadsIn }) => payloadsIn > 0);
  await session.close();
  return session;
}

function idsOf({ engine }: SessionBench): SessionId[] {
  return engine.sessions.all.value.map(({ id }) => id);
}

describe('an ended session', () => {
  it('is there as long as one of two windows shows it, and is forgotten with the last; its recording stays', async () => {
    const bench = newBench();
    await using peer = await tcpPeer((socket) => socket.write('hello'));
    const [first, second] = [openWindow(bench), openWindow(bench)];
    const session = await endedSession(bench, peer.port);
    const shownFirst = await show(first.client, [session.id]);
    const shownSecond = await show(second.client, [session.id]);
    shownFirst.dispose();
    const others = await show(first.client, []);
    expect(idsOf(bench)).toEqual([session.id]);
    shownSecond.dispose();
    await until(() => idsOf(bench).length === 0);
    const source = { recording: session.info.value.recordingId };
    const { output } = await first.client.call('records.rows', { source, from: 1, count: 10 });
    expect(output.rows.length).toBeGreaterThan(2);
    others.dispose();
  });

  it('waits for a page that is reloaded, and not for one that stays away', async () => {
    const bench = newBench();
    await using peer = await tcpPeer((socket) => socket.write('hello'));
    const session = await endedSession(bench, peer.port);
    const page = openWindow(bench);
    await show(page.client, [session.id]);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      page.leave();
      await vi.advanceTimersByTimeAsync(9000);
      const again = openWindow(bench);
      await show(again.client, [session.id]);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(idsOf(bench)).toEqual([session.id]);
      again.leave();
      await vi.advanceTimersByTimeAsync(11_000);
      expect(idsOf(bench)).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is kept while its records are followed', async () => {
    const bench = newBench();
    await using peer = await tcpPeer((socket) => socket.write('hello'));
    const { client } = openWindow(bench);
    const session = await endedSession(bench, peer.port);
    const shown = await show(client, [session.id]);
    const followed = Promise.withResolvers<void>();
    const input = { source: { session: session.id }, rows: 4 };
    const tail = client.subscribe('records.tail', input, () => followed.resolve());
    await followed.promise;
    shown.dispose();
    await show(client, []);
    expect(idsOf(bench)).toEqual([session.id]);
    tail.dispose();
    await until(() => idsOf(bench).length === 0);
  });

  it('can still be read by who had it when it was forgotten, as a replay has', async () => {
    const bench = newBench();
    await using peer = await tcpPeer((socket) => socket.write('hello'));
    const { client } = openWindow(bench);
    const session = await endedSession(bench, peer.port);
    (await show(client, [session.id])).dispose();
    await until(() => idsOf(bench).length === 0);
    expect(await session.reader.info()).toMatchObject({ complete: true, bytesIn: 5 });
  });
});

describe('a live session', () => {
  it('stays, whoever looks, and goes when it has ended and nobody does', async () => {
    const bench = newBench();
    await using peer = await tcpPeer((socket) => socket.write('hello'));
    const { client } = openWindow(bench);
    const session = await bench.open({ kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` });
    (await show(client, [session.id])).dispose();
    await show(client, []);
    expect(idsOf(bench)).toEqual([session.id]);
    await session.close();
    await until(() => idsOf(bench).length === 0);
  });
});

describe('a dozen sessions, one after the other, each of a connection of its own', () => {
  it('leave no file open, no buffer and no line in the list behind them', async () => {
    const bench = newBench();
    await using peer = await tcpPeer((socket) => socket.write('hello'));
    const { client } = openWindow(bench);
    const round = async (): Promise<void> => {
      const session = await endedSession(bench, peer.port);
      const shown = await show(client, [session.id]);
      const followed = Promise.withResolvers<void>();
      const input = { source: { session: session.id }, rows: 4 };
      const tail = client.subscribe('records.tail', input, () => followed.resolve());
      await followed.promise;
      tail.dispose();
      shown.dispose();
    };
    await round();
    await until(() => idsOf(bench).length === 0);
    const files = openFiles();
    const buffers = liveBufferBytes();
    for (let each = 0; each < 12; each += 1) await round();
    await until(() => idsOf(bench).length === 0);
    await until(() => openFiles() <= files);
    // Each had a buffer of 1 MiB.
    expect(liveBufferBytes() - buffers).toBeLessThan(6 * 1024 * 1024);
  });
});
