/** Connects to a TCP port, writes lines of 100 bytes or chunks of 64 KiB as fast as they are taken, and hangs up. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { z } from 'zod';
import { answerQuestions } from './answer.ts';
import { lineBytes, writeChunks, writeLines } from './writeAll.ts';

const question = z.strictObject({ port: z.int(), what: z.enum(['lines', 'chunks']), total: z.int() });

answerQuestions(question, async ({ port, what, total }) => {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  if (what === 'lines') await writeLines(socket, total / lineBytes);
  else await writeChunks(socket, total);
  socket.end();
  socket.resume();
  await once(socket, 'close');
  return null;
});
