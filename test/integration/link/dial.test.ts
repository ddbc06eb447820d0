import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { connectFirst } from '../../../electron/engine/link/dial/attempts.ts';
import { dialTo, newRoute, problemWith, stepsOf } from '../../support/dialing.ts';
import { needs, onLinux } from '../../support/needs.ts';
import { closedPort, portOf, tcpPeer } from '../../support/peers.ts';
import { startHangingListener } from '../../support/rudePeers.ts';
import { until } from '../../support/until.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((each) =>
  each?.some(({ address }) => address === '::1'),
);
const never = new AbortController().signal;

/** Listens at another loopback address, at a port that one has already. */
async function listenAlsoAt(host: string, port: number): Promise<AsyncDisposable> {
  const server = createServer((socket) => socket.on('error', () => undefined));
  server.listen(port, host);
  await once(server, 'listening');
  return { [Symbol.asyncDispose]: async () => void (await new Promise((resolve) => server.close(resolve))) };
}

function attempts(port: number, ...hosts: string[]): Parameters<typeof connectFirst>[0] {
  const addresses = hosts.map((address) => ({ address, family: 4 }));
  return { addresses, port, where: `bench.test:${port}`, socket: {}, local: null, context: {} };
}

describe('a name with several addresses', needs(onLinux), () => {
  it('is tried at the next one while the first says nothing; the first to connect wins', async () => {
    await using silent = await startHangingListener();
    await using _ = await listenAlsoAt('127.0.0.2', silent.port);
    const route = newRoute();
    const socket = await connectFirst(attempts(silent.port, '127.0.0.1', '127.0.0.2'), route, never);
    expect(socket.remoteAddress).toBe('127.0.0.2');
    expect(stepsOf(route)).toEqual(['connect cancelled', 'connect done']);
    expect(route.facts.steps[1]).toMatchObject({
      target: `127.0.0.2:${silent.port}`,
      note: `From ${socket.localAddress}:${socket.localPort}.`,
    });
    socket.destroy();
  });

  it('is tried at the next one as soon as one refuses, and each refusal is shown', async () => {
    const port = await closedPort();
    await using _ = await listenAlsoAt('127.0.0.3', port);
    const route = newRoute();
    const socket = await connectFirst(attempts(port, '127.0.0.1', '127.0.0.2', '127.0.0.3'), route, never);
    socket.destroy();
    expect(stepsOf(route)).toEqual(['connect failed', 'connect failed', 'connect done']);
    expect(route.facts.steps[0]).toMatchObject({
      code: 'ECONNREFUSED',
      note: expect.stringContaining(`127.0.0.1:${port}`),
    });
  });

  it('is given up when all have failed, with the most telling reason and their number', async () => {
    const port = await closedPort();
    const failed = connectFirst(
      attempts(port, '127.0.0.1', '255.255.255.255', '127.0.0.2'),
      newRoute(),
      never,
    );
    const { message, code } = await problemWith(failed);
    expect(message).toMatch(
      new RegExp(`^Nothing listens at bench\\.test:${port} .*All 3 of its addresses were tried\\.$`),
    );
    expect(code).toBe('ECONNREFUSED');
  });

  it('leaves no attempt behind when it is cancelled', async () => {
    await using silent = await startHangingListener();
    const before = process.getActiveResourcesInfo().length;
    const controller = new AbortController();
    const route = newRoute();
    const trying = connectFirst(
      attempts(silent.port, '127.0.0.1', '127.0.0.1', '127.0.0.1'),
      route,
      controller.signal,
    );
    await until(() => route.facts.steps.length === 2);
    const reason = new Error('cancelled');
    controller.abort(reason);
    await expect(trying).rejects.toBe(reason);
    expect(stepsOf(route)).toEqual(['connect cancelled', 'connect cancelled']);
    await until(() => process.getActiveResourcesInfo().length <= before);
  });
});

