import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Session } from '../../../electron/engine/session/session.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { needs, notOnWindows, onLinux } from '../../support/needs.ts';
import { tcpPeer } from '../../support/peers.ts';
import { createSessionBench, portOfSession, reaches, type SessionBench } from '../../support/sessionBench.ts';

type Definition = z.input<typeof endpointSchema>;

/** One engine for all: what a test has opened is released after it. */
let bench: SessionBench;

beforeAll(async () => {
  bench = await createSessionBench();
});

afterEach(async () => {
  const { sessions } = bench.engine;
  await Promise.all(sessions.all.value.map(({ id }) => sessions.release(id)));
});

afterAll(() => bench[Symbol.asyncDispose]());

/** A session with a name of its own, when it is open or has failed. */
async function start(name: string, endpoint: Definition, { engine } = bench): Promise<Session> {
  const parts = { name, connectionId: null, recordingPath: null };
  const session = await engine.sessions.open({ endpoint: endpointSchema.parse(endpoint), ...parts });
  await reaches(session, ({ phase }) => phase === 'open' || phase === 'failed');
  return session;
}

async function failureOf(endpoint: Definition): Promise<SessionInfo> {
  const { info } = await start('the second', endpoint);
  expect(info.value).toMatchObject({ phase: 'failed', problem: { code: 'EADDRINUSE' } });
  return info.value;
}

const tcp = (host: string, port = 0): Definition => ({
  kind: 'tcp-server',
  address: `tcp://${host}:${port}`,
});
const udp = (host: string, port = 0): Definition => ({ kind: 'udp', address: '', bind: `${host}:${port}` });

/** Listens over UDP and over TCP at one number, and gives it. Another program may have a number for one of them only. */
async function portOfBoth(): Promise<number> {
  for (;;) {
    const stats = await start('stats', udp('127.0.0.1'));
    const port = portOfSession(stats);
    const { info } = await start('the same number', tcp('127.0.0.1', port));
    if (info.value.phase === 'open') return port;
    expect(info.value.reason).not.toContain('in this workbench');
    await bench.engine.sessions.release(stats.id);
  }
}

describe('a port that another connection of this workbench has', () => {
  it.each<[string, (port: number) => Definition]>([
    ['TCP', (port) => tcp('127.0.0.1', port)],
    ['TCP, at a name', (port) => tcp('localhost', port)],
    ['TCP, at all addresses', (port) => tcp('0.0.0.0', port)],
    ['TCP, at all addresses of both versions', (port) => tcp('[::]', port)],
    ['TLS', (port) => ({ kind: 'tls-server', address: `tls://127.0.0.1:${port}` })],
    ['WebSocket', (port) => ({ kind: 'ws-server', address: `ws://127.0.0.1:${port}/chat` })],
    ['WebSocket over TLS', (port) => ({ kind: 'ws-server', address: `wss://127.0.0.1:${port}` })],
  ])('is said to be, by its name: %s', needs(onLinux), async (_what, second) => {
    const first = await start('redis mock', tcp('127.0.0.1'));
    const port = portOfSession(first);
    const { reason, problem } = await failureOf(second(port));
    expect(reason).toBe(
      `“redis mock” (TCP server) in this workbench is already using 127.0.0.1:${port}. Stop listening there, or choose another port; 0 takes a free one.`,
    );
    expect(problem).toMatchObject({ field: 'address', heldBy: first.id });
  });

  it.each([
    ['0.0.0.0', '127.0.0.1'],
    ['[::]', '127.0.0.1'],
    ['[::1]', '[0:0::1]'],
  ])('is named as that one has it: %s', needs(onLinux), async (first, second) => {
    const port = portOfSession(await start('wide', tcp(first)));
    const { reason } = await failureOf(tcp(second, port));
    expect(reason).toMatch(`“wide” (TCP server) in this workbench is already using ${first}:${port}.`);
  });

  it('is said of UDP, which has ports of its own', async () => {
    const port = await portOfBoth();
    const { reason, problem } = await failureOf(udp('127.0.0.1', port));
    expect(reason).toBe(
      `“stats” (UDP) in this workbench is already using 127.0.0.1:${port}. Disconnect it there, or choose another port; 0 takes a free one.`,
    );
    expect(problem).toMatchObject({ field: 'bind', heldBy: expect.any(String) });
  });

  it('is said of the local address of a client, in its step, too', needs(onLinux), async () => {
    await using peer = await tcpPeer();
    const local = (await start('redis mock', tcp('127.0.0.1'))).info.value.local ?? '';
    const address = `tcp://127.0.0.1:${peer.port}`;
    const client = await start('client', {
      kind: 'tcp-client',
      address,
      socket: { localAddress: local },
    });
    const sentence = `“redis mock” (TCP server) in this workbench is already using ${local}.`;
    expect(client.info.value.reason).toContain(sentence);
    expect(client.info.value.problem).toEqual({ code: 'EADDRINUSE', field: 'socket.localAddress' });
    expect(client.facts(null).value.steps[0]).toMatchObject({
      outcome: 'failed',
      note: expect.stringContaining(sentence),
    });
  });

  it('is said where that one is a client that the system gave the port', needs(onLinux), async () => {
    await using peer = await tcpPeer((socket) => socket.resume());
    const address = `tcp://127.0.0.1:${peer.port}`;
    const port = portOfSession(await start('client', { kind: 'tcp-client', address }));
    const { reason } = await failureOf(tcp('127.0.0.1', port));
    expect(reason).toMatch(
      `“client” (TCP client) in this workbench is already using 127.0.0.1:${port}. Disconnect it there`,
    );
  });

  it('is free as soon as that one has stopped', async () => {
    const first = await start('first', tcp('127.0.0.1'));
    await first.close();
    const { info } = await start('second', tcp('127.0.0.1', portOfSession(first)));
    expect(info.value.phase).toBe('open');
  });

  it(
    'is said of a client that is closing, and then of one that was until just now',
    needs(onLinux),
    async () => {
      // It keeps its end open, so that the client waits for it.
      await using peer = await tcpPeer((socket) => socket.resume(), { allowHalfOpen: true });
      const address = `tcp://127.0.0.1:${peer.port}`;
      const client = await start('slow', { kind: 'tcp-client', address });
      const { local } = client.info.value;
      const closing = client.close();
      const early = await failureOf(tcp('127.0.0.1', portOfSession(client)));
      expect(early.reason).toBe(
        `“slow” (TCP client) in this workbench uses ${local} until it has closed. Try again in a moment, or choose another port; 0 takes a free one.`,
      );
      for (const socket of peer.sockets) socket.end();
      await closing;
      const late = await failureOf(tcp('127.0.0.1', portOfSession(client)));
      expect(late.reason).toBe(
        `“slow” (TCP client) in this workbench used ${local} until just now, and the system keeps the port of a closed connection for a minute (TIME-WAIT). Try again after that, or choose another port; 0 takes a free one.`,
      );
    },
  );

  it('has a name that is shown as signs where it would not be seen', async () => {
    const port = portOfSession(await start('a\u202Eb\u001B[2J', tcp('127.0.0.1')));
    const { reason } = await failureOf(tcp('127.0.0.1', port));
    expect(reason).toMatch(
      /^“a[^\u202E\u001B]+b[^\u001B]+” \(TCP server\) in this workbench is already using/,
    );
  });
});

