/** Receives and throws away, for those who only look on. Gives the port of a fresh listener, or connects to a WebSocket server. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { portOf } from '../../support/peers.ts';
import { answerQuestions } from './answer.ts';

const question = z.union([z.literal('tcp'), z.literal('udp'), z.strictObject({ webSocket: z.int() })]);

async function listenTcp(): Promise<number> {
  const server = createServer({ allowHalfOpen: false }, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.resume();
    // One sender, and it is done.
    server.close();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return portOf(server);
}

async function bindUdp(): Promise<number> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4 * 1024 * 1024 });
  socket.on('message', () => undefined);
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return portOf(socket);
}

async function connectWebSocket(port: number): Promise<null> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: false });
  socket.on('message', () => undefined);
  socket.on('error', () => socket.terminate());
  await once(socket, 'open');
  return null;
}

answerQuestions(question, async (asked) => {
  if (asked === 'tcp') return { port: await listenTcp() };
  if (asked === 'udp') return { port: await bindUdp() };
  return connectWebSocket(asked.webSocket);
});
