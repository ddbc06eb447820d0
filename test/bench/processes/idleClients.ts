/** TCP clients in one process that say nothing, and stay until their owner is gone. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { z } from 'zod';
import { answerQuestions } from './answer.ts';

const question = z.strictObject({ port: z.int(), clients: z.int() });
/** As many connect at once; the rest of them waits, as a queue of a server is only so long. */
const connectingAtOnce = 100;
/** 20 ports, from the first client to the last: whose can be searched for. */
const toldPorts = 20;
const sockets: Socket[] = [];

async function connectOne(port: number): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port });
  await once(socket, 'connect');
  return socket.resume();
}

answerQuestions(question, async ({ port, clients }) => {
  while (sockets.length < clients) {
    const next = Math.min(connectingAtOnce, clients - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length: next }, () => connectOne(port)))));
  }
  const apart = Math.ceil(sockets.length / toldPorts);
  const told = sockets.filter((_, place) => place % apart === 0);
  return { clients: sockets.length, ports: told.map(({ localPort }) => localPort) };
});
