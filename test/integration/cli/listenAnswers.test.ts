import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import {
  closePayload,
  connectRudeWebSocket,
  opcodes,
  parseFrames,
  webSocketFrame,
} from '../../support/rudePeers.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';
import { WirebenchHere } from '../../support/wirebenchHere.ts';

const masked = { mask: [0xa1, 0xb2, 0xc3, 0xd4] };
const text = (payload: string, final = true): Buffer =>
  webSocketFrame(opcodes.text, payload, { ...masked, final });
const more = (payload: string, final: boolean): Buffer =>
  webSocketFrame(opcodes.continuation, payload, { ...masked, final });
const ping = (payload: string): Buffer => webSocketFrame(opcodes.ping, payload, masked);
const close = webSocketFrame(opcodes.close, closePayload(1000), masked);
/** A text frame with RSV1 to RSV3 by its three bits. */
const reserved = (bits: number): Buffer => Buffer.from(text('Hello')).fill(0x81 | (bits << 4), 0, 1);
const opcode = (code: number): Buffer => webSocketFrame(code, 'x', masked);
const messages = Array.from({ length: 1000 }, (_, index) => `message ${index}`);
const large = 'x'.repeat(256 * 1024);

let server: WirebenchHere;
let port: number;

/** What is answered, until the server hangs up. */
async function answers(write: (socket: Socket) => unknown): Promise<string[]> {
  await using client = await connectRudeWebSocket(port);
  const { socket } = client;
  const answered: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => answered.push(bytes));
  write(socket);
  if (!socket.closed) await once(socket, 'close');
  return parseFrames(Buffer.concat(answered)).map((frame) => {
    if (frame.opcode === opcodes.close) return `close ${frame.payload.readUInt16BE(0)}`;
    const content = frame.payload.length > 1000 ? `${frame.payload.length} bytes` : frame.payload.toString();
    return frame.opcode === opcodes.pong ? `pong ${content}` : content;
  });
}

async function byteByByte(socket: Socket, bytes: Buffer): Promise<void> {
  socket.setNoDelay(true);
  for (const byte of bytes) {
    await new Promise<void>((resolve) => {
      socket.write(Buffer.of(byte), () => resolve());
    });
  }
}

beforeAll(async () => {
  server = new WirebenchHere(['listen', 'ws://127.0.0.1:0', '--echo', '--json', '--quiet']);
  port = Number((await server.url()).port);
});

afterAll(() => server.interrupt());

