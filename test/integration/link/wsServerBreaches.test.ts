import { until } from '../../support/until.ts';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { RecordedEndpoint } from '../../support/recordingSink.ts';
import {
  closePayload,
  connectRudeWebSocket,
  opcodes,
  parseFrames,
  webSocketFrame,
} from '../../support/rudePeers.ts';
import {
  breachLimitBytes,
  webSocketBreaches,
  type WebSocketBreach,
} from '../../support/webSocketBreaches.ts';

const none = Buffer.alloc(0);
const masked = { mask: [9, 8, 7, 6] };
const table = webSocketBreaches(true).map((breach) => [breach.what, breach] as const);

/** A server of ours that sends every message back, one microtask after it was told, which is after `ws` has read the rest of the chunk. */
async function startLateEcho(): Promise<{ server: RecordedEndpoint; port: number }> {
  const server = RecordedEndpoint.start({
    kind: 'ws-server',
    address: 'ws://127.0.0.1:0',
    messageLimitBytes: breachLimitBytes,
  });
  server.onPayload = (link, { kind, direction, bytes }) => {
    if (direction !== 'in' || (kind !== 'text' && kind !== 'binary')) return;
    const answer = { kind, bytes: Uint8Array.from(bytes) };
    void Promise.resolve().then(() => link.link.send(answer));
  };
  const { port } = await server.listens();
  return { server, port };
}

/** Sends all in one write and reads until the end. */
async function answersTo(socket: Socket, write: (socket: Socket) => unknown): Promise<string[]> {
  const answered: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => answered.push(bytes));
  write(socket);
  if (!socket.closed) await once(socket, 'close');
  return parseFrames(Buffer.concat(answered)).map(({ opcode, payload }) =>
    opcode === opcodes.close ? `close ${payload.readUInt16BE(0)}` : payload.toString(),
  );
}

/** A byte a packet, as a tool does that wants to know whether a receiver puts them together. */
async function byteByByte(socket: Socket, bytes: Buffer): Promise<void> {
  socket.setNoDelay(true);
  for (const byte of bytes) {
    await new Promise<void>((resolve) => {
      socket.write(Buffer.of(byte), () => resolve());
    });
  }
}

describe('a client that breaks the protocol', () => {
  it.each(table)(
    'has what it sent before answered, is closed for %s, and that is kept',
    async (_what, breach) => {
      const { server, port } = await startLateEcho();
      await using _ = server;
      await using client = await connectRudeWebSocket(port);
      const bytes = Buffer.concat([
        webSocketFrame(opcodes.text, 'one', masked),
        webSocketFrame(opcodes.text, 'two', masked),
        breach.before ?? none,
        breach.frame,
        breach.isEndless ? none : webSocketFrame(opcodes.text, 'never read', masked),
      ]);
      expect(await answersTo(client.socket, (socket) => socket.write(bytes))).toEqual([
        'one',
        'two',
        `close ${breach.code}`,
      ]);
      const link = await server.link();
      expect((await link.end()).reason).toMatch(breach.sentence);
      expect(keptOf(link.payloads)).toEqual([...(breach.before ? [breach.before] : []), breach.frame]);
    },
  );

  it.each(table)('has the same kept when every byte comes alone: %s', async (_what, breach) => {
    const { server, port } = await startLateEcho();
    await using _ = server;
    await using client = await connectRudeWebSocket(port);
    const bytes = Buffer.concat([
      webSocketFrame(opcodes.text, 'one', masked),
      breach.before ?? none,
      breach.frame,
    ]);
    const answers = await answersTo(client.socket, (socket) => void byteByByte(socket, bytes));
    expect(answers).toEqual(['one', `close ${breach.code}`]);
    const link = await server.link();
    const kept = Buffer.concat(keptOf(link.payloads));
    // It is closed for as soon as it can be seen, so the rest of the frame may be missing.
    expect(whole(breach).subarray(0, kept.length)).toEqual(kept);
    expect(kept.length).toBeGreaterThanOrEqual((breach.before?.length ?? 0) + 2);
  });
});

function keptOf(payloads: readonly { readonly kind: string; readonly bytes: Uint8Array }[]): Buffer[] {
  return payloads.filter(({ kind }) => kind === 'data').map(({ bytes }) => Buffer.from(bytes));
}

