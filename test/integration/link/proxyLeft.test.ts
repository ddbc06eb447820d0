import { describe, expect, it } from 'vitest';
import { dialTo, newRoute, stepsOf } from '../../support/dialing.ts';
import { RecordedEndpoint } from '../../support/recordingSink.ts';
import { startRudePeer } from '../../support/rudePeers.ts';
import { until } from '../../support/until.ts';

const uses = ['http', 'https', 'socks5'] as const;
const password = { id: 'password', name: 'password' };

describe.each(uses)('a proxy (%s)', (use) => {
  it('that says nothing is left as soon as that is wanted', async () => {
    await using proxy = await startRudePeer((socket) => socket.resume());
    const controller = new AbortController();
    const route = newRoute();
    const request = { host: 'service.test', port: 9000, proxy: { use, address: `127.0.0.1:${proxy.port}` } };
    const dialing = dialTo(request, route, controller.signal);
    await until(() => stepsOf(route).includes('proxy running'));
    const reason = new Error('cancelled');
    controller.abort(reason);
    await expect(dialing).rejects.toBe(reason);
    expect(stepsOf(route)).toEqual(['connect done', 'proxy cancelled']);
    await until(() => proxy.sockets.every((socket) => socket.readableEnded || socket.destroyed));
  });
});

describe('a password that is never read', () => {
  const definition = {
    kind: 'tcp-client',
    address: 'service.test:9000',
    proxy: { use: 'http', address: '127.0.0.1:9', user: 'me', password },
  };
  const context = { secret: () => new Promise<Uint8Array>(() => undefined) };

  it('does not hold a client that is cancelled', async () => {
    const endpoint = RecordedEndpoint.start(definition, context);
    await Promise.resolve();
    endpoint.close();
    expect(await endpoint.end()).toEqual({ clean: true, reason: 'Cancelled while connecting.' });
  });

  it('does not hold a client whose time is over', async () => {
    const endpoint = RecordedEndpoint.start({ ...definition, connectTimeoutMs: 100 }, context);
    expect(await endpoint.end()).toMatchObject({ clean: false, code: 'ETIMEDOUT' });
  });

  it('does not hold the TLS handshake either, when it is that of a key', async () => {
    await using peer = await startRudePeer((socket) => socket.resume());
    const tls = { certificate: '', pfx: { id: 'pfx', name: 'pfx' } };
    const endpoint = RecordedEndpoint.start(
      { kind: 'tls-client', address: `127.0.0.1:${peer.port}`, tls },
      context,
    );
    await until(() => endpoint.steps.includes('tls running'));
    endpoint.close();
    expect(await endpoint.end()).toEqual({ clean: true, reason: 'Cancelled while connecting.' });
    expect(endpoint.steps).toEqual(['connect done', 'tls cancelled']);
    await until(() => peer.sockets.every((socket) => socket.readableEnded || socket.destroyed));
  });
});
