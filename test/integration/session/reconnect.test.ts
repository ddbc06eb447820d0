import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { closedPort, tcpPeer } from '../../support/peers.ts';
import { allRows, reaches } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { until } from '../../support/until.ts';

const newBench = benchesOfOneEngine();

const encoder = new TextEncoder();
const quick = { enabled: true, firstDelayMs: 10, longestDelayMs: 20, attempts: null } as const;
/** A wait that no test sees the end of. */
const slow = { enabled: true, firstDelayMs: 3_600_000, longestDelayMs: 3_600_000 } as const;

const clientOf = (port: number, more: object = {}) =>
  ({ kind: 'tcp-client', address: `tcp://127.0.0.1:${port}`, ...more }) as const;

async function listenAt(port: number, accept: (socket: Socket) => void): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    accept(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function end(server: Server, sockets: readonly Socket[]): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  for (const socket of sockets) socket.destroy();
  await closed;
}

describe('a client that connects again', () => {
  it('is there when its service is, and again when that has come back, with its first words each time', async () => {
    const bench = newBench();
    const port = await closedPort();
    const heard: string[] = [];
    const sockets: Socket[] = [];
    const accept = (socket: Socket): void => {
      sockets.push(socket);
      const index = heard.push('') - 1;
      socket.on('data', (bytes) => (heard[index] += bytes.toString()));
    };
    const onOpen = [{ kind: 'data', format: 'text', text: 'HELLO\\n' }] as const;
    const session = await bench.begin(clientOf(port, { reconnect: quick, onOpen }));
    await reaches(session, ({ retry }) => (retry?.attempt ?? 0) >= 2);
    expect(session.info.value.problem ?? { code: 'ECONNREFUSED' }).toMatchObject({ code: 'ECONNREFUSED' });

    const first = await listenAt(port, accept);
    await reaches(session, ({ phase }) => phase === 'open');
    expect(session.info.value).toMatchObject({ retry: null, reason: null, openPeers: 1 });
    await session.send('all', 'data', encoder.encode('one'));
    await until(() => heard[0] === 'HELLO\none');

    await end(first, sockets);
    await reaches(session, ({ phase }) => phase === 'waiting' || phase === 'connecting');
    const second = await listenAt(port, accept);
    await reaches(session, ({ phase }) => phase === 'open');
    await session.send('all', 'data', encoder.encode('two'));
    await until(() => heard.at(-1) === 'HELLO\ntwo');
    await session.close();
    await end(second, sockets);

    expect(session.info.value).toMatchObject({ phase: 'closed', retry: null });
    const rows = await allRows(session.reader);
    const kinds = rows.map(({ kind }) => kind);
    expect(kinds.slice(0, 2)).toEqual(['failed', 'waiting']);
    expect(kinds.filter((kind) => kind === 'opened')).toHaveLength(heard.length);
    expect(rows.find(({ kind }) => kind === 'waiting')?.note).toMatch(
      /^Trying again in \d+ ms \(attempt 1\)\.$/,
    );
    expect((await session.reader.info()).facts).toMatchObject({ remote: `127.0.0.1:${port}` });
  });

  it('connects at once when it is told to', async () => {
    const bench = newBench();
    await using peer = await tcpPeer();
    const session = await bench.open(clientOf(peer.port, { reconnect: slow }));
    peer.sockets[0]?.end();
    await reaches(session, ({ phase }) => phase === 'waiting');
    const { at = 0 } = session.info.value.retry ?? {};
    expect(at).toBeGreaterThan(session.info.value.startedAt + 1_000_000_000);
    await expect(session.send('all', 'data', encoder.encode('x'))).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    await session.act('retryNow', {});
    await reaches(session, ({ phase }) => phase === 'open');
    expect(peer.sockets).toHaveLength(2);
  });

  it('ends at once when it is closed while it waits, and leaves its file finished', async () => {
    const bench = newBench();
    const session = await bench.begin(clientOf(await closedPort(), { reconnect: slow }));
    await reaches(session, ({ phase }) => phase === 'waiting');
    expect(session.info.value.reason).toMatch(/refused/i);
    await session.close();
    expect(session.info.value).toMatchObject({ phase: 'closed', recording: { state: 'complete' } });
  });

  it('does not when it was disconnected from here', async () => {
    const bench = newBench();
    await using peer = await tcpPeer();
    const session = await bench.open(clientOf(peer.port, { reconnect: quick }));
    await session.act('disconnect', { to: 'all' });
    await session.ended;
    expect(session.info.value.phase).toBe('closed');
    expect(peer.sockets).toHaveLength(1);
  });
});

describe('a session that must not begin', () => {
  it('is one that failed, with the message that is to blame, and nobody was called', async () => {
    const bench = newBench();
    await using peer = await tcpPeer();
    const onOpen = [{ kind: 'data', format: 'hex', text: 'xyz' }] as const;
    const session = await bench.begin(clientOf(peer.port, { onOpen, reconnect: quick }));
    await session.ended;
    expect(session.info.value).toMatchObject({
      phase: 'failed',
      problem: { code: null, field: 'onOpen.0' },
      reason: expect.stringContaining('Message 1 of those sent after connecting is wrong.'),
    });
    expect(peer.sockets).toHaveLength(0);
  });
});