describe('a WebSocket echo', () => {
  // The names of the cases of the Autobahn suite where there is one.
  const cases: readonly (readonly [what: string, sent: Buffer[], answered: string[]])[] = [
    [
      'five messages and a close',
      [...messages.slice(0, 5).map((each) => text(each)), close],
      [...messages.slice(0, 5), 'close 1000'],
    ],
    [
      'a thousand messages and a close',
      [...messages.map((each) => text(each)), close],
      [...messages, 'close 1000'],
    ],
    [
      '3.2: a message, a frame with a reserved bit, a ping',
      [text('Hello'), reserved(2), ping('late')],
      ['Hello', 'close 1002'],
    ],
    [
      '3.4: a message, a frame with a reserved bit',
      [text('Hello'), reserved(4), ping('late')],
      ['Hello', 'close 1002'],
    ],
    ['4.1.3: a message, opcode 5, a ping', [text('Hello'), opcode(5), ping('late')], ['Hello', 'close 1002']],
    [
      '4.2.5: a message, opcode 15, a ping',
      [text('Hello'), opcode(15), ping('late')],
      ['Hello', 'close 1002'],
    ],
    [
      '5.15: a fragmented message, then continuations of nothing',
      [text('fragment1', false), more('fragment2', true), more('fragment3', false), text('fragment4', true)],
      ['fragment1fragment2', 'close 1002'],
    ],
    [
      '7.1.6: 256 KiB, a message, a close, a ping',
      [text(large), text('Hello'), close, ping('late')],
      ['262144 bytes', 'Hello', 'close 1000'],
    ],
    [
      'a ping between, and a close without a code',
      [text('Hello'), ping('now'), webSocketFrame(opcodes.close, closePayload(4321, 'bye'), masked)],
      ['Hello', 'pong now', 'close 4321'],
    ],
  ];

  it.each(cases)(
    'answers all that was sent before the end, in one write: %s',
    async (_what, sent, expected) => {
      expect(await answers((socket) => socket.write(Buffer.concat(sent)))).toEqual(expected);
    },
  );

  it.each(cases)('answers it with our side ended right behind: %s', async (_what, sent, expected) => {
    expect(await answers((socket) => socket.end(Buffer.concat(sent)))).toEqual(expected);
  });

  it.each(cases.filter(([, sent]) => Buffer.concat(sent).length < 1000))(
    'answers it byte by byte: %s',
    async (_what, sent, expected) => {
      expect(await answers((socket) => void byteByByte(socket, Buffer.concat(sent)))).toEqual(expected);
    },
  );

  it('answers a message whose close comes as a second write', async () => {
    const twoWrites = (socket: Socket): void => {
      socket.write(text('Hello'), () => socket.write(close));
    };
    for (let count = 0; count < 20; count += 1) {
      expect(await answers(twoWrites)).toEqual(['Hello', 'close 1000']);
    }
  });

  it('answers 8 MiB to a client that closes at once and reads slowly', async () => {
    const client = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
    await once(client, 'open');
    client.pause();
    const received: number[] = [];
    client.on('message', (bytes: Buffer) => received.push(bytes.length));
    for (let count = 0; count < 8; count += 1) client.send(Buffer.alloc(1024 * 1024));
    client.close();
    await until(() => client.bufferedAmount === 0);
    client.resume();
    await once(client, 'close');
    expect(received).toEqual(Array.from({ length: 8 }, () => 1024 * 1024));
  });

  it('has nothing to complain of in the end', async () => {
    const { status, stderr } = await server.interrupt();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('a WebSocket echo over TLS', () => {
  it('answers messages and the close, though the client has ended right behind them', async () => {
    const echo = new WirebenchHere([
      ...['listen', 'wss://127.0.0.1:0', '--self-signed', '--echo', '--json', '--quiet'],
    ]);
    const { port: securePort } = await echo.url();
    const client = connectTls({ port: Number(securePort), host: '127.0.0.1', rejectUnauthorized: false });
    client.on('error', () => undefined);
    await once(client, 'secureConnect');
    client.write(
      'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await once(client, 'data');
    const answered: Buffer[] = [];
    client.on('data', (bytes: Buffer) => answered.push(bytes));
    client.end(Buffer.concat([text('one'), text('two'), close]));
    await once(client, 'close');
    const frames = parseFrames(Buffer.concat(answered)).map(({ payload }) => payload.toString('latin1'));
    expect(frames).toEqual(['one', 'two', '\x03\xe8']);
    await echo.interrupt();
  });
});

describe('an echo over a socket whose peer does not read', () => {
  it('takes no more than it can answer, ends when it is told to, and says what it still owed', async () => {
    const echo = new WirebenchHere(['listen', 'ws://127.0.0.1:0', '--echo', '--json', '--quiet']);
    const client = new WebSocket(await echo.url(), { perMessageDeflate: false });
    await once(client, 'open');
    client.pause();
    const piece = Buffer.alloc(1024 * 1024);
    for (let count = 0; count < 96; count += 1) client.send(piece);
    let left = -1;
    let still = 0;
    // What it takes comes to an end: nothing has left for a while.
    await until(() => {
      still = client.bufferedAmount === left ? still + 1 : 0;
      left = client.bufferedAmount;
      return still >= 100;
    });
    expect(left).toBeGreaterThan(32 * piece.length);
    const { status, stderr } = await echo.interrupt();
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^\d+ messages \([\d,]+ bytes\) were not sent, or only in part, when our side ended\.\n$/,
    );
    client.terminate();
  });
});

describe('an echo of datagrams', () => {
  it.each([
    ['::1', 'udp6', 65_508],
    ['::1', 'udp6', 65_527],
    ['127.0.0.1', 'udp4', 65_507],
  ] as const)('comes back whole over %s (%s) with %i bytes', async (host, type, size) => {
    const where = type === 'udp6' ? `[${host}]` : host;
    const echo = new WirebenchHere(['listen', `udp://${where}:0`, '--echo', '--until', '1', '--json']);
    const url = await echo.url();
    const socket = createSocket(type);
    const answered = once(socket, 'message');
    socket.send(Buffer.alloc(size, 'd'), Number(url.port), host);
    const [datagram] = (await answered) as [Buffer];
    socket.close();
    expect(datagram.length).toBe(size);
    const { status, stderr } = await echo.finished;
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('an answer that cannot be sent', () => {
  it('is said, with status 1', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'echo');
    const echo = new WirebenchHere(['listen', `unix:${path}`, '--echo']);
    await echo.firstLine();
    const socket = connect(path);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    // It does not read, so that answers wait, and goes.
    socket.pause();
    for (let count = 0; count < 32; count += 1) socket.write(Buffer.alloc(65_536));
    await until(() => socket.writableLength === 0);
    socket.destroy();
    await echo.prints(/Not sent either/);
    const { stdout, status, stderr } = await echo.interrupt();
    expect(status).toBe(1);
    // What the system reports first: ECONNRESET of what was read, or EPIPE of what was written.
    expect(stderr).toMatch(
      /^(?:An answer|\d+ answers) .* not sent\. .*to peer 1 \(.*(?:reset the connection|has closed the connection, so nothing more can be sent)\.$/m,
    );
    expect(stdout.match(/The last message was not sent: /g)).toHaveLength(1);
  });
});
