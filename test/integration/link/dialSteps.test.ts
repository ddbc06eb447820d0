import { describe, expect, it } from 'vitest';
import { TlsSessions } from '../../../electron/engine/link/tls/tlsSessions.ts';
import { validCertificate } from '../../support/certificates.ts';
import { needs, onLinux } from '../../support/needs.ts';
import { startHangingListener, startRudePeer } from '../../support/rudePeers.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { securePeer } from '../../support/securePeers.ts';
import { until } from '../../support/until.ts';

/** A client that waits for ever in one of its steps, for a server that accepts and says nothing. */
const waiting = [
  {
    step: 'proxy (http)',
    definition: (port: number) => ({
      kind: 'tcp-client',
      address: 'service.test:9000',
      proxy: { use: 'http', address: `127.0.0.1:${port}` },
    }),
    running: 'proxy running',
    late: /^The proxy http:\/\/127\.0\.0\.1:\d+ did not connect to service\.test:9000 within 0\.15 s\. /,
  },
  {
    step: 'proxy (https)',
    definition: (port: number) => ({
      kind: 'ws-client',
      address: 'wss://service.test/',
      proxy: { use: 'https', address: `127.0.0.1:${port}` },
    }),
    running: 'proxy running',
    late: /^The proxy https:\/\/127\.0\.0\.1:\d+ did not connect to service\.test:443 within 0\.15 s\. /,
  },
  {
    step: 'proxy (socks5)',
    definition: (port: number) => ({
      kind: 'tls-client',
      address: 'service.test:9000',
      proxy: { use: 'socks5', address: `127.0.0.1:${port}` },
    }),
    running: 'proxy running',
    late: /^The proxy socks5:\/\/127\.0\.0\.1:\d+ did not connect to service\.test:9000 within 0\.15 s\. /,
  },
  {
    step: 'tls',
    definition: (port: number) => ({ kind: 'tls-client', address: `127.0.0.1:${port}` }),
    running: 'tls running',
    late: /^127\.0\.0\.1:\d+ did not finish the TLS handshake within 0\.15 s\. /,
  },
  {
    step: 'upgrade',
    definition: (port: number) => ({ kind: 'ws-client', address: `ws://127.0.0.1:${port}/` }),
    running: 'upgrade running',
    late: /^127\.0\.0\.1:\d+ did not finish the WebSocket handshake within 0\.15 s\. /,
  },
];

describe.each(waiting)('a client in the step $step', ({ definition, running, late }) => {
  it('ends at once when it is cancelled, and hangs up', async () => {
    await using peer = await startRudePeer((socket) => socket.resume());
    const endpoint = RecordedEndpoint.start(definition(peer.port));
    await until(() => endpoint.steps.includes(running));
    endpoint.close();
    expect(await endpoint.end()).toEqual({ clean: true, reason: 'Cancelled while connecting.' });
    expect(endpoint.steps.at(-1)).toBe(running.replace('running', 'cancelled'));
    await until(() => peer.sockets.every((socket) => socket.readableEnded || socket.destroyed));
  });

  it('says where the time went when it is over', async () => {
    await using peer = await startRudePeer((socket) => socket.resume());
    const endpoint = RecordedEndpoint.start({ ...definition(peer.port), connectTimeoutMs: 150 });
    const outcome = await endpoint.end();
    expect(outcome.reason).toMatch(late);
    expect(outcome).toMatchObject({ clean: false, code: 'ETIMEDOUT' });
    expect(endpoint.facts.steps.every((step) => step.endedUs !== null)).toBe(true);
    expect(endpoint.facts.steps.at(-1)).toMatchObject({
      outcome: 'failed',
      code: 'ETIMEDOUT',
      note: 'The connection attempt timed out.',
    });
    await until(() => peer.sockets.every((socket) => socket.readableEnded || socket.destroyed));
  });
});

describe('a proxy that does not even accept', needs(onLinux), () => {
  it('is named when the time is over', async () => {
    await using silent = await startHangingListener();
    const endpoint = RecordedEndpoint.start({
      kind: 'tcp-client',
      address: 'service.test:9000',
      proxy: { use: 'socks5', address: `127.0.0.1:${silent.port}` },
      connectTimeoutMs: 150,
    });
    const { reason } = await endpoint.end();
    expect(reason).toMatch(/^The proxy socks5:\/\/127\.0\.0\.1:\d+ did not answer within 0\.15 s\. /);
    expect(endpoint.steps).toEqual(['connect failed']);
  });
});

describe('the way of a client', () => {
  it('is told step by step, with times that fit together', async () => {
    await using peer = await securePeer((socket) => socket.pipe(socket));
    const definition = {
      kind: 'tls-client',
      address: `localhost:${peer.port}`,
      tls: { ca: validCertificate },
    };
    const { endpoint, link } = await connectTo({ ...definition, socket: { family: '4' } });
    await using _ = endpoint;
    expect(endpoint.steps).toEqual(['lookup done', 'connect done', 'tls done']);
    let at = 0;
    for (const { beganUs, endedUs } of endpoint.facts.steps) {
      expect(beganUs).toBeGreaterThanOrEqual(at);
      at = endedUs ?? 0;
      expect(at).toBeGreaterThanOrEqual(beganUs);
    }
    expect(endpoint.facts).toMatchObject({
      remote: `127.0.0.1:${peer.port}`,
      local: link.facts.local,
      tls: { verification: 'verified' },
    });
    expect(link.facts.remote).toBe(`127.0.0.1:${peer.port}`);
  });

  it('takes up the TLS session of the attempt before, where both have the same sessions', async () => {
    await using peer = await securePeer((socket) => socket.pipe(socket));
    const definition = {
      kind: 'tls-client',
      address: `localhost:${peer.port}`,
      tls: { ca: validCertificate, resume: true },
    };
    const context = { tlsSessions: new TlsSessions() };
    const first = await connectTo(definition, context);
    await first.link.send('hello');
    await first.link.receives('hello');
    first.endpoint.close();
    await first.endpoint.end();
    const second = await connectTo(definition, context);
    await using _ = second.endpoint;
    expect(first.link.facts.tls?.isSessionReused).toBe(false);
    expect(second.link.facts.tls).toMatchObject({ isSessionReused: true, verification: 'verified' });
  });
});
