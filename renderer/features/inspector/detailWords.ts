import { formatCount } from '../../../shared/base/quantity.ts';
import { formatTimeOfDay } from '../../../shared/base/time.ts';
import { nameOfCloseCode } from '../../../shared/bytes/closeCodes.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import type { RecordDetail, SendOrigin } from '../../../shared/model/recordDetail.ts';
import type { Verification } from '../../../shared/model/facts.ts';
import { formatDate } from '../../state/base/startTime.ts';
import { nameOfOption } from '../../state/workspace/optionNames.ts';

/** What a field of a record is called, and how its value reads; as it stands unless told. */
export interface FieldWords {
  readonly name: string;
  readonly say?: (value: string | number | boolean) => string;
}

/** The paths of the fields of a type, those of nested objects with a dot; a list is one field. */
type PathsOf<Fields> = Fields extends object
  ? {
      [Key in keyof Fields & string]-?: NonNullable<Fields[Key]> extends readonly unknown[]
        ? Key
        : NonNullable<Fields[Key]> extends object
          ? `${Key}.${PathsOf<NonNullable<Fields[Key]>>}`
          : Key;
    }[keyof Fields & string]
  : never;

type DetailPath = PathsOf<RecordDetail>;
type What = Extract<RecordDetail, { what: string }>['what'];

const whatWords: Readonly<Record<What, string>> = {
  link: 'a connection',
  endpoint: 'the endpoint',
  messages: 'messages that the socket refused',
  file: 'a file',
  unsent: 'messages that were not sent',
  datagram: 'a datagram',
  recording: 'the recording',
  client: 'a client',
  warning: 'an option without effect',
  closing: 'bytes that came while closing',
  system: 'datagrams dropped by the system',
  groups: 'multicast groups',
  clock: 'the clock of this machine',
  fragment: 'a fragment of a message',
  fragments: 'fragments of a message that was not completed',
  frame: 'a frame that broke the protocol',
  afterClose: 'bytes after the close frame',
};

const originWords: Readonly<Record<SendOrigin, string>> = {
  opening: 'automatically, after connecting',
  answer: 'automatically, as an answer',
  replay: 'by a replay',
  repeat: 'by a repetition',
  file: 'as part of a file',
};

const verificationWords: Readonly<Record<Verification, string>> = {
  verified: 'verified',
  pinned: 'trusted by fingerprint',
  unverified: 'not verified, as the options say',
  refused: 'refused',
  none: 'no certificate presented',
};

/** What TLS settled on. */
const tls = {
  version: { name: 'TLS version', say: (value) => String(value).replace(/^TLSv/, 'TLS ') },
  cipher: { name: 'Cipher suite' },
  alpn: { name: 'ALPN protocol' },
  serverName: { name: 'Server name (SNI)' },
  isSessionReused: { name: 'TLS session', say: (value) => (value === true ? 'resumed' : 'new') },
  verification: { name: 'Certificate', say: oneOf(verificationWords) },
  problem: { name: 'Certificate problem' },
  subject: { name: 'Certificate subject' },
  issuer: { name: 'Certificate issuer' },
  fingerprint: { name: 'Certificate SHA-256' },
} as const satisfies Readonly<Record<string, FieldWords>>;

