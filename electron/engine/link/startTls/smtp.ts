import type { Dialogue } from './dialogue.ts';
import { lineDialogue, refuse, replyTo, textOf, type Conversation } from './lineDialogue.ts';

/** STARTTLS of SMTP, RFC 3207. */
export function smtp(): Dialogue {
  return lineDialogue(converse());
}

function* converse(): Conversation {
  const greeting = yield* replyTo('', 'SMTP');
  if (greeting.code !== 220) refuse('The server accepts no mail now.', textOf(greeting));
  // A client without a name of its own gives its address (RFC 5321, section 4.1.4).
  const hello = yield* replyTo('EHLO [127.0.0.1]\r\n', 'SMTP');
  if (hello.code !== 250) refuse('The server did not answer EHLO with its extensions.', textOf(hello));
  const [, ...extensions] = hello.lines;
  if (!extensions.some((extension) => /^STARTTLS\b/i.test(extension))) {
    refuse('The server does not offer STARTTLS.', textOf(hello));
  }
  const answer = yield* replyTo('STARTTLS\r\n', 'SMTP');
  if (answer.code !== 220) refuse('The server refused STARTTLS.', textOf(answer));
}
