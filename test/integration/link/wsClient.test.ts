import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { describe, expect, it } from 'vitest';
import { LinkProblem } from '../../../electron/engine/base/linkProblem.ts';
import { closedPort } from '../../support/peers.ts';
import {
  closePayload,
  opcodes,
  parseFrames,
  startRudeWebSocketServer,
  webSocketFrame,
  writeAndReset,
} from '../../support/rudePeers.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

const everyByte = Uint8Array.from({ length: 256 }, (_, value) => value);

function wsClient(port: number, options: object = {}): object {
  return { kind: 'ws-client', address: `ws://127.0.0.1:${port}/chat?room=1`, ...options };
}

interface Peer {
  readonly port: number;
  readonly requests: readonly IncomingMessage[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** A server of the `ws` library. */
async function startPeer(onConnection: (webSocket: WebSocket) => void = () => {}): Promise<Peer> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: true });
  const requests: IncomingMessage[] = [];
  server.on('connection', (webSocket, request) => {
    requests.push(request);
    onConnection(webSocket);
  });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    requests,
    [Symbol.asyncDispose]: async () => {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

function echo(webSocket: WebSocket): void {
  webSocket.on('message', (data, isBinary) => webSocket.send(data, { binary: isBinary }));
}

describe('a WebSocket client', () => {
  it('carries text and every byte both ways, and knows one from the other', async () => {
    await using peer = await startPeer(echo);
    const { endpoint, link } = await connectTo(wsClient(peer.port));
    await using _ = endpoint;
    await link.send('grüß dich', 'text');
    await link.sendBinary(everyByte);
    await link.send('', 'text');
    await until(() => link.payloads.length === 3);
    expect(link.payloads.map(({ kind, direction }) => `${direction} ${kind}`)).toEqual([
      'in text',
      'in binary',
      'in text',
    ]);
    expect(Buffer.from(link.payloads[0]?.bytes ?? []).toString()).toBe('grüß dich');
    expect(link.payloads[1]?.bytes).toEqual(everyByte);
    expect(link.facts).toMatchObject({ remote: `127.0.0.1:${peer.port}`, subprotocol: null });
  });

  it('sends its headers, path and subprotocols, and offers no compression', async () => {
    await using peer = await startPeer();
    const { endpoint, link } = await connectTo(
      wsClient(peer.port, {
        headers: [
          { name: 'Authorization', value: 'Bearer abc' },
          { name: 'X-Twice', value: 'one' },
          { name: 'X-Twice', value: 'two' },
        ],
        subprotocols: ['chat.v2', 'chat.v1', 'chat.v2'],
      }),
    );
    await using _ = endpoint;
    expect(link.facts.subprotocol).toBe('chat.v2');
    const [request] = peer.requests;
    expect(request?.url).toBe('/chat?room=1');
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer abc',
      'x-twice': 'one, two',
      host: `127.0.0.1:${peer.port}`,
    });
    expect(request?.headers['sec-websocket-extensions']).toBe(undefined);
  });

  it('refuses headers that the handshake writes itself', async () => {
    const port = await closedPort();
    await using endpoint = RecordedEndpoint.start(
      wsClient(port, { headers: [{ name: 'sec-websocket-key', value: 'x' }] }),
    );
    expect(await endpoint.end()).toEqual({
      clean: false,
      reason:
        'The handshake writes the header sec-websocket-key itself. Remove it from the headers; subprotocols have a field of their own.',
      field: 'headers',
    });
  });

  it('sends and shows pings and pongs', async () => {
    const seen: string[] = [];
    await using peer = await startPeer((webSocket) => {
      webSocket.on('pong', (bytes) => seen.push(`pong ${bytes.toString()}`));
      webSocket.ping('are you there');
    });
    const { endpoint, link } = await connectTo(wsClient(peer.port));
    await using _ = endpoint;
    await link.link.send({ kind: 'ping', bytes: Buffer.from('and you') });
    await link.link.send({ kind: 'pong', bytes: Buffer.from('unasked') });
    await until(() => link.payloads.length === 3 && seen.length === 2);
    expect(
      link.payloads.map(
        ({ kind, direction, bytes }) => `${direction} ${kind} ${Buffer.from(bytes).toString()}`,
      ),
    ).toEqual(['in ping are you there', 'out pong are you there', 'in pong and you']);
    expect(seen.toSorted()).toEqual(['pong are you there', 'pong unasked']);
    await expect(link.link.send({ kind: 'ping', bytes: new Uint8Array(126) })).rejects.toThrow(
      new LinkProblem(
        'A ping holds at most 125 bytes (RFC 6455), and this one has 126. Shorten it, or send it as binary.',
      ),
    );
  });

  it('answers a burst of a thousand pings in order', async () => {
    const payloads = Array.from({ length: 1000 }, (_, index) => `ping ${index}`);
    const answered: Buffer[] = [];
    await using peer = await startRudeWebSocketServer((socket) => {
      socket.on('data', (bytes: Buffer) => answered.push(bytes));
      socket.write(Buffer.concat(payloads.map((payload) => webSocketFrame(opcodes.ping, payload))));
    });
    const { endpoint, link } = await connectTo(wsClient(peer.port));
    await using _ = endpoint;
    await until(() => parseFrames(Buffer.concat(answered)).length === 1000);
    expect(parseFrames(Buffer.concat(answered)).map(({ payload }) => payload.toString())).toEqual(payloads);
    expect(link.payloads.length).toBe(2000);
    peer.sockets[0]?.destroy();
  });

  it('reads no more of a flood of pings than it can answer, and answers all in the end', async () => {
    const count = 120_000;
    const flood = Buffer.alloc(count * 127, webSocketFrame(opcodes.ping, 'x'.repeat(125)));
    await using peer = await startRudeWebSocketServer((socket) => {
      socket.pause();
      socket.write(flood);
    });
    const { endpoint, link } = await connectTo(wsClient(peer.port));
    await using _ = endpoint;
    let before = 0;
    await until(() => {
      const stands = link.payloads.length === before;
      before = link.payloads.length;
      return stands && before > 2000;
    });
    expect(link.payloads.length).toBeLessThan(2 * count);
    peer.sockets[0]?.resume();
    await until(() => link.payloads.length === 2 * count);
    expect(link.outcome).toBe(null);
    peer.sockets[0]?.destroy();
  });

  it('tells how the server closed: its code and reason, and both close frames', async () => {
    await using peer = await startPeer((webSocket) => webSocket.close(4001, 'go home'));
    const { endpoint, link } = await connectTo(wsClient(peer.port));
    await using _ = endpoint;
    expect(await link.end()).toEqual({
      clean: true,
      reason: `127.0.0.1:${peer.port} closed with code 4001 (of the application): go home.`,
      closeCode: 4001,
      closeReason: 'go home',
    });
    expect(
      link.payloads.map(({ kind, direction, bytes, note }) => [direction, kind, [...bytes], note]),
    ).toEqual([
      ['in', 'close', [...closePayload(4001, 'go home')], '4001 (of the application)'],
      ['out', 'close', [...closePayload(4001, 'go home')], '4001 (of the application)'],
    ]);
    expect(await endpoint.end()).toEqual(link.outcome);
  });

  it('tells the meaning of a code, and of none', async () => {
    await using peer = await startPeer((webSocket) => webSocket.on('message', () => webSocket.close(1000)));
    const first = await connectTo(wsClient(peer.port));
    await first.link.send('close', 'text');
    expect((await first.link.end()).reason).toBe(
      `127.0.0.1:${peer.port} closed with code 1000 (normal closure).`,
    );
    await using bare = await startPeer((webSocket) => webSocket.close());
    const second = await connectTo(wsClient(bare.port));
    expect((await second.link.end()).reason).toBe(`127.0.0.1:${bare.port} closed without a status code.`);
    expect(second.link.payloads[0]?.bytes.length).toBe(0);
  });

  it('closes with code 1000 and waits for the answer', async () => {
    const codes: number[] = [];
    await using peer = await startPeer((webSocket) => webSocket.on('close', (code) => codes.push(code)));
    const { endpoint, link } = await connectTo(wsClient(peer.port));
    endpoint.close();
    expect(await endpoint.end()).toEqual({
      clean: true,
      reason: 'Disconnected.',
      closeCode: 1000,
      closeReason: '',
    });
    await until(() => codes.length > 0);
    expect(codes).toEqual([1000]);
    expect(link.story).toEqual(['out close', 'in close', 'closed']);
    expect(link.payloads[0]?.note).toBe('1000 (normal closure)');
    await expect(link.send('too late', 'text')).rejects.toThrow(LinkProblem);
  });

  it('cuts the connection when its close frame is not answered', async () => {
    await using peer = await startRudeWebSocketServer((socket) => socket.resume());
    const { endpoint } = await connectTo(wsClient(peer.port));
    endpoint.close();
    const { clean, reason } = await endpoint.end();
    expect(clean).toBe(true);
    expect(reason).toMatch(/did not answer the close frame, so the connection was cut\.$/);
  });

  it('tells a reset from a close, and keeps what came before', async () => {
    await using peer = await startRudeWebSocketServer((socket) => {
      socket.once('data', () =>
        writeAndReset(
          socket,
          Buffer.concat([
            webSocketFrame(opcodes.text, 'whole'),
            webSocketFrame(opcodes.text, 'cut').subarray(0, 3),
          ]),
        ),
      );
    });
    const { endpoint, link } = await connectTo(wsClient(peer.port));
    await using _ = endpoint;
    await link.send('go on', 'text');
    expect(await link.end()).toEqual({
      clean: false,
      reason: `127.0.0.1:${peer.port} reset the connection. No close frame came (code 1006).`,
      closeCode: 1006,
      closeReason: '',
    });
    expect(link.story).toEqual(['in text', 'in data', 'closed']);
    expect(Buffer.from(link.payloads.at(-1)?.bytes ?? [])).toEqual(
      webSocketFrame(opcodes.text, 'cut').subarray(0, 3),
    );
  });

  it('tells a FIN without a close frame', async () => {
    await using peer = await startRudeWebSocketServer((socket) => socket.end());
    const { endpoint, link } = await connectTo(wsClient(peer.port));
    await using _ = endpoint;
    expect(await link.end()).toEqual({
      clean: false,
      reason: `127.0.0.1:${peer.port} ended the connection without a close frame (code 1006).`,
      closeCode: 1006,
      closeReason: '',
    });
  });

  it('holds the server while it is paused, and loses nothing', async () => {
    const large = Buffer.alloc(1_000_000, 'x');
    const sending: WebSocket[] = [];
    await using peer = await startPeer((webSocket) => sending.push(webSocket));
    const { endpoint, link } = await connectTo(wsClient(peer.port));
    await using _ = endpoint;
    link.link.pause();
    const [webSocket] = sending;
    for (let count = 0; count < 20; count += 1) webSocket?.send(large);
    await until(() => (webSocket?.bufferedAmount ?? 0) > 5_000_000);
    expect(link.payloads).toEqual([]);
    link.link.resume();
    await until(() => link.payloads.length === 20);
  });
});
