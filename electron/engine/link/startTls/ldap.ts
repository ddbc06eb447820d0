import { going, failed, oneAnswer, quote, readyUnless, type Dialogue, type Step } from './dialogue.ts';

/** RFC 4511, section 4.14.1: the name of the extended request. */
const startTlsName = Buffer.from('1.3.6.1.4.1.1466.20037');
const messageId = 1;

/** The tags of RFC 4511 that are read and written here, in BER (X.690). */
const tags = {
  sequence: 0x30,
  integer: 0x02,
  octetString: 0x04,
  enumerated: 0x0a,
  /** [APPLICATION 23], [APPLICATION 24] and the [0] in the first. */
  extendedRequest: 0x77,
  extendedResponse: 0x78,
  requestName: 0x80,
};

/** The results of RFC 4511, appendix A, that a server may give here. */
const resultNames: Readonly<Record<number, string>> = {
  1: 'operationsError',
  2: 'protocolError',
  8: 'strongerAuthRequired',
  10: 'referral',
  50: 'insufficientAccessRights',
  51: 'busy',
  52: 'unavailable',
  53: 'unwillingToPerform',
  80: 'other',
};

/** StartTLS of LDAP, RFC 4511, section 4.14. */
export function ldap(): Dialogue {
  const name = element(tags.requestName, startTlsName);
  const id = element(tags.integer, Uint8Array.of(messageId));
  return oneAnswer(element(tags.sequence, id, element(tags.extendedRequest, name)), judge);
}

/** Short enough for a length of one byte. */
function element(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents);
  return Buffer.concat([Uint8Array.of(tag, content.length), content]);
}

function judge(answer: Uint8Array): Step {
  const message = readElement(answer);
  if (message === 'incomplete')
    return answer[0] === tags.sequence || answer.length === 0 ? going : foreign(answer);
  if (message === 'wrong' || message.tag !== tags.sequence) return foreign(answer);
  const response = readResponse(message.content);
  if (!response) return foreign(answer);
  const said = response.message === '' ? '' : ` It said: ${quote(response.message)}`;
  if (response.id !== messageId) return failed(`The server hung up instead of answering StartTLS.${said}`);
  if (response.code === 0) return readyUnless(message.end < answer.length);
  const name = resultNames[response.code];
  return failed(
    `The server refused StartTLS with result ${response.code}${name ? ` (${name})` : ''}.${said}`,
  );
}

function foreign(answer: Uint8Array): Step {
  return failed(`The server does not speak LDAP. It said: ${quote(Buffer.from(answer).toString('latin1'))}`);
}

interface Response {
  readonly id: number;
  readonly code: number;
  readonly message: string;
}

/** LDAPMessage: id, then ExtendedResponse: result, matched name, message, and more to ignore. Message 0 is the server's own (4.4). */
function readResponse(content: Uint8Array): Response | undefined {
  const [id, operation] = readElements(content, 2);
  if (id?.tag !== tags.integer || operation?.tag !== tags.extendedResponse) return undefined;
  const [code, matched, message] = readElements(operation.content, 3);
  if (code?.tag !== tags.enumerated || matched?.tag !== tags.octetString) return undefined;
  if (message?.tag !== tags.octetString || code.content.length > 4 || id.content.length > 4) return undefined;
  return {
    id: numberOf(id.content),
    code: numberOf(code.content),
    message: Buffer.from(message.content).toString('latin1'),
  };
}

function numberOf(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Where the next element begins. */
  readonly end: number;
}

/** The first elements of a content, as many as there are. */
function readElements(content: Uint8Array, count: number): Element[] {
  const elements: Element[] = [];
  for (let at = 0; elements.length < count;) {
    const read = readElement(content.subarray(at));
    if (typeof read === 'string') break;
    elements.push(read);
    at += read.end;
  }
  return elements;
}

/** X.690, section 8.1; RFC 4511, section 5.1: lengths are definite. */
function readElement(bytes: Uint8Array): Element | 'incomplete' | 'wrong' {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) return 'incomplete';
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  // 4 bytes of length are 4 GiB; 0x80 is the indefinite form.
  if (first === 0x80 || lengthBytes > 4) return 'wrong';
  if (bytes.length < 2 + lengthBytes) return 'incomplete';
  const begin = 2 + lengthBytes;
  const end = begin + (lengthBytes === 0 ? first : numberOf(bytes.subarray(2, begin)));
  return bytes.length < end ? 'incomplete' : { tag, content: bytes.subarray(begin, end), end };
}