function whole({ before = none, frame }: WebSocketBreach): Buffer {
  return Buffer.concat([before, frame]);
}

describe('a connection that ends within a message', () => {
  it.each([
    ['in the head', [], Buffer.from([0x81])],
    ['in the payload', [], webSocketFrame(opcodes.text, 'cut off', masked).subarray(0, 9)],
    [
      'between fragments',
      [webSocketFrame(opcodes.text, 'first ', { ...masked, final: false })],
      webSocketFrame(opcodes.continuation, 'second', masked).subarray(0, 7),
    ],
  ])('keeps what came of it: %s', async (_what, fragments, rest) => {
    const { server, port } = await startLateEcho();
    await using _ = server;
    await using client = await connectRudeWebSocket(port);
    const bytes = Buffer.concat([webSocketFrame(opcodes.text, 'one', masked), ...fragments, rest]);
    expect(await answersTo(client.socket, (socket) => socket.end(bytes))).toEqual(['one']);
    const link = await server.link();
    expect((await link.end()).reason).toMatch(/without a close frame/);
    expect(keptOf(link.payloads)).toEqual([...fragments, rest]);
    expect(link.payloads.at(-1)?.note).toMatch(/^A frame that was incomplete when the connection ended/);
  });
});

describe('a close', () => {
  it('is answered after all messages, and what follows it is kept and not answered', async () => {
    const { server, port } = await startLateEcho();
    await using _ = server;
    await using client = await connectRudeWebSocket(port);
    const messages = Array.from({ length: 1000 }, (__, index) => `message ${index}`);
    const bytes = Buffer.concat([
      ...messages.map((message) => webSocketFrame(opcodes.text, message, masked)),
      webSocketFrame(opcodes.close, closePayload(1000), masked),
      webSocketFrame(opcodes.ping, 'late', masked),
    ]);
    expect(await answersTo(client.socket, (socket) => socket.write(bytes))).toEqual([
      ...messages,
      'close 1000',
    ]);
    const link = await server.link();
    expect((await link.end()).clean).toBe(true);
    expect(link.story.slice(-4)).toEqual(['in close', 'out close', 'in data', 'closed']);
    expect(keptOf(link.payloads)).toEqual([webSocketFrame(opcodes.ping, 'late', masked)]);
    expect(link.payloads.at(-1)?.note).toMatch(/^Came after the close frame/);
  });

  it('is answered when what is owed has been handed over, however long that takes', async () => {
    const server = RecordedEndpoint.start({ kind: 'ws-server', address: 'ws://127.0.0.1:0' });
    await using _ = server;
    const { port } = await server.listens();
    const paid = Promise.withResolvers<void>();
    server.onLink = (link) => void Object.assign(link, { owed: () => paid.promise });
    await using client = await connectRudeWebSocket(port);
    const bytes = Buffer.concat([
      webSocketFrame(opcodes.text, 'one', masked),
      webSocketFrame(opcodes.close, closePayload(1000), masked),
    ]);
    const answers = answersTo(client.socket, (socket) => socket.write(bytes));
    const link = await server.link();
    await until(() => link.story.includes('in close'));
    // As a session does whose disk was full.
    await new Promise((resolve) => void setImmediate(resolve));
    await link.send('late', 'text');
    paid.resolve();
    expect(await answers).toEqual(['late', 'close 1000']);
    expect((await link.end()).clean).toBe(true);
  });

  it('that we send while one is owed an answer is the answer', async () => {
    const server = RecordedEndpoint.start({ kind: 'ws-server', address: 'ws://127.0.0.1:0' });
    await using _ = server;
    const { port } = await server.listens();
    server.onLink = (link) => void Object.assign(link, { owed: () => new Promise(() => undefined) });
    await using client = await connectRudeWebSocket(port);
    const close = webSocketFrame(opcodes.close, closePayload(4001), masked);
    const answers = answersTo(client.socket, (socket) => socket.write(close));
    const link = await server.link();
    await until(() => link.story.includes('in close'));
    link.link.close();
    expect(await answers).toEqual(['close 4001']);
    expect(await link.end()).toEqual({
      clean: true,
      reason: 'Disconnected.',
      closeCode: 4001,
      closeReason: '',
    });
    expect(link.story).toEqual(['in close', 'out close', 'closed']);
  });
});
