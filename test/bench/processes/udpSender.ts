/** Sends datagrams at a set rate, in bursts of a millisecond, and says how many the operating system took. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { secondsSince } from '../report/statistics.ts';
import { answerQuestions } from './answer.ts';

const question = z.strictObject({ port: z.int(), size: z.int(), perSecond: z.number(), seconds: z.number() });

answerQuestions(question, async ({ port, size, perSecond, seconds }) => {
  const socket = createSocket({ type: 'udp4', sendBufferSize: 4 * 1024 * 1024 });
  socket.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  // A line, for the logs of those who write lines.
  const datagram = Buffer.from(`${'d'.repeat(size - 1)}\n`);
  const count = Math.round(perSecond * seconds);
  let begun = 0;
  let sent = 0;
  const counted = (error: Error | null): void => {
    if (error === null) sent += 1;
  };
  const start = process.hrtime.bigint();
  while (begun < count) {
    const due = Math.min(count, Math.floor(secondsSince(start) * perSecond));
    for (; begun < due; begun += 1) socket.send(datagram, counted);
    await pause(1);
  }
  const tookSeconds = secondsSince(start);
  await new Promise<void>((resolve) => socket.close(resolve));
  return { sent, tookSeconds };
});
