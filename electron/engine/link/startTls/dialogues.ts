import type { StartTlsProtocol } from '../../../../shared/model/tlsOptions.ts';
import { limited, type Dialogue, type DialogueParts } from './dialogue.ts';
import { ftp } from './ftp.ts';
import { imap } from './imap.ts';
import { ldap } from './ldap.ts';
import { mysql } from './mysql.ts';
import { pop3 } from './pop3.ts';
import { postgres } from './postgres.ts';
import { smtp } from './smtp.ts';
import { xmpp } from './xmpp.ts';

/** The protocols that lead to TLS by a dialogue. */
type DialogueProtocol = Exclude<StartTlsProtocol, 'none'>;

interface Protocol {
  readonly name: string;
  readonly makeDialogue: (parts: DialogueParts) => Dialogue;
  /** What a server may say first, as Latin-1; null where the client begins. */
  readonly greeting: string | null;
}

/** `Protocol::HandshakeV10` of MySQL 8: packet 0 of 47 bytes, version 8, thread 1, all flags, character set 45, zeros as data. */
const mysqlGreeting = `\x2f\0\0\0\x0a8\0\x01\0\0\0${'\0'.repeat(9)}\xff\xff\x2d\x02\0\xff\xff${'\0'.repeat(24)}`;

const protocols: Readonly<Record<DialogueProtocol, Protocol>> = {
  smtp: { name: 'SMTP', makeDialogue: smtp, greeting: '220 \r\n' },
  imap: { name: 'IMAP', makeDialogue: imap, greeting: '* OK \r\n' },
  pop3: { name: 'POP3', makeDialogue: pop3, greeting: '+OK \r\n' },
  ftp: { name: 'FTP', makeDialogue: ftp, greeting: '220 \r\n' },
  xmpp: { name: 'XMPP', makeDialogue: xmpp, greeting: null },
  ldap: { name: 'LDAP', makeDialogue: ldap, greeting: null },
  postgres: { name: 'PostgreSQL', makeDialogue: postgres, greeting: null },
  mysql: { name: 'MySQL', makeDialogue: mysql, greeting: mysqlGreeting },
};

/** The name of the protocol in sentences. */
export function nameOfProtocol(protocol: DialogueProtocol): string {
  return protocols[protocol].name;
}

/** The dialogue of a protocol, from its first byte on. */
export function startDialogue(protocol: DialogueProtocol, parts: DialogueParts): Dialogue {
  return limited(protocols[protocol].makeDialogue(parts));
}

/** What a client says first in a dialogue. */
interface FirstWords {
  readonly bytes: Uint8Array;
  /** It waits for a greeting before. */
  readonly isAnswer: boolean;
}

/** What a client says first, to a server that offers TLS in its greeting if it greets at all. */
export function firstWords(protocol: DialogueProtocol, parts: DialogueParts): FirstWords {
  const { greeting } = protocols[protocol];
  const dialogue = startDialogue(protocol, parts);
  const begun = dialogue.begin();
  const step = greeting === null ? begun : dialogue.receive(Buffer.from(greeting, 'latin1'));
  const bytes = step.state === 'failed' ? undefined : step.send;
  return { bytes: bytes ?? new Uint8Array(), isAnswer: greeting !== null };
}
