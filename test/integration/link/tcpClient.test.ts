import { describe, expect, it } from 'vitest';
import { LinkProblem } from '../../../electron/engine/base/linkProblem.ts';
import { startRudePeer, writeAndReset } from '../../support/rudePeers.ts';
import { connectTo } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

const everyByte = Uint8Array.from({ length: 256 }, (_, value) => value);

function tcpClient(port: number, options: object = {}): object {
  return { kind: 'tcp-client', address: `tcp://127.0.0.1:${port}`, ...options };
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
      code: 'ECONNRESET',
      field: null,
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
    await expect(sent).rejects.toThrow(
      new LinkProblem(`127.0.0.1:${peer.port} reset the connection.`, { code: 'ECONNRESET' }),
    );
  });

  it('holds the peer while it is paused, and loses nothing', async () => {
    await using peer = await startRudePeer();
    const { endpoint, link } = await connectTo(tcpClient(peer.port));
    await using _ = endpoint;
    link.link.pause();
    const [socket] = peer.sockets;
    socket?.write(Buffer.alloc(10_000_000, 'y'));
    await until(() => socket?.writableNeedDrain === true);
    expect(link.payloads).toEqual([]);
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