describe('a port that another program has', () => {
  it('is still said to be another program’s, also of another engine, and beside sessions elsewhere', async () => {
    await using other = await createSessionBench();
    const port = portOfSession(await start('redis mock', tcp('127.0.0.1'), other));
    await start('the same number of UDP', udp('127.0.0.1', port));
    await start('another address', tcp('[::1]', port));
    const { reason } = await failureOf(tcp('127.0.0.1', port));
    expect(reason).toBe(
      `127.0.0.1:${port} is in use by another program. Choose another port, or 0 for a free one.`,
    );
  });
});

describe('a unix socket that another connection of this workbench has', needs(notOnWindows), () => {
  it('is said to be, by its name, by whatever path', async () => {
    const real = join(bench.folder, 'real');
    await mkdir(real);
    await symlink(real, join(bench.folder, 'link'));
    const path = join(real, 'socket');
    await start('service', { kind: 'unix-server', address: `unix:${path}` });
    for (const typed of [path, join(bench.folder, 'link', 'socket'), `${real}/../real/socket`]) {
      const { reason, problem } = await failureOf({ kind: 'unix-server', address: `unix:${typed}` });
      expect(reason).toBe(
        `“service” (Unix server) in this workbench is already using ${path}. Stop listening there, or choose another path.`,
      );
      expect(problem?.field).toBe('address');
    }
  });

  it('is said of an abstract name', needs(onLinux), async () => {
    const address = `unix:@wirebench taken ${process.pid}`;
    await start('service', { kind: 'unix-server', address });
    const { reason } = await failureOf({ kind: 'unix-server', address });
    expect(reason).toBe(
      `“service” (Unix server) in this workbench is already using @wirebench taken ${process.pid}. Stop listening there, or choose another path.`,
    );
  });

  it('is said of two that begin at once', async () => {
    const address = `unix:${join(bench.folder, 'socket')}`;
    const both = await Promise.all(
      ['one', 'other'].map((name) => start(name, { kind: 'unix-server', address })),
    );
    const reasons = both.map(({ info }) => info.value.reason).filter((reason) => reason !== null);
    expect(reasons).toEqual([
      expect.stringMatching(/^“(?:one|other)” \(Unix server\) in this workbench is already using/),
    ]);
  });
});
