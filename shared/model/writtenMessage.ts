import { z } from 'zod';
import { fail, ok, type Result, type TextProblem } from '../base/result.ts';
import { parseBase64 } from '../bytes/base64.ts';
import { ByteWriter } from '../bytes/byteWriter.ts';
import { parseEscapedText } from '../bytes/escapedText.ts';
import { parseHex } from '../bytes/hex.ts';
import type { Encoding } from '../bytes/encodings.ts';
import { parsePlainText } from '../bytes/plainText.ts';
import type { ResolvedPiece, ResolvedReference, TemplateResolver } from '../template/resolveTemplate.ts';
import { isTemplate } from '../template/parseTemplate.ts';
import type { Place } from '../template/template.ts';
import { bytesOf, textOf, type TemplateValue } from '../template/templateValue.ts';
import { factsOf, isWebSocket, type EndpointKind } from './endpointKinds.ts';
import { messageProblem, type Destination, type MessageProblem } from './messageProblem.ts';
import type { OutgoingMessage, SendKind } from './sending.ts';
import { bytesOfTerminator, type TextOptions } from './textOptions.ts';

type Read = Result<Uint8Array<ArrayBuffer>, TextProblem>;

/** The way in which a text stands for bytes: `text` is characters with escapes (`\r\n`, `\x00`), `plain` is characters without any. */
export const messageFormatSchema = z.enum(['text', 'plain', 'hex', 'base64']);
export type MessageFormat = z.infer<typeof messageFormatSchema>;

const readers: Readonly<Record<MessageFormat, (text: string, encoding: Encoding) => Read>> = {
  text: parseEscapedText,
  plain: parsePlainText,
  hex: (text) => parseHex(text),
  base64: (text) => parseBase64(text),
};

/** True for a format in which characters are written, which have an encoding, and may be followed by a terminator. */
export function isTextFormat(format: MessageFormat): boolean {
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
  /** The variable of this machine that a person has to allow before it can be read. */
  readonly allows?: string | undefined;
  /** True where it may mend by itself, such as a file that is not there. */
  readonly mayMend?: boolean | undefined;
}

/** Why a written message cannot be sent. */
type WrittenProblem =
  | (MessageProblem & { readonly place: null; readonly allows?: undefined; readonly mayMend?: undefined })
  | (UnreadableText & { readonly code: 'unreadable' });

/** The bytes of a template. `isUnknown`: part of them is only known when it is sent, and missing here. */
interface TemplateBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isUnknown: boolean;
}

/** A message as it will be sent, unless `isUnknown`: then it lacks bytes that are only known when it is sent, and is never sent itself. */
interface ReadMessage extends OutgoingMessage {
  readonly isUnknown: boolean;
}

/** Why nothing is sent in place of what is not known. */
export const unknownWhenSent = 'What it stands for is not known, so nothing is sent. Write its value.';

/** Reads the bytes that a text stands for, in which nothing is a template: the terminator is among them. */
export function bytesOfText(written: WrittenText): Result<Uint8Array<ArrayBuffer>, UnreadableText> {
  const { format, text, encoding, terminator } = written;
  const read = readers[format](text, encoding);
  if (!read.ok) return fail({ message: read.problem.message, place: read.problem });
  return terminator === '' ? read : withTerminator(read.value, written);
}

function withTerminator(
  content: Uint8Array<ArrayBuffer>,
  written: WrittenText,
): Result<Uint8Array<ArrayBuffer>, UnreadableText> {
  if (!isTextFormat(written.format)) return ok(content);
  const end = bytesOfTerminator(written);
  if (!end.ok) return fail({ message: end.problem.message, place: null });
  const bytes = new Uint8Array(content.length + end.value.length);
  bytes.set(content);
  bytes.set(end.value, content.length);
  return ok(bytes);
}

/** A stretch of a message's bytes: of the text as it was written, or of what a reference stands for; then `value` says what that is. */
export interface MessagePart {
  readonly bytes: Uint8Array;
  readonly value: TemplateValue | null;
}

/** At least one, in the order of the text. */
type UnreadableTexts = readonly [UnreadableText, ...UnreadableText[]];

/**
 * Reads the bytes that a template stands for, part by part; the terminator is the last one. In text, a value is its own characters, without
 * escapes. In hex and Base64, each value, and each stretch of written text between two values, is hex or Base64 by itself; `{{text:name}}` is
 * the bytes of its text, and bytes are bytes.
 */
