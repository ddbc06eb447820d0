/**
 * A WebSocket server that sends to the client that came last, at a set rate. Its frames are made once and written many at a time: what is
 * measured is who receives them.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { portOf } from '../../support/peers.ts';
import { secondsSince } from '../report/statistics.ts';
import { answerQuestions } from './answer.ts';

const question = z.union([
  z.literal('port'),
  z.literal('connected'),
  z.strictObject({ perSecond: z.number(), seconds: z.number(), size: z.int().max(125) }),
]);
/** RFC 6455, section 1.3. */
const acceptSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const tickMs = 5;

let client: Duplex | null = null;
/** Resolves when somebody has connected since it was asked for the last time. */
let connected = Promise.withResolvers<void>();
const server = createServer();
server.on('upgrade', (request, socket) => {
  const key = request.headers['sec-websocket-key'] ?? '';
  const accept = createHash('sha1')
    .update(key + acceptSuffix)
    .digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  socket.on('error', () => socket.destroy());
  socket.resume();
  client = socket;
  connected.resolve();
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

/** A final frame of text, not masked: RFC 6455, section 5.2. */
function frameOf(size: number): Buffer {
  return Buffer.concat([Buffer.of(0x81, size), Buffer.alloc(size, 'flood ')]);
}

async function flood(socket: Duplex, perSecond: number, seconds: number, frame: Buffer): Promise<number> {
  const count = Math.round(perSecond * seconds);
  const block = Buffer.alloc(frame.length * 1000, frame);
  const start = process.hrtime.bigint();
  for (let sent = 0; sent < count;) {
    const due = Math.min(count, Math.floor(secondsSince(start) * perSecond)) - sent;
    const frames = Math.min(due, 1000);
    if (frames > 0 && !socket.write(block.subarray(0, frames * frame.length))) await once(socket, 'drain');
    sent += Math.max(frames, 0);
    if (due <= 1000) await pause(tickMs);
  }
  return secondsSince(start);
}

answerQuestions(question, async (asked) => {
  if (asked === 'port') return { port: portOf(server) };
  if (asked === 'connected') {
    await connected.promise;
    connected = Promise.withResolvers();
    return null;
  }
  const socket = client;
  if (!socket) throw new Error('Nobody has connected.');
  const tookSeconds = await flood(socket, asked.perSecond, asked.seconds, frameOf(asked.size));
  return { sent: Math.round(asked.perSecond * asked.seconds), tookSeconds };
});
