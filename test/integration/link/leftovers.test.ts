import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { leftAfter } from '../../support/leftovers.ts';
import { closedPort } from '../../support/peers.ts';
import { startRudePeer } from '../../support/rudePeers.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { startPlainThenTls } from '../../support/startTlsPeer.ts';
import { until } from '../../support/until.ts';

describe('when an endpoint has closed, nothing of it is left', () => {
  it('after TCP client and server talked', async () => {
    const left = await leftAfter(async () => {
      await using server = RecordedEndpoint.start({ kind: 'tcp-server', address: '127.0.0.1:0' });
      const { port } = await server.listens();
      const { endpoint, link } = await connectTo({ kind: 'tcp-client', address: `127.0.0.1:${port}` });
      await using _ = endpoint;
      await link.send('hello');
      await (await server.link()).receives('hello');
    });
    expect(left).toEqual([]);
  });

  it('after TLS was started in place, and after it could not be', async () => {
    const left = await leftAfter(async () => {
      await using peer = await startPlainThenTls((heard) => (heard === '' ? null : 'S'));
      const definition = { kind: 'tcp-client', address: `127.0.0.1:${peer.port}`, startTls: 'postgres' };
      const { endpoint, link } = await connectTo({ ...definition, tls: { verify: false } });
      await using _ = endpoint;
      await link.isSecured();
      link.link.end?.();
      await link.end();
      await using refused = RecordedEndpoint.start(definition);
      await refused.end();
    });
    expect(left).toEqual([]);
  });

  it('after a reset', async () => {
    const left = await leftAfter(async () => {
      await using server = RecordedEndpoint.start({ kind: 'tcp-server', address: '127.0.0.1:0' });
      const { port } = await server.listens();
      const { endpoint, link } = await connectTo({ kind: 'tcp-client', address: `127.0.0.1:${port}` });
      await server.link();
      link.link.end?.();
      link.link.reset?.();
      await endpoint.end();
    });
    expect(left).toEqual([]);
  });

  it('after WebSocket client and server talked', async () => {
    const left = await leftAfter(async () => {
      await using server = RecordedEndpoint.start({ kind: 'ws-server', address: '127.0.0.1:0' });
      const { port } = await server.listens();
      const { endpoint, link } = await connectTo({ kind: 'ws-client', address: `127.0.0.1:${port}` });
      await using _ = endpoint;
      await link.send('hello', 'text');
      await (await server.link()).receives('hello');
    });
    expect(left).toEqual([]);
  });

  it('after UDP sockets talked', async () => {
    const left = await leftAfter(async () => {
      await using receiver = RecordedEndpoint.start({ kind: 'udp', address: '', bind: '127.0.0.1:0' });
      const { port } = await receiver.listens();
      const { endpoint, link } = await connectTo({ kind: 'udp', address: `127.0.0.1:${port}` });
      await using _ = endpoint;
      await link.send('hello');
      await (await receiver.link()).receives('hello');
    });
    expect(left).toEqual([]);
  });

  it('after nobody answered, and after cancelling', async () => {
    const left = await leftAfter(async () => {
      const port = await closedPort();
      await using silent = await startRudePeer((socket) => socket.resume());
      const definitions = [
        { kind: 'tcp-client', address: `127.0.0.1:${port}` },
        { kind: 'ws-client', address: `127.0.0.1:${port}` },
        { kind: 'ws-client', address: `127.0.0.1:${silent.port}`, connectTimeoutMs: 100 },
        { kind: 'ws-client', address: `wss://127.0.0.1:${silent.port}`, connectTimeoutMs: 100 },
        { kind: 'tls-client', address: `127.0.0.1:${silent.port}`, connectTimeoutMs: 100 },
        ...['http', 'https', 'socks5'].map((use) => ({
          kind: 'tcp-client',
          address: 'service.test:9000',
          proxy: { use, address: `127.0.0.1:${silent.port}` },
          connectTimeoutMs: 100,
        })),
        { kind: 'tcp-server', address: '192.0.2.1:0' },
        { kind: 'ws-server', address: '192.0.2.1:0' },
        { kind: 'udp', address: '', bind: '192.0.2.1:0' },
      ];
      for (const definition of definitions) await RecordedEndpoint.start(definition).end();
      for (const definition of definitions) {
        await using cancelled = RecordedEndpoint.start(definition);
        cancelled.close();
      }
    });
    expect(left).toEqual([]);
  });

  it('after a client was refused and never hung up', async () => {
    const left = await leftAfter(async () => {
      await using server = RecordedEndpoint.start({ kind: 'ws-server', address: '127.0.0.1:0/chat' });
      const { port } = await server.listens();
      const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => {});
      client.write('GET /other HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
      await until(() => server.warnings.length > 0);
      server.close();
      await server.end();
      client.destroy();
    });
    expect(left).toEqual([]);
  });
});
