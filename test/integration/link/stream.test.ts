import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { LinkProblem } from '../../../electron/engine/base/linkProblem.ts';
import { startRudePeer, writeAndReset } from '../../support/rudePeers.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

function tcpClient(port: number, socket: object = {}): object {
  return { kind: 'tcp-client', address: `tcp://127.0.0.1:${port}`, socket };
}

/** A server of ours, and a client that nobody here wrote, which keeps all that it hears. */
async function startServer(socket: object = {}): Promise<{
  server: RecordedEndpoint;
  client: Socket;
  heard: () => string;
  [Symbol.asyncDispose](): Promise<void>;
}> {
  const server = RecordedEndpoint.start({ kind: 'tcp-server', address: '127.0.0.1:0', socket });
  const { port } = await server.listens();
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => undefined);
  const chunks: Buffer[] = [];
  client.on('data', (chunk: Buffer) => chunks.push(chunk));
  await server.link();
  return {
    server,
    client,
    heard: () => Buffer.concat(chunks).toString('latin1'),
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
}

describe('ending our side of a stream', () => {
  it('sends what was queued, then the FIN, and goes on reading', async () => {
    await using peer = await startRudePeer((socket) => socket.pause());
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    await using _ = endpoint;
    const large = Buffer.alloc(1024 * 1024, 'large');
    const sent = link.sendData(large);
    link.link.end?.();
    link.link.end?.();
    const [socket] = peer.sockets;
    if (!socket) throw new Error('The peer has one client.');
    const heard: Buffer[] = [];
    socket.on('data', (bytes: Buffer) => heard.push(bytes)).resume();
    await once(socket, 'end');
    await sent;
    expect(Buffer.concat(heard).equals(large)).toBe(true);
    await until(() => link.story.includes('ended out'));
    socket.write('your answer');
    await link.receives('your answer');
    socket.end();
    expect(await link.end()).toEqual({
      clean: true,
      reason: `Our side ended first (FIN), and 127.0.0.1:${peer.port} has ended its side, too.`,
    });
    expect(link.story).toEqual(['ended out', 'in data', 'ended', 'closed']);
  });

  it('refuses what is sent afterwards with a sentence', async () => {
    await using peer = await startRudePeer((socket) => socket.resume());
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    await using _ = endpoint;
    link.link.end?.();
    await expect(link.send('one more')).rejects.toThrow(
      new LinkProblem('Our side of the connection has ended (FIN), so nothing more can be sent.'),
    );
    expect(link.outcome).toBe(null);
    link.link.reset?.();
  });

  it('of a server ends one client and reads what it still has to say', async () => {
    await using talk = await startServer();
    const link = await talk.server.link();
    const ended = once(talk.client, 'end');
    link.link.end?.();
    await ended;
    talk.client.end('I was not done');
    expect((await link.end()).clean).toBe(true);
    expect(link.received.toString()).toBe('I was not done');
    expect(link.story).toEqual(['ended out', 'in data', 'ended', 'closed']);
  });

  it('can be followed by disconnecting', async () => {
    await using peer = await startRudePeer((socket) => socket.resume().on('end', () => socket.end()));
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    link.link.end?.();
    endpoint.close();
    expect(await link.end()).toEqual({ clean: true, reason: 'Disconnected.' });
  });
});

describe('the peer’s FIN', () => {
  it('leaves our side open when the options say so, until it is ended', async () => {
    await using talk = await startServer({ halfOpen: true });
    const link = await talk.server.link();
    talk.client.end('that was all');
    await until(() => link.story.includes('ended'));
    await link.send('first, ');
    await link.send('second, ');
    await link.send('third');
    await until(() => talk.heard() === 'first, second, third');
    expect(link.outcome).toBe(null);
    link.link.end?.();
    expect((await link.end()).clean).toBe(true);
    expect(link.story).toEqual(['in data', 'ended', 'ended out', 'closed']);
  });

  it('leaves a client open, too, until it is closed', async () => {
    await using peer = await startRudePeer((socket) => socket.end('hello and goodbye'));
    const { endpoint, link } = await connectTo(tcpClient(peer.port, { halfOpen: true }));
    await until(() => link.story.includes('ended'));
    const heard: Buffer[] = [];
    peer.sockets[0]?.on('data', (bytes: Buffer) => heard.push(bytes));
    await link.send('still here');
    await until(() => Buffer.concat(heard).toString() === 'still here');
    endpoint.close();
    expect(await endpoint.end()).toEqual({ clean: true, reason: 'Disconnected.' });
  });

  it('is answered with ours otherwise', async () => {
    await using talk = await startServer();
    const link = await talk.server.link();
    const ended = once(talk.client, 'end');
    talk.client.end('that was all');
    await ended;
    expect(await link.end()).toMatchObject({ clean: true });
    expect(link.story).toEqual(['in data', 'ended', 'closed']);
  });
});

