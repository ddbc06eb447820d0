import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { closedPort } from '../../support/peers.ts';
import { startRudePeer } from '../../support/rudePeers.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

/** The sockets, listeners, look-ups and timers of this process that were not there before, by kind. */
function leftOver(before: readonly string[]): string[] {
  const now = process.getActiveResourcesInfo();
  for (const kind of before) {
    const index = now.indexOf(kind);
    if (index >= 0) now.splice(index, 1);
  }
  return now.filter((kind) => /tcp|udp|tls|timeout|immediate|getaddrinfo/i.test(kind));
}

/** What is left after the story was run again and again: nothing, if all is well. */
async function leftAfter(story: () => Promise<void>): Promise<string[]> {
  const before = process.getActiveResourcesInfo();
  for (let times = 0; times < 5; times += 1) await story();
  await until(() => leftOver(before).length === 0).catch(() => undefined);
  return leftOver(before);
}

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
