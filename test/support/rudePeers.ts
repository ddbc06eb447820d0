import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { tcpPeer, type TcpPeer } from './peers.ts';

/** Accepts and leaves the rest to the test: what no library would do. It may go on writing after the other side has ended. */
export function startRudePeer(accept?: (socket: Socket) => void): Promise<TcpPeer> {
  return tcpPeer(accept, { allowHalfOpen: true });
}

/** Writes the bytes, then cuts the connection with RST once they have left. */
export function writeAndReset(socket: Socket, bytes: Uint8Array | string): void {
  socket.write(bytes, () => socket.resetAndDestroy());
}

const hangingListener = `
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    require('node:fs').writeSync(1, String(server.address().port) + '\\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

/** A program that listens and never accepts, with its backlog full: whoever connects now gets no answer. Linux only. */
export async function startHangingListener(): Promise<TcpPeer> {
  const child = spawn(process.execPath, ['-e', hangingListener], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(line.toString());
  const sockets = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  await Promise.all(sockets.slice(0, 2).map((socket) => once(socket, 'connect')));
  return {
    port,
    sockets,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

/** Answers every request with this, byte for byte, and then hangs up or not. */
export function startHttpAnswer(answer: string, hangUp = true): Promise<TcpPeer> {
  return startRudePeer((socket) => {
    socket.once('data', () => {
      if (hangUp) socket.end(answer);
      else socket.write(answer);
    });
  });
}

/** Answers a WebSocket handshake with these bytes, in which `{accept}` becomes what the client's key asks for; byte by byte if told to. */
export function startHandshakeAnswer(
  answer: string,
  pace: 'at once' | 'byte by byte' = 'at once',
): Promise<TcpPeer> {
  return startRudePeer((socket) => {
    socket.setNoDelay(true);
    socket.once('data', (request) => {
      const text = answer.replace('{accept}', acceptFor(request.toString('latin1')));
      const pieces = pace === 'at once' ? [text] : text.split('');
      const next = (): void => {
        const piece = pieces.shift();
        if (piece === undefined) socket.end();
        else socket.write(piece, 'latin1', () => setImmediate(next));
      };
      next();
    });
  });
}

/** A WebSocket server by hand: shakes hands, then `afterHandshake` writes what it wants. */
export function startRudeWebSocketServer(
  afterHandshake: (socket: Socket) => void,
  subprotocolLine = '',
): Promise<TcpPeer> {
  return startRudePeer((socket) => {
    socket.once('data', (request) => {
      socket.write(`${switchingProtocols(request.toString('latin1'))}${subprotocolLine}\r\n`);
      afterHandshake(socket);
    });
  });
}

function switchingProtocols(request: string): string {
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptFor(request)}\r\n`;
}

function acceptFor(request: string): string {
  const key = /^sec-websocket-key: *(\S+)/im.exec(request)?.[1] ?? '';
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
}

/** A WebSocket client by hand: the socket after the handshake, with what the server said in it. */
export async function connectRudeWebSocket(
  port: number,
  request: { readonly path?: string; readonly headers?: readonly string[] } = {},
): Promise<{ socket: Socket; answer: string; [Symbol.asyncDispose](): Promise<void> }> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  const lines = [
    `GET ${request.path ?? '/'} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...(request.headers ?? []),
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  return {
    socket,
    answer: answer.toString('latin1'),
    [Symbol.asyncDispose]: async () => {
      socket.destroy();
      if (!socket.closed) await once(socket, 'close');
    },
  };
}

/** Sends text as it is and gives everything that came until the other side hung up, as Latin-1. */
export async function exchangeText(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A reset is an end as well; what counts is what had come until then.
  socket.on('error', () => undefined);
  socket.write(text, 'latin1');
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  return Buffer.concat(chunks).toString('latin1');
}

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** One frame on the wire (RFC 6455, section 5.2). Clients mask; without a `mask`, it is all zeros, which leaves the payload readable. */
export function webSocketFrame(
  opcode: number,
  payload: Uint8Array | string,
  options: {
    readonly masked?: boolean;
    readonly mask?: readonly number[];
    readonly final?: boolean;
  } = {},
): Buffer {
  const { mask = [0, 0, 0, 0], masked = options.mask !== undefined } = options;
  const bytes = Buffer.from(payload).map((byte, index) => (masked ? byte ^ (mask[index % 4] ?? 0) : byte));
  const maskBit = masked ? 0x80 : 0;
  const head = Buffer.alloc(bytes.length < 126 ? 2 : bytes.length < 65_536 ? 4 : 10);
  head[0] = (options.final === false ? 0 : 0x80) | opcode;
  if (bytes.length < 126) head[1] = maskBit | bytes.length;
  else if (bytes.length < 65_536) {
    head[1] = maskBit | 126;
    head.writeUInt16BE(bytes.length, 2);
  } else {
    head[1] = maskBit | 127;
    head.writeBigUInt64BE(BigInt(bytes.length), 2);
  }
  return Buffer.concat(masked ? [head, Buffer.from(mask), bytes] : [head, bytes]);
}

/** The status code and reason of a close frame. */
export function closePayload(code: number, reason = ''): Buffer {
  const bytes = Buffer.alloc(2 + Buffer.byteLength(reason));
  bytes.writeUInt16BE(code, 0);
  bytes.write(reason, 2);
  return bytes;
}

/** Cuts what came over a socket into frames, unmasked. */
export function parseFrames(bytes: Buffer): { opcode: number; payload: Buffer }[] {
  const frames: { opcode: number; payload: Buffer }[] = [];
  for (let at = 0; at + 2 <= bytes.length;) {
    const opcode = bytes.readUInt8(at) & 0x0f;
    const second = bytes.readUInt8(at + 1);
    const short = second & 0x7f;
    let start = at + 2;
    let length = short;
    if (short === 126) {
      length = bytes.readUInt16BE(start);
      start += 2;
    } else if (short === 127) {
      length = Number(bytes.readBigUInt64BE(start));
      start += 8;
    }
    const mask = second & 0x80 ? bytes.subarray(start, start + 4) : Buffer.alloc(4);
    if (second & 0x80) start += 4;
    if (start + length > bytes.length) break;
    const payload = Buffer.from(bytes.subarray(start, start + length)).map(
      (byte, index) => byte ^ (mask[index % 4] ?? 0),
    );
    frames.push({ opcode, payload: Buffer.from(payload) });
    at = start + length;
  }
  return frames;
}
