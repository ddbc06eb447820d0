import type { Dialogue } from './dialogue.ts';
import { lineDialogue, refuse, type Conversation } from './lineDialogue.ts';

const tag = 'w1';

/** STARTTLS of IMAP, RFC 9051, section 6.2.1 (RFC 3501 has the same). */
export function imap(): Dialogue {
  return lineDialogue(converse());
}

function* converse(): Conversation {
  const greeting = yield '';
  const [, status = ''] = /^\* (OK|PREAUTH|BYE)(?: |$)/i.exec(greeting) ?? [];
  switch (status.toUpperCase()) {
    case 'OK':
      break;
    case 'PREAUTH':
      refuse('The server treats this connection as logged in, which excludes STARTTLS.', greeting);
    case 'BYE':
      refuse('The server accepts no clients now.', greeting);
    default:
      refuse('The server does not speak IMAP.', greeting);
  }
  const capabilities = /\[CAPABILITY ([^\]]*)\]/i.exec(greeting)?.[1];
  if (capabilities !== undefined && !/(?:^| )STARTTLS(?: |$)/i.test(capabilities)) {
    refuse('The server does not offer STARTTLS.', greeting);
  }
  let answer = yield `${tag} STARTTLS\r\n`;
  while (answer.startsWith('* ') && !/^\* BYE\b/i.test(answer)) answer = yield '';
  if (!new RegExp(`^${tag} OK(?: |$)`, 'i').test(answer)) refuse('The server refused STARTTLS.', answer);
}