/** The words of every field that a record can have. `code` of a close is told apart by its record (`detailRows.ts`). */
export const detailWords: Readonly<Record<DetailPath, FieldWords>> = {
  what: { name: 'About', say: oneOf(whatWords) },
  code: { name: 'Error code' },
  field: { name: 'Option', say: (value) => nameOfOption(String(value)) },
  closeCode: { name: 'Close code', say: closeCode },
  closeReason: { name: 'Close reason' },
  reason: { name: 'Reason' },
  allows: { name: 'Needs the variable' },
  status: { name: 'HTTP status' },

  local: { name: 'Local address' },
  remote: { name: 'Remote address' },
  url: { name: 'Address for clients' },
  proxy: { name: 'Proxy' },
  path: { name: 'Request target' },
  userAgent: { name: 'User agent' },
  subprotocol: { name: 'Subprotocol' },
  'handshake.request': { name: 'Handshake request' },
  'handshake.answer': { name: 'Handshake response' },

  version: tls.version,
  cipher: tls.cipher,
  alpn: tls.alpn,
  serverName: tls.serverName,
  isSessionReused: tls.isSessionReused,
  verification: tls.verification,
  problem: tls.problem,
  'certificate.subject': tls.subject,
  'certificate.issuer': tls.issuer,
  'certificate.fingerprint': tls.fingerprint,
  'tls.version': tls.version,
  'tls.cipher': tls.cipher,
  'tls.alpn': tls.alpn,
  'tls.serverName': tls.serverName,
  'tls.isSessionReused': tls.isSessionReused,
  'tls.verification': tls.verification,
  'tls.problem': tls.problem,
  'tls.certificate.subject': tls.subject,
  'tls.certificate.issuer': tls.issuer,
  'tls.certificate.fingerprint': tls.fingerprint,

  side: { name: 'Ended by', say: oneOf({ us: 'our side (FIN sent)', peer: 'the peer (FIN received)' }) },
  isAnswer: { name: 'Answers a FIN', say: yesOrNo },
  isAutomatic: { name: 'Automatic', say: yesOrNo },
  origin: { name: 'Sent', say: oneOf(originWords) },

  name: { name: 'File' },
  size: { name: 'File size', say: bytes },
  modifiedAt: { name: 'File changed', say: time },
  kind: { name: 'Sent as' },
  sentBytes: { name: 'Sent', say: bytes },
  first: { name: 'First record', say: count },

  number: { name: 'Fragment', say: count },
  isLast: { name: 'Last fragment', say: yesOrNo },
  wholeBytes: { name: 'Length in all', say: bytes },
  isWhole: { name: 'Complete', say: yesOrNo },

  attempt: { name: 'Next attempt', say: count },
  attempts: { name: 'Attempts in a row', say: count },
  delayMs: { name: 'Delay', say: (value) => `${formatCount(Number(value))} ms` },
  at: { name: 'Connects at', say: time },

  did: { name: 'Change', say: oneOf({ joined: 'group joined', left: 'group left' }) },
  groups: { name: 'Groups joined' },
  byUs: { name: 'Clock moved by', say: clockChange },
  disk: { name: 'Disk', say: oneOf({ slow: 'too slow', failing: 'cannot be written' }) },
  isComplete: { name: 'Nothing missing', say: yesOrNo },

  count: { name: 'Messages', say: count },
  bytes: { name: 'Bytes', say: bytes },
  isFurther: { name: 'Reported before', say: yesOrNo },
  payloadsIn: { name: 'Received, not recorded', say: count },
  payloadsOut: { name: 'Sent, not recorded', say: count },
  bytesIn: { name: 'Bytes received, not recorded', say: bytes },
  bytesOut: { name: 'Bytes sent, not recorded', say: bytes },
  events: { name: 'Events not recorded', say: count },
  since: { name: 'From', say: time },
  until: { name: 'To', say: time },
  datagrams: { name: 'Datagrams dropped', say: count },
  receiveBufferBytes: { name: 'Receive buffer', say: bytes },
};

/** A close has its own `code`, which is no error. */
export const closeWords: FieldWords = { name: 'Close code', say: closeCode };

function oneOf(words: Readonly<Record<string, string>>): (value: string | number | boolean) => string {
  return (value) => words[String(value)] ?? String(value);
}

function yesOrNo(value: string | number | boolean): string {
  return value === true ? 'yes' : 'no';
}

function count(value: string | number | boolean): string {
  return formatCount(Number(value));
}

function bytes(value: string | number | boolean): string {
  return formatBytes(Number(value));
}

/** In microseconds since the epoch. */
function time(value: string | number | boolean): string {
  return `${formatDate(Number(value))} ${formatTimeOfDay(Number(value))}`;
}

function closeCode(value: string | number | boolean): string {
  return `${String(value)} ${nameOfCloseCode(Number(value))}`;
}

function clockChange(value: string | number | boolean): string {
  const seconds = Math.abs(Number(value)) / 1_000_000;
  return `${formatCount(Math.floor(seconds))} s ${Number(value) < 0 ? 'back' : 'ahead'}`;
}
