import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LinkProblem } from '../../../electron/engine/link/link.ts';
import { closedPort } from '../../support/peers.ts';
import { startHangingListener, startRudePeer, writeAndReset } from '../../support/rudePeers.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

const everyByte = Uint8Array.from({ length: 256 }, (_, value) => value);

function tcpClient(port: number, options: object = {}): object {
  return { kind: 'tcp-client', address: `tcp://127.0.0.1:${port}`, ...options };
}

const tcpServer = { kind: 'tcp-server', address: 'tcp://127.0.0.1:0' };

/** A server of ours that sends everything back. */
async function startEcho(): Promise<{ server: RecordedEndpoint; port: number }> {
  const server = RecordedEndpoint.start(tcpServer);
  // A client that went away gets no echo; how it went is told by its link.
  server.onFrame = (link, frame) => void link.sendData(frame.bytes).catch(() => undefined);
  const { port } = await server.listens();
  return { server, port };
}

describe('a TCP client', () => {
  it('carries every byte both ways, unchanged', async () => {
    await using peer = await startRudePeer((socket) => socket.pipe(socket));
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    await using _ = endpoint;
    await link.sendData(everyByte);
    await until(() => link.received.length === 256);
    expect(link.received).toEqual(Buffer.from(everyByte));
    expect(link.facts.remote).toBe(`127.0.0.1:${peer.port}`);
    expect(link.facts.local).toBe(`127.0.0.1:${peer.sockets[0]?.remotePort}`);
  });

  it('keeps the order of sends that overlap', async () => {
    await using peer = await startRudePeer((socket) => socket.pipe(socket));
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    await using _ = endpoint;
    const words = Array.from({ length: 200 }, (__, index) => `${index};`);
    await Promise.all(words.map((word) => link.send(word)));
    await until(() => link.received.length === words.join('').length);
    expect(link.received.toString()).toBe(words.join(''));
  });

  it('says that nothing listens', async () => {
    const port = await closedPort();
    await using endpoint = RecordedEndpoint.start(tcpClient(port));
    expect(await endpoint.end()).toEqual({
      clean: false,
      reason: `Nothing listens at 127.0.0.1:${port} (connection refused). Start the server, or check host and port.`,
    });
  });

  it('says that a name cannot be resolved', async () => {
    await using endpoint = RecordedEndpoint.start({
      kind: 'tcp-client',
      address: 'tcp://nonexistent.invalid:9000',
    });
    const { clean, reason } = await endpoint.end();
    expect(clean).toBe(false);
    expect(reason).toMatch(/^The name in nonexistent\.invalid:9000 (was not found|could not be looked up)/);
  });

  it.each([
    ['', /^Type an address/],
    ['tcp://127.0.0.1', /^Add a port/],
    ['udp://127.0.0.1:9000', /^This connection needs an address with tcp:\/\/, not udp:\/\/\./],
    ['tcp://127.0.0.1:0', /^Port 0 /],
  ])('says what is wrong with the address “%s”', async (address, sentence) => {
    await using endpoint = RecordedEndpoint.start({ kind: 'tcp-client', address });
    const { clean, reason } = await endpoint.end();
    expect(clean).toBe(false);
    expect(reason).toMatch(sentence);
  });

  it('ends at once when it is cancelled while the name is looked up', async () => {
    await using endpoint = RecordedEndpoint.start({
      kind: 'tcp-client',
      address: 'tcp://nonexistent.invalid:9',
    });
    endpoint.close();
    expect(await endpoint.end()).toEqual({ clean: true, reason: 'Cancelled while connecting.' });
  });

  it.runIf(process.platform === 'linux')('ends at once when it is cancelled before an answer', async () => {
    await using listener = await startHangingListener();
    await using endpoint = RecordedEndpoint.start(tcpClient(listener.port));
    await setImmediate();
    endpoint.close();
    expect(await endpoint.end()).toEqual({ clean: true, reason: 'Cancelled while connecting.' });
    expect(endpoint.links).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('gives up after the connect timeout', async () => {
    await using listener = await startHangingListener();
    await using endpoint = RecordedEndpoint.start(tcpClient(listener.port, { connectTimeoutMs: 150 }));
    const { clean, reason } = await endpoint.end();
    expect(clean).toBe(false);
    expect(reason).toMatch(/did not answer within 0\.15 s\. Check host and port/);
  });

  it('keeps what came before a reset, and says that it was one', async () => {
    await using peer = await startRudePeer((socket) =>
      socket.once('data', () => writeAndReset(socket, 'half of a mess')),
    );
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    await using _ = endpoint;
    await link.send('go on');
    expect(await link.end()).toEqual({
      clean: false,
      reason: `127.0.0.1:${peer.port} reset the connection.`,
    });
    expect(link.received.toString()).toBe('half of a mess');
    expect(link.story.at(-1)).toBe('closed');
    expect(await endpoint.end()).toEqual(link.outcome);
  });

  it('tells the peer’s FIN, and still sends what was under way', async () => {
    const received: Buffer[] = [];
    await using peer = await startRudePeer((socket) => socket.pause());
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    await using _ = endpoint;
    const large = Buffer.alloc(8_000_000, 'x');
    const sent = link.sendData(large);
    const [socket] = peer.sockets;
    socket?.end('that is all');
    await until(() => link.story.includes('ended'));
    socket?.on('data', (bytes: Buffer) => received.push(bytes));
    socket?.resume();
    await sent;
    const { clean, reason } = await link.end();
    await until(() => Buffer.concat(received).equals(large));
    expect({ clean, reason }).toEqual({
      clean: true,
      reason: `127.0.0.1:${peer.port} closed the connection.`,
    });
    expect(link.story).toEqual(['in data', 'ended', 'closed']);
  });

  it('refuses to send after the peer’s FIN with a sentence, and ends cleanly all the same', async () => {
    await using peer = await startRudePeer((socket) => socket.end());
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    await using _ = endpoint;
    await until(() => link.story.includes('ended'));
    await expect(link.send('too late')).rejects.toThrow(
      new LinkProblem(`127.0.0.1:${peer.port} has closed the connection, so nothing more can be sent.`),
    );
    expect((await link.end()).clean).toBe(true);
  });

  it('sends what was queued before it disconnects', async () => {
    await using peer = await startRudePeer((socket) => socket.on('end', () => socket.end()));
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    const sent = link.sendData(Buffer.alloc(3_000_000));
    const size = new Promise<number>((resolve) => {
      let total = 0;
      peer.sockets[0]?.on('data', (bytes: Buffer) => (total += bytes.length)).on('end', () => resolve(total));
    });
    endpoint.close();
    await expect(link.send('after the close')).rejects.toThrow(LinkProblem);
    await sent;
    expect(await size).toBe(3_000_000);
    expect(await endpoint.end()).toEqual({ clean: true, reason: 'Disconnected.' });
  });

  it('cuts the connection when the peer does not answer its FIN', async () => {
    await using peer = await startRudePeer((socket) => socket.resume());
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    endpoint.close();
    endpoint.close();
    const { clean, reason } = await endpoint.end();
    expect(clean).toBe(true);
    expect(reason).toMatch(/^Disconnected\. .* within 2 seconds, so the connection was cut\.$/);
    expect(link.outcome).toEqual({ clean, reason });
  });

  it('rejects what was not written when the peer resets', async () => {
    await using peer = await startRudePeer((socket) => socket.pause());
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    await using _ = endpoint;
    const sent = link.sendData(Buffer.alloc(20_000_000));
    peer.sockets[0]?.resetAndDestroy();
    await expect(sent).rejects.toThrow(new LinkProblem(`127.0.0.1:${peer.port} reset the connection.`));
  });

  it('holds the peer while it is paused, and loses nothing', async () => {
    await using peer = await startRudePeer();
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    await using _ = endpoint;
    link.link.pause();
    const [socket] = peer.sockets;
    socket?.write(Buffer.alloc(10_000_000, 'y'));
    await until(() => socket?.writableNeedDrain === true);
    expect(link.frames).toEqual([]);
    link.link.resume();
    await until(() => link.received.length === 10_000_000);
    socket?.destroy();
  });

  it('disconnects cleanly while it is paused', async () => {
    await using peer = await startRudePeer((socket) => {
      socket.on('end', () => socket.end());
      socket.resume();
      socket.write('unread');
    });
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    link.link.pause();
    endpoint.close();
    expect(await endpoint.end()).toEqual({ clean: true, reason: 'Disconnected.' });
  });
});

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
      reason: `127.0.0.1:${port} is taken by another program. Choose another port, or 0 for a free one.`,
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
