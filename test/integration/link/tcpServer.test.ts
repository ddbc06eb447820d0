import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { closedPort } from '../../support/peers.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { writeAndReset } from '../../support/rudePeers.ts';
import { until } from '../../support/until.ts';

const everyByte = Uint8Array.from({ length: 256 }, (_, value) => value);

function tcpClient(port: number): object {
  return { kind: 'tcp-client', address: `tcp://127.0.0.1:${port}` };
}

const tcpServer = { kind: 'tcp-server', address: 'tcp://127.0.0.1:0' };

/** A server of ours that sends everything back. */
async function startEcho(): Promise<{ server: RecordedEndpoint; port: number }> {
  const server = RecordedEndpoint.start(tcpServer);
  // A client that went away gets no echo; how it went is told by its link.
  server.onPayload = (link, payload) => void link.sendData(payload.bytes).catch(() => undefined);
  const { port } = await server.listens();
  return { server, port };
}

describe('a TCP server', () => {
  it('answers a client that ends its side right after its request', async () => {
    const { server, port } = await startEcho();
    await using _ = server;
    const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    client.end('a request');
    const [answer] = (await once(client, 'data')) as [Buffer];
    expect(answer.toString()).toBe('a request');
    const link = await server.link();
    expect((await link.end()).clean).toBe(true);
    client.destroy();
  });

  it('talks to many clients, each by a link of its own', async () => {
    const { server, port } = await startEcho();
    await using _ = server;
    const clients: Socket[] = [];
    for (let index = 0; index < 20; index += 1) {
      clients.push(connect(port, '127.0.0.1'));
      await server.link(index);
    }
    clients.forEach((client, index) => client.write(`I am ${index}`));
    await Promise.all(server.links.map((link, index) => link.receives(`I am ${index}`)));
    const third = clients[3];
    if (!third) throw new Error('There are twenty clients.');
    third.setEncoding('utf8');
    await once(third, 'data');
    const told = once(third, 'data');
    await server.links[3]?.send('only you');
    expect(await told).toEqual(['only you']);
    expect(server.links[3]?.facts.remote).toBe(`127.0.0.1:${third.localPort}`);
    for (const client of clients) client.destroy();
  });

  it('names the real port, and serves a Wirebench client', async () => {
    const { server, port } = await startEcho();
    await using _ = server;
    expect(port).toBeGreaterThan(0);
    expect(server.url).toBe(`tcp://127.0.0.1:${port}`);
    const { endpoint, link } = await connectTo(tcpClient(port));
    await using __ = endpoint;
    await link.sendData(everyByte);
    await until(() => link.received.length === 256);
    const accepted = await server.link();
    expect(accepted.received).toEqual(link.received);
    expect(accepted.facts.remote).toBe(link.facts.local);
  });

  it('closes all its links, then itself', async () => {
    const { server, port } = await startEcho();
    const peers = await Promise.all([connectTo(tcpClient(port)), connectTo(tcpClient(port))]);
    await server.link(1);
    server.close();
    expect(await server.end()).toEqual({ clean: true, reason: 'Stopped listening.' });
    expect(server.links.map((link) => link.outcome?.reason)).toEqual(['Disconnected.', 'Disconnected.']);
    for (const { endpoint } of peers) expect((await endpoint.end()).clean).toBe(true);
    await using again = RecordedEndpoint.start({ kind: 'tcp-server', address: `127.0.0.1:${port}` });
    expect((await again.listens()).port).toBe(port);
  });

  it('goes on when one client resets or is disconnected', async () => {
    const { server, port } = await startEcho();
    await using _ = server;
    const rude = connect(port, '127.0.0.1');
    const first = await server.link(0);
    writeAndReset(rude, 'bye');
    expect((await first.end()).reason).toMatch(/reset the connection\.$/);
    expect(first.received.toString()).toBe('bye');
    const { endpoint } = await connectTo(tcpClient(port));
    const second = await server.link(1);
    second.link.close();
    expect(await second.end()).toEqual({ clean: true, reason: 'Disconnected.' });
    expect((await endpoint.end()).reason).toBe(`127.0.0.1:${port} closed the connection.`);
    expect(server.outcome).toBe(null);
  });

  it('says that its port is taken', async () => {
    const { server, port } = await startEcho();
    await using _ = server;
    await using second = RecordedEndpoint.start({ kind: 'tcp-server', address: `tcp://127.0.0.1:${port}` });
    expect(await second.end()).toEqual({
      clean: false,
      reason: `127.0.0.1:${port} is in use by another program. Choose another port, or 0 for a free one.`,
      code: 'EADDRINUSE',
      field: 'address',
    });
  });

  it('says that an address is not of this machine', async () => {
    await using server = RecordedEndpoint.start({ kind: 'tcp-server', address: 'tcp://192.0.2.1:0' });
    const { clean, reason } = await server.end();
    expect(clean).toBe(false);
    expect(reason).toMatch(/^192\.0\.2\.1:0 is not an address of this machine\. Use 127\.0\.0\.1/);
  });

  it('does not listen any more when it was closed before it began', async () => {
    const port = await closedPort();
    const server = RecordedEndpoint.start({ kind: 'tcp-server', address: `tcp://localhost:${port}` });
    server.close();
    expect((await server.end()).clean).toBe(true);
    await using client = RecordedEndpoint.start({ kind: 'tcp-client', address: `tcp://localhost:${port}` });
    expect((await client.end()).reason).toMatch(/^Nothing listens/);
  });
});

describe('a TCP server with a limit', () => {
  it('disconnects who comes beyond it, says so once, and again when there was room in between', async () => {
    await using server = RecordedEndpoint.start({ ...tcpServer, peerLimit: 2 });
    const { port } = await server.listens();
    const { clients } = await connectAll(port, 2);
    await server.link(1);
    const beyond = await connectAll(port, 3);
    await until(() => beyond.clients.every((client) => client.closed));
    expect(server.links.length).toBe(2);
    expect(server.warnings).toHaveLength(1);
    expect(server.warnings[0]).toMatch(
      / was disconnected at once, because this server has 2 clients, the limit in its options\./,
    );
    expect(beyond.ends).toContain(server.warnings[0]?.split(' ')[0]);
    clients[0]?.destroy();
    await server.links[0]?.end();
    const late = await connectAll(port, 1);
    await server.link(2);
    late.clients[0]?.write('there was room');
    await server.links[2]?.receives('there was room');
    const again = await connectAll(port, 1);
    await until(() => again.clients[0]?.closed === true);
    expect(server.warnings).toHaveLength(2);
    for (const client of [...clients, ...late.clients]) client.destroy();
  });

  it('of one says so', async () => {
    await using server = RecordedEndpoint.start({ ...tcpServer, peerLimit: 1 });
    const { port } = await server.listens();
    const { clients } = await connectAll(port, 2);
    await until(() => server.warnings.length === 1);
    expect(server.warnings[0]).toContain('because this server has one client, the limit in its options.');
    for (const client of clients) client.destroy();
  });
});

/** The clients, and where each is connected from. */
async function connectAll(port: number, count: number): Promise<{ clients: Socket[]; ends: string[] }> {
  const clients = Array.from({ length: count }, () =>
    connect(port, '127.0.0.1')
      .on('error', () => undefined)
      .resume(),
  );
  await Promise.all(clients.map((client) => once(client, 'connect')));
  return { clients, ends: clients.map((client) => `127.0.0.1:${client.localPort}`) };
}
