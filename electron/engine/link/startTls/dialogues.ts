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
}

const protocols: Readonly<Record<DialogueProtocol, Protocol>> = {
  smtp: { name: 'SMTP', makeDialogue: smtp },
  imap: { name: 'IMAP', makeDialogue: imap },
  pop3: { name: 'POP3', makeDialogue: pop3 },
  ftp: { name: 'FTP', makeDialogue: ftp },
  xmpp: { name: 'XMPP', makeDialogue: xmpp },
  ldap: { name: 'LDAP', makeDialogue: ldap },
  postgres: { name: 'PostgreSQL', makeDialogue: postgres },
  mysql: { name: 'MySQL', makeDialogue: mysql },
};

/** The name of the protocol in sentences. */
export function nameOfProtocol(protocol: DialogueProtocol): string {
  return protocols[protocol].name;
}

/** The dialogue of a protocol, from its first byte on. */
export function startDialogue(protocol: DialogueProtocol, parts: DialogueParts): Dialogue {
  return limited(protocols[protocol].makeDialogue(parts));
}
