import type { Dialogue } from './dialogue.ts';
import { lineDialogue, refuse, type Conversation } from './lineDialogue.ts';

/** STLS of POP3, RFC 2595, section 4. */
export function pop3(): Dialogue {
  return lineDialogue(converse());
}

function* converse(): Conversation {
  const greeting = yield '';
  if (/^-ERR\b/i.test(greeting)) refuse('The server accepts no clients now.', greeting);
  if (!isOk(greeting)) refuse('The server does not speak POP3.', greeting);
  const answer = yield 'STLS\r\n';
  if (!isOk(answer)) refuse('The server refused STLS.', answer);
}

function isOk(line: string): boolean {
  return /^\+OK(?: |$)/i.test(line);
}
