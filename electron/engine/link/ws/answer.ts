import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { quoted } from '../http/quoted.ts';

/** Our request, as far as the answer must match it. */
interface WsRequest {
  /** The value of Sec-WebSocket-Key. */
  readonly key: string;
  readonly subprotocols: readonly string[];
}

/** A fault in an answer of 101: a sentence whose subject, the sender, is left out, and the option that may fix it. */
interface WsAnswerFault {
  readonly says: string;
  readonly field: string | null;
}

/** The part of an answer that is checked: every header as it came, names and values in turn. */
type Answer = Pick<IncomingMessage, 'rawHeaders'>;

/** Checks everything that RFC 6455, section 4.1, requires of an answer of 101; null when all of it is right. */
export function faultOfAnswer(answer: Answer, request: WsRequest): WsAnswerFault | null {
  const says =
    faultOfUpgrade(valuesOf(answer, 'upgrade')) ??
    faultOfConnection(valuesOf(answer, 'connection')) ??
    faultOfAccept(valuesOf(answer, 'sec-websocket-accept'), acceptFor(request.key)) ??
    faultOfExtensions(valuesOf(answer, 'sec-websocket-extensions'));
  if (says !== null) return { says, field: null };
  const chosen = faultOfSubprotocol(valuesOf(answer, 'sec-websocket-protocol'), request.subprotocols);
  return chosen === null ? null : { says: chosen, field: 'subprotocols' };
}

function valuesOf({ rawHeaders }: Answer, name: string): string[] {
  return rawHeaders
    .filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name)
    .map((value) => value.trim());
}

const droppedOnTheWay =
  'A proxy on the way may have dropped it; otherwise the path does not lead to a WebSocket server.';

function faultOfUpgrade(values: readonly string[]): string | null {
  const [value] = values;
  if (value === undefined) {
    return `answered 101 without the header Upgrade, so nothing was agreed on (RFC 6455, section 4.1). ${droppedOnTheWay}`;
  }
  if (values.length === 1 && value.toLowerCase() === 'websocket') return null;
  return `answered 101 with Upgrade: ${listed(values)}, which must be “websocket” (RFC 6455, section 4.1). Check that the path leads to a WebSocket server.`;
}

function faultOfConnection(values: readonly string[]): string | null {
  if (values.length === 0) {
    return `answered 101 without the header Connection, which must say “Upgrade” (RFC 6455, section 4.1). ${droppedOnTheWay}`;
  }
  const tokens = values.flatMap((value) => value.toLowerCase().split(',')).map((token) => token.trim());
  if (tokens.includes('upgrade')) return null;
  return `answered 101 with Connection: ${listed(values)}, which must say “Upgrade” (RFC 6455, section 4.1). A proxy on the way may have changed it.`;
}

/** RFC 6455, section 1.3. */
function acceptFor(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
}

function faultOfAccept(values: readonly string[], wanted: string): string | null {
  const [value] = values;
  if (value === undefined) {
    return 'answered 101 without Sec-WebSocket-Accept, so nothing shows that it speaks WebSocket (RFC 6455, section 4.1). Check that the path leads to a WebSocket server.';
  }
  if (values.length > 1) {
    return `answered 101 with ${values.length} Sec-WebSocket-Accept headers (${listed(values)}); there must be exactly one (RFC 6455, section 11.3.3). Its WebSocket library is at fault.`;
  }
  if (value === wanted) return null;
  return `answered the handshake with a wrong Sec-WebSocket-Accept: ${quoted(value)} instead of “${wanted}”, which our key requires (RFC 6455, section 4.1). Something on the way may answer from a cache; otherwise it is not a WebSocket server.`;
}

/** None is offered, so that the bytes on the wire are those of the messages. */
function faultOfExtensions(values: readonly string[]): string | null {
  if (values.length === 0) return null;
  if (values.every((value) => value === '')) {
    return 'answered with an empty Sec-WebSocket-Extensions, which RFC 6455, section 9.1, does not allow: the header names an extension, or is left out. Its WebSocket library is at fault.';
  }
  return `chose an extension that was not offered: ${listed(values)}. Wirebench offers none (RFC 6455, section 9.1); its WebSocket library is at fault.`;
}

function faultOfSubprotocol(values: readonly string[], offered: readonly string[]): string | null {
  const [value] = values;
  if (value === undefined) {
    return offered.length === 0
      ? null
      : `knows none of the subprotocols that were offered (${offered.map(quoted).join(', ')}). Change or clear “Subprotocols”.`;
  }
  if (values.length > 1) {
    return `chose a subprotocol ${values.length === 2 ? 'twice' : `${values.length} times`} (${listed(values)}), but may choose only once (RFC 6455, section 11.3.4). Its WebSocket library is at fault.`;
  }
  return offered.includes(value) ? null : faultOfChoice(value, offered);
}

function faultOfChoice(value: string, offered: readonly string[]): string {
  if (value === '') {
    return 'answered with an empty Sec-WebSocket-Protocol. It must name one of the subprotocols that were offered, or leave the header out (RFC 6455, section 4.2.2); its WebSocket library is at fault.';
  }
  const sameLetters = offered.find((each) => each.toLowerCase() === value.toLowerCase());
  if (sameLetters !== undefined) {
    return `chose the subprotocol ${quoted(value)}, but ${quoted(sameLetters)} was offered: the names are case-sensitive (RFC 6455, section 4.1). Write it under “Subprotocols” as the server does.`;
  }
  if (value.includes(',')) {
    return `chose several subprotocols at once (${quoted(value)}), but may choose only one (RFC 6455, section 11.3.4). Its WebSocket library is at fault.`;
  }
  if (offered.length === 0) {
    return `chose the subprotocol ${quoted(value)}, although none was offered (RFC 6455, section 4.1). Add it under “Subprotocols”.`;
  }
  return `chose a subprotocol that was not offered: ${quoted(value)}. Add it under “Subprotocols”.`;
}

function listed(values: readonly string[]): string {
  return values.map(quoted).join(', ');
}
