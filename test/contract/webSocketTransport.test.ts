import { getEventListeners, once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';
import { describe, expect, it } from 'vitest';
import { createWebSocketTransport } from '../../electron/server/webSocketTransport.ts';
import { openWebSocket } from '../../renderer/host/webSocketTransport.ts';
import { decodeEnvelope, encodeEnvelope } from '../../shared/rpc/binaryEnvelope.ts';
import type { WelcomeHead } from '../../shared/rpc/hello.ts';
import type { Transport } from '../../shared/rpc/transport.ts';
import { portOf } from '../support/peers.ts';
import { until } from '../support/until.ts';
import { describeRpc } from './rpcSuite.ts';
import type { Pair } from './rpcWorld.ts';

interface SocketPair {
  readonly near: WebSocket;
  readonly far: WebSocket;
  readonly dispose: () => Promise<void>;
}

async function makeSockets(): Promise<SocketPair> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[WebSocket]>;
  const near = new WebSocket(`ws://127.0.0.1:${portOf(server)}`);
  const [[far]] = await Promise.all([accepted, once(near, 'open')]);
  return {
    near,
    far,
    dispose: () => closeServer(server),
  };
}

function closeServer(server: WebSocketServer): Promise<void> {
  for (const socket of server.clients) socket.terminate();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

/** The page’s end in Node’s own WebSocket, which is the browsers’; the host’s end in that of `ws`, which says welcome to everybody. */
describeRpc('a WebSocket, from the page’s end to the host’s', async (): Promise<Pair> => {
  const hosting = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(hosting, 'listening');
  const welcomed = Promise.withResolvers<Transport>();
  hosting.on('connection', (socket) => {
    socket.once('message', () => {
      welcomed.resolve(createWebSocketTransport(socket));
      socket.send(encodeEnvelope({ head: { type: 'welcome' } satisfies WelcomeHead }));
    });
  });
  const url = `ws://127.0.0.1:${portOf(hosting)}`;
  const client = await openWebSocket(url, 'token', new AbortController().signal);
  return { client, server: await welcomed.promise, dispose: () => closeServer(hosting) };
});

describe('the WebSocket transport of the page', () => {
  it('leaves nothing in the signal of the page, which outlives many of them', async () => {
    const hosting = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(hosting, 'listening');
    hosting.on('connection', (socket) => {
      socket.once('message', () => {
        socket.send(encodeEnvelope({ head: { type: 'welcome' } satisfies WelcomeHead }));
      });
    });
    const { signal } = new AbortController();
    for (let round = 0; round < 20; round += 1) {
      const transport = await openWebSocket(`ws://127.0.0.1:${portOf(hosting)}`, 'token', signal);
      expect(getEventListeners(signal, 'abort').length).toBeGreaterThan(0);
      transport.close('The round is over.');
    }
    await until(() => getEventListeners(signal, 'abort').length === 0);
    await closeServer(hosting);
  });
});

describe('the WebSocket transport of the host', () => {
  async function withSockets(test: (sockets: SocketPair) => Promise<void>): Promise<void> {
    const sockets = await makeSockets();
    try {
      await test(sockets);
    } finally {
      await sockets.dispose();
    }
  }

  it.each([
    ['a text message', '{"type":"call"}'],
    ['a message that is shorter than its length field', Buffer.from([0, 0, 0])],
    ['a head that is cut off', Buffer.from([0, 0, 0, 9, 0x7b])],
    ['a head that is no JSON', Buffer.from([0, 0, 0, 1, 0x7b])],
    ['a head that is no UTF-8', Buffer.from([0, 0, 0, 2, 0x22, 0xff])],
  ])('closes on %s, and says so', (_, message) =>
    withSockets(async ({ near, far }) => {
      const transport = createWebSocketTransport(near);
      const reasons: string[] = [];
      transport.onClose((reason) => reasons.push(reason));
      far.send(message);
      await once(far, 'close');
      expect(reasons).toEqual(['The message was not understood.']);
    }),
  );

  it('tells the reason to the other side, shortened to what a close frame can hold', () =>
    withSockets(async ({ near, far }) => {
      const closed = once(far, 'close') as Promise<[number, Buffer]>;
      createWebSocketTransport(near).close('ü'.repeat(100));
      const [, reason] = await closed;
      expect(reason.toString('utf8')).toBe('ü'.repeat(61));
    }));

  it('tells the loss of a connection once, and at once to who asks later', () =>
    withSockets(async ({ near, far }) => {
      const transport = createWebSocketTransport(near);
      const reasons: string[] = [];
      transport.onClose((reason) => reasons.push(reason));
      far.terminate();
      await until(() => reasons.length > 0);
      transport.onClose((reason) => reasons.push(reason));
      transport.close('Too late.');
      expect(reasons).toEqual(Array(2).fill('The connection to the page was lost (code 1006).'));
    }));

  it('gives small bodies that do not keep what was read with them alive', () =>
    withSockets(async ({ near, far }) => {
      const transport = createWebSocketTransport(near);
      const bodies: Uint8Array[] = [];
      transport.onEnvelope(({ body }) => {
        if (body) bodies.push(body);
      });
      for (let index = 0; index < 50; index += 1) {
        far.send(encodeEnvelope({ head: {}, body: new Uint8Array(10).fill(index) }));
      }
      await until(() => bodies.length === 50);
      expect(bodies.every((body, index) => body.length === 10 && body[9] === index)).toBe(true);
      expect(Math.max(...bodies.map((body) => body.buffer.byteLength))).toBeLessThanOrEqual(20);
    }));

  it('reads nothing more once it is closed', () =>
    withSockets(async ({ near, far }) => {
      const transport = createWebSocketTransport(near);
      let heard = 0;
      transport.onEnvelope(() => {
        heard += 1;
        transport.close('Enough.');
      });
      for (let index = 0; index < 5; index += 1) far.send(encodeEnvelope({ head: index }));
      await once(far, 'close');
      expect(heard).toBe(1);
    }));

  it('sends what decodes to the same', () =>
    withSockets(async ({ near, far }) => {
      const message = once(far, 'message') as Promise<[Buffer, boolean]>;
      createWebSocketTransport(near).send({ head: { text: 'é' }, body: Uint8Array.of(0, 255) });
      const [data, isBinary] = await message;
      expect(isBinary).toBe(true);
      const decoded = decodeEnvelope(data);
      expect(decoded.ok && decoded.value.head).toEqual({ text: 'é' });
      expect(decoded.ok && [...(decoded.value.body ?? [])]).toEqual([0, 255]);
    }));
});
