import { fail, ok, type Result, type TextProblem } from '../base/result.ts';
import { parseBase64 } from '../bytes/base64.ts';
import { parseEscapedText } from '../bytes/escapedText.ts';
import { parseHex } from '../bytes/hex.ts';
import type { Encoding } from '../bytes/encodings.ts';
import { parsePlainText } from '../bytes/plainText.ts';
import { factsOf, isWebSocket, type EndpointKind } from './endpointKinds.ts';
import { messageProblem, type Destination, type MessageProblem } from './messageProblem.ts';
import type { OutgoingMessage, SendKind } from './sending.ts';
import { bytesOfTerminator, type TextOptions } from './textOptions.ts';

type Read = Result<Uint8Array<ArrayBuffer>, TextProblem>;

const readers = {
  text: parseEscapedText,
  plain: parsePlainText,
  hex: (text) => parseHex(text),
  base64: (text) => parseBase64(text),
} as const satisfies Readonly<Record<string, (text: string, encoding: Encoding) => Read>>;

/** The way in which a text stands for bytes: `text` is characters with escapes (`\r\n`, `\x00`), `plain` is characters without any. */
type MessageFormat = keyof typeof readers;

/** True for a format in which characters are written, which have an encoding, and may be followed by a terminator. */
function isTextFormat(format: MessageFormat): boolean {
  return format === 'text' || format === 'plain';
}

/** A text, and how it stands for bytes. */
export interface WrittenText extends TextOptions {
  readonly format: MessageFormat;
  readonly text: string;
}

/** A message as a person writes it: in the composer, among those that are sent after connecting, and on the command line. */
export interface WrittenMessage extends WrittenText {
  readonly kind: SendKind;
}

/** Why a text cannot be read. `place` is the part of it that is to blame; null where it is not in the text. */
export interface UnreadableText {
  readonly message: string;
  readonly place: TextProblem | null;
}

/** Why a written message cannot be sent. */
type WrittenProblem =
  | (MessageProblem & { readonly place: null })
  | (UnreadableText & { readonly code: 'unreadable' });

/** Reads the bytes that a text stands for: the terminator is among them. */
export function bytesOfText(written: WrittenText): Result<Uint8Array<ArrayBuffer>, UnreadableText> {
  const { format, text, encoding, terminator } = written;
  const read = readers[format](text, encoding);
  if (!read.ok) return fail({ message: read.problem.message, place: read.problem });
  if (terminator === '' || !isTextFormat(format)) return read;
  const end = bytesOfTerminator(written);
  if (!end.ok) return fail({ message: end.problem.message, place: null });
  const bytes = new Uint8Array(read.value.length + end.value.length);
  bytes.set(read.value);
  bytes.set(end.value, read.value.length);
  return ok(bytes);
}

/** Reads the bytes of a written message, and checks that they can be sent to the destination. */
export function readMessage(
  message: WrittenMessage,
  destination: Destination,
): Result<OutgoingMessage, WrittenProblem> {
  const read = bytesOfText(message);
  if (!read.ok) return fail({ code: 'unreadable', ...read.problem });
  const outgoing = { kind: message.kind, bytes: read.value };
  const problem = writtenProblem(message, read.value, destination);
  return problem === null ? ok(outgoing) : fail({ ...problem, place: null });
}

/** Why a written message with these bytes cannot be sent to the destination; null when it can. */
export function writtenProblem(
  message: WrittenMessage,
  bytes: Uint8Array,
  destination: Destination,
): MessageProblem | null {
  return (
    encodingProblem(message, destination.kind) ?? messageProblem({ kind: message.kind, bytes }, destination)
  );
}

/** Why a text in its encoding cannot be sent as what it is to be; null when it can. */
function encodingProblem(
  { kind, format, encoding }: WrittenMessage,
  endpoint: EndpointKind,
): MessageProblem | null {
  if (!isTextFormat(format) || isEncodingSentAs(kind, encoding) || !isWebSocket(endpoint)) return null;
  const message =
    'A WebSocket text message is UTF-8 (RFC 6455). Choose that, or send this as a binary message.';
  return { code: 'notUtf8', message };
}

/** True when text in this encoding may be sent as this kind: a text message is UTF-8 (RFC 6455, section 5.6). */
export function isEncodingSentAs(kind: SendKind, encoding: Encoding): boolean {
  return kind !== 'text' || encoding === 'utf-8';
}

/** The kind that a message in this format and encoding is sent as, unless a person chooses another one. */
export function usualKindOf(
  endpoint: EndpointKind,
  format: MessageFormat,
  encoding: Encoding = 'utf-8',
): SendKind {
  const { sends } = factsOf(endpoint);
  const wanted = isTextFormat(format) && encoding === 'utf-8' ? 'text' : 'binary';
  return sends.includes(wanted) ? wanted : sends[0];
}