describe('a reset', () => {
  it('from our side is one for the peer, and no failure for us', async () => {
    await using peer = await startRudePeer();
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    const [socket] = peer.sockets;
    const codes: unknown[] = [];
    socket?.on('error', (error: Error & { code?: string }) => codes.push(error.code)).resume();
    link.link.reset?.();
    link.link.reset?.();
    expect(await link.end()).toEqual({ clean: true, reason: 'Reset from our side.', code: null });
    expect(await endpoint.end()).toEqual(link.outcome);
    await until(() => socket?.closed === true);
    expect(codes).toEqual(['ECONNRESET']);
    expect(link.story).toEqual(['closed']);
  });

  it('from our side drops what was queued, and says so', async () => {
    await using peer = await startRudePeer((socket) => socket.pause());
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    await using _ = endpoint;
    const sent = link.sendData(Buffer.alloc(20_000_000));
    link.link.reset?.();
    await expect(sent).rejects.toThrow(
      new LinkProblem('The connection was reset before everything was sent.'),
    );
    await expect(link.send('later')).rejects.toThrow(LinkProblem);
  });

  it.each(['end', 'close'] as const)('comes through although our FIN is on its way (%s)', async (ending) => {
    await using peer = await startRudePeer((socket) => socket.resume());
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    const codes: unknown[] = [];
    peer.sockets[0]?.on('error', (error: Error & { code?: string }) => codes.push(error.code));
    link.link[ending]?.();
    link.link.reset?.();
    expect((await endpoint.end()).reason).toBe('Reset from our side.');
    await until(() => peer.sockets[0]?.readableEnded === true || peer.sockets[0]?.closed === true);
    peer.sockets[0]?.write('is anybody there?');
    await until(() => codes.length > 0);
  });

  it('comes through although the FIN waits behind what the peer does not read', async () => {
    await using peer = await startRudePeer((socket) => socket.pause());
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    const sent = link.sendData(Buffer.alloc(20_000_000));
    link.link.end?.();
    link.link.reset?.();
    await expect(sent).rejects.toThrow('The connection was reset before everything was sent.');
    expect((await endpoint.end()).reason).toBe('Reset from our side.');
    peer.sockets[0]?.resume();
    await until(() => peer.sockets[0]?.errored !== null);
    expect(peer.sockets[0]?.errored).toMatchObject({ code: 'ECONNRESET' });
  });

  it('comes through when the peer has ended, and our answer to that waits behind what it does not read', async () => {
    await using peer = await startRudePeer((socket) => socket.pause());
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    await using _ = endpoint;
    const sent = link.sendData(Buffer.alloc(20_000_000));
    peer.sockets[0]?.end();
    await until(() => link.story.includes('ended'));
    // Once our FIN is on its way, no more is taken.
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    await expect(link.send('one more')).rejects.toThrow(/has closed the connection, so nothing more can/);
    link.link.reset?.();
    await expect(sent).rejects.toThrow('The connection was reset before everything was sent.');
    expect((await endpoint.end()).reason).toBe('Reset from our side.');
    peer.sockets[0]?.resume();
    await until(() => peer.sockets[0]?.errored !== null);
    expect(peer.sockets[0]?.errored).toMatchObject({ code: 'ECONNRESET' });
  });

  it('of one client leaves the server and its other clients alone', async () => {
    await using talk = await startServer();
    const link = await talk.server.link();
    const other = connect(Number(talk.client.remotePort), '127.0.0.1');
    const second = await talk.server.link(1);
    link.link.reset?.();
    expect((await link.end()).reason).toBe('Reset from our side.');
    await until(() => talk.client.closed);
    other.write('I am still here');
    await second.receives('I am still here');
    other.destroy();
  });

  it('by the peer loses nothing that came before, not even while the link is held', async () => {
    await using talk = await startServer();
    const link = await talk.server.link();
    link.link.pause();
    // As much as a held socket reads ahead and does not hand on.
    writeAndReset(talk.client, Buffer.alloc(20_000, 'kept'));
    expect((await link.end()).code).toBe('ECONNRESET');
    expect(link.received.length).toBe(20_000);
  });
});
