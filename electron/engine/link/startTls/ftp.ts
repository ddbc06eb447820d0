import type { Dialogue } from './dialogue.ts';
import { lineDialogue, refuse, replyTo, textOf, type Conversation } from './lineDialogue.ts';

/** AUTH TLS of FTP, RFC 4217, section 4. */
export function ftp(): Dialogue {
  return lineDialogue(converse());
}

function* converse(): Conversation {
  let greeting = yield* replyTo('', 'FTP');
  // 120: ready in so many minutes; 220 follows (RFC 959, section 5.4).
  while (greeting.code === 120) greeting = yield* replyTo('', 'FTP');
  if (greeting.code !== 220) refuse('The server accepts no clients now.', textOf(greeting));
  const answer = yield* replyTo('AUTH TLS\r\n', 'FTP');
  if (answer.code !== 234) refuse('The server refused AUTH TLS.', textOf(answer));
}