describe('dialing', () => {
  it('looks a name up, and says so', async () => {
    await using peer = await tcpPeer();
    const route = newRoute();
    const socket = await dialTo({ host: 'localhost', port: peer.port, socket: { family: '4' } }, route);
    expect(stepsOf(route)).toEqual(['lookup done', 'connect done']);
    expect(route.facts.steps[0]).toMatchObject({ target: 'localhost', note: '127.0.0.1' });
    expect(route.facts).toMatchObject({
      remote: `127.0.0.1:${peer.port}`,
      local: `127.0.0.1:${socket.localPort}`,
      proxy: null,
    });
    socket.destroy();
  });

  it(
    'reaches an IPv6 address, from one of this machine',
    needs(hasIpv6 ? null : 'this machine has no IPv6'),
    async () => {
      const server = createServer((socket) => socket.on('error', () => undefined));
      server.listen(0, '::1');
      await once(server, 'listening');
      const socket = await dialTo({ host: '::1', port: portOf(server), socket: { localAddress: '[::1]' } });
      expect(socket.localAddress).toBe('::1');
      socket.destroy();
      server.close();
      await once(server, 'close');
    },
  );

  it('says which option is in the way of an IP address of the other version', async () => {
    const problem = await problemWith(dialTo({ port: 9, socket: { family: '6' } }));
    expect(problem).toMatchObject({
      message: '127.0.0.1 is an IPv4 address, but the options ask for IPv6. Change one of the two.',
      field: 'socket.family',
    });
  });

  it('does nothing at all when it was cancelled before', async () => {
    const reason = new Error('cancelled');
    await expect(dialTo({ host: 'localhost', port: 9 }, newRoute(), AbortSignal.abort(reason))).rejects.toBe(
      reason,
    );
  });
});

describe('a local address', () => {
  it('is where the connection comes from', async () => {
    await using peer = await tcpPeer();
    const port = await closedPort();
    const socket = await dialTo({ port: peer.port, socket: { localAddress: `127.0.0.1:${port}` } });
    await until(() => peer.sockets.length === 1);
    expect(peer.sockets[0]?.remotePort).toBe(port);
    socket.resetAndDestroy();
  });

  it('can be one of several of this machine', needs(onLinux), async () => {
    await using peer = await tcpPeer();
    const socket = await dialTo({ port: peer.port, socket: { localAddress: '127.0.0.5' } });
    await until(() => peer.sockets.length === 1);
    expect(peer.sockets[0]?.remoteAddress).toBe('127.0.0.5');
    socket.destroy();
  });

  it.each([
    ['192.0.2.1', 'EADDRNOTAVAIL', /^192\.0\.2\.1 is not an address of this machine/],
    ['nonsense:x', null, /^The local address cannot be used\. A port is a number/],
    ['::1', null, /^::1 is an IPv6 address, and 127\.0\.0\.1:\d+ has an IPv4 address only/],
  ])('of %s is said to be wrong, at its field', async (localAddress, code, sentence) => {
    await using peer = await tcpPeer();
    const problem = await problemWith(dialTo({ port: peer.port, socket: { localAddress } }));
    expect(problem.message).toMatch(sentence);
    expect(problem).toMatchObject({ code, field: 'socket.localAddress' });
  });

  it('is not called foreign when the system has no port for the connection', needs(onLinux), async () => {
    await using peer = await tcpPeer();
    const first = await dialTo({ port: peer.port, socket: { localAddress: '127.0.0.1' } });
    const localPort = first.localPort ?? 0;
    const second = await problemWith(dialTo({ port: peer.port, socket: { localAddress: `:${localPort}` } }));
    first.destroy();
    expect(second.message).toMatch(
      new RegExp(`^There is a connection from port ${localPort} to 127\\.0\\.0\\.1:${peer.port} already`),
    );
    expect(second).toMatchObject({ code: 'EADDRNOTAVAIL', field: 'socket.localAddress' });
  });

  it('that another program has is said to be taken, at its field', async () => {
    await using peer = await tcpPeer();
    const problem = await problemWith(
      dialTo({ port: peer.port, socket: { localAddress: `127.0.0.1:${peer.port}` } }),
    );
    expect(problem).toMatchObject({ code: 'EADDRINUSE', field: 'socket.localAddress' });
    expect(problem.message).toMatch(new RegExp(`^127\\.0\\.0\\.1:${peer.port} is in use`));
  });
});