export function partsOfTemplate(
  written: WrittenText,
  resolver: TemplateResolver,
): Result<readonly MessagePart[], UnreadableTexts> {
  if (!isTemplate(written.text)) {
    const read = bytesOfText(written);
    return read.ok ? ok([{ bytes: read.value, value: null }]) : fail([read.problem]);
  }
  const resolved = resolver.resolve(written.text);
  if (!resolved.ok) {
    const [first, ...others] = resolved.problem;
    return fail([unreadable(first), ...others.map(unreadable)]);
  }
  const parts: MessagePart[] = [];
  const problems: UnreadableText[] = [];
  for (const piece of resolved.value) {
    const read = piece.kind === 'value' ? bytesOfReference(written, piece) : bytesOfStretch(written, piece);
    if (read.ok) parts.push({ bytes: read.value, value: piece.value ?? null });
    else problems.push(unreadable(read.problem));
  }
  const [first, ...others] = problems;
  if (first) return fail([first, ...others]);
  const end = withTerminator(new Uint8Array(), written);
  return end.ok ? ok([...parts, { bytes: end.value, value: null }]) : fail([end.problem]);
}

/** The bytes that a template stands for, as one. */
export function bytesOfTemplate(
  written: WrittenText,
  resolver: TemplateResolver,
): Result<TemplateBytes, UnreadableText> {
  const parts = partsOfTemplate(written, resolver);
  if (!parts.ok) return fail(parts.problem[0]);
  const writer = new ByteWriter(written.text.length);
  for (const { bytes } of parts.value) writer.bytes(bytes);
  return ok({
    bytes: writer.finish(),
    isUnknown: parts.value.some(({ value }) => value?.isUnknown),
  });
}

function unreadable(place: TextProblem & Pick<UnreadableText, 'allows' | 'mayMend'>): UnreadableText {
  return { message: place.message, place, allows: place.allows, mayMend: place.mayMend };
}

function bytesOfStretch(
  { format, encoding }: WrittenText,
  { text, from, to }: Exclude<ResolvedPiece, ResolvedReference>,
): Read {
  const read = readers[format](text, encoding);
  if (read.ok) return read;
  const { message } = read.problem;
  // Written braces are longer than what they stand for; the place is theirs as a whole.
  if (text.length < to - from) return fail({ message, from, to });
  return fail({ message, from: from + read.problem.from, to: from + read.problem.to });
}

function bytesOfReference(
  { format, encoding }: WrittenText,
  { value, asText, from, to }: ResolvedReference & Place,
): Result<Uint8Array, TextProblem> {
  const { content } = value;
  const isText = isTextFormat(format);
  // In hex and Base64 there is no encoding: there, a text is UTF-8.
  const text = isText || asText ? textOf(value) : content;
  if (typeof text !== 'string') return ok(bytesOf(value));
  const read =
    isText || asText ? parsePlainText(text, isText ? encoding : 'utf-8') : readers[format](text, encoding);
  if (read.ok) return read;
  // The value may be a secret, so it is not quoted.
  const name = format === 'hex' ? 'hex' : 'Base64';
  const message = isText
    ? `Its value has a character that ${encoding} does not have. Choose another encoding, or another value.`
    : `Its value is not ${name}, as it must be in a ${name} message. Write {{text:…}} for the bytes of a text.`;
  return fail({ message, from, to });
}

/** Reads the bytes of a written message with what its templates stand for, and checks that they can be sent to the destination. */
export function readMessage(
  message: WrittenMessage,
  destination: Destination,
  resolver: TemplateResolver,
): Result<ReadMessage, WrittenProblem> {
  const read = bytesOfTemplate(message, resolver);
  if (!read.ok) return fail({ code: 'unreadable', ...read.problem });
  const { bytes, isUnknown } = read.value;
  const outgoing = { kind: message.kind, bytes, isUnknown };
  const problem = isUnknown ? null : writtenProblem(message, bytes, destination);
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
  const wanted = usualChoice(format, encoding);
  return sends.includes(wanted) ? wanted : sends[0];
}

/** The same where there is a choice: over a WebSocket. */
export function usualChoice(format: MessageFormat, encoding: Encoding): 'text' | 'binary' {
  return isTextFormat(format) && encoding === 'utf-8' ? 'text' : 'binary';
}
