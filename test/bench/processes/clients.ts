/** Many WebSocket clients in one process, each of which sends at a steady pace, out of step with the others. */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { secondsSince, total } from '../report/statistics.ts';
import { answerQuestions } from './answer.ts';

const question = z.strictObject({
  url: z.string(),
  clients: z.int(),
  perSecond: z.number(),
  seconds: z.number(),
});
/** As many connect at once; the rest of them waits, as a queue of a server is only so long. */
const connectingAtOnce = 100;
const tickMs = 5;

class Client {
  sent = 0;
  private readonly socket: WebSocket;

  constructor(socket: WebSocket) {
    this.socket = socket;
  }

  static async connect(url: string): Promise<Client> {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    await once(socket, 'open');
    return new Client(socket);
  }

  sendUpTo(due: number, message: Buffer): void {
    for (; this.sent < due; this.sent += 1) this.socket.send(message);
  }

  async close(): Promise<void> {
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }
}

answerQuestions(question, async ({ url, clients, perSecond, seconds }) => {
  const all: Client[] = [];
  while (all.length < clients) {
    const next = Math.min(connectingAtOnce, clients - all.length);
    all.push(...(await Promise.all(Array.from({ length: next }, () => Client.connect(url)))));
  }
  const message = Buffer.alloc(64, 'm');
  const each = Math.round(perSecond * seconds);
  const start = process.hrtime.bigint();
  for (let isDone = false; !isDone;) {
    const elapsed = secondsSince(start) * perSecond;
    isDone = true;
    for (const [index, client] of all.entries()) {
      client.sendUpTo(Math.min(each, Math.floor(elapsed + index / clients)), message);
      isDone &&= client.sent === each;
    }
    await pause(tickMs);
  }
  const tookSeconds = secondsSince(start);
  await Promise.all(all.map((client) => client.close()));
  return { sent: total(all.map(({ sent }) => sent)), tookSeconds };
});
