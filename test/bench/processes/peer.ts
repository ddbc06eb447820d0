/**
 * The other side of conversations: a WebSocket server that echoes, and a TCP server that sends what it is asked for. The first line that
 * a client writes to it says what: `64KiB 536870912` for so many bytes in writes of 64 KiB, `lines 1000000` for so many lines of 100
 * bytes, each written by itself.
 */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { portOf } from '../../support/peers.ts';
import { answerQuestions } from './answer.ts';
import { lineBytes, writeChunks, writeLines } from './writeAll.ts';

const echo = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
echo.on('connection', (socket) => {
  socket.on('message', (bytes, isBinary) => socket.send(bytes, { binary: isBinary }));
});

const source = createServer((socket) => {
  socket.once('data', (request) => void serve(socket, request.toString('latin1')));
  // A client that has seen enough resets; that is the client's business.
  socket.on('error', () => socket.destroy());
});

async function serve(socket: Socket, request: string): Promise<void> {
  const [what, count] = request.trim().split(' ');
  if (what === 'lines') await writeLines(socket, Number(count) / lineBytes);
  else await writeChunks(socket, Number(count));
  socket.end();
}

source.listen(0, '127.0.0.1');
await Promise.all([once(source, 'listening'), echo.address() ? null : once(echo, 'listening')]);
answerQuestions(z.literal('ports'), async () => ({ echo: portOf(echo), source: portOf(source) }));
