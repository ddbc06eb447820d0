import { fail, ok, type Result, type TextProblem } from '../base/result.ts';
import { parseBase64 } from '../bytes/base64.ts';
import { parseEscapedText } from '../bytes/escapedText.ts';
import { parseHex } from '../bytes/hex.ts';
import { parsePlainText } from '../bytes/plainText.ts';
import { factsOf, type EndpointKind } from './endpointKinds.ts';
import { messageProblem, type Destination, type MessageProblem } from './messageProblem.ts';
import type { OutgoingMessage, SendKind } from './sending.ts';

const readers = {
  text: parseEscapedText,
  plain: parsePlainText,
  hex: parseHex,
  base64: parseBase64,
} as const satisfies Readonly<Record<string, (text: string) => Result<Uint8Array<ArrayBuffer>, TextProblem>>>;

/** How a text stands for bytes: `text` is UTF-8 with escapes (`\r\n`, `\x00`), `plain` is UTF-8 without any. */
export type MessageFormat = keyof typeof readers;

/** A message as a person writes it: in the composer, among those that are sent after connecting, and on the command line. */
export interface WrittenMessage {
  readonly kind: SendKind;
  readonly format: MessageFormat;
  readonly text: string;
}

/** Why a written message cannot be sent. `place` is the part of its text that cannot be read; null when the text can be read. */
type WrittenProblem =
  | (MessageProblem & { readonly place: null })
  | { readonly code: 'unreadable'; readonly message: string; readonly place: TextProblem };

/** Reads the bytes that a text stands for. */
export function bytesOfText(
  format: MessageFormat,
  text: string,
): Result<Uint8Array<ArrayBuffer>, TextProblem> {
  return readers[format](text);
}

/** Reads the bytes of a written message, and checks that they can be sent to the destination. */
export function readMessage(
  { kind, format, text }: WrittenMessage,
  destination: Destination,
): Result<OutgoingMessage, WrittenProblem> {
  const read = bytesOfText(format, text);
  if (!read.ok) return fail({ code: 'unreadable', message: read.problem.message, place: read.problem });
  const message = { kind, bytes: read.value };
  const problem = messageProblem(message, destination);
  return problem === null ? ok(message) : fail({ ...problem, place: null });
}

/** The kind that a message in this format is sent as, unless a person chooses another one. */
export function usualKindOf(endpoint: EndpointKind, format: MessageFormat): SendKind {
  const { sends } = factsOf(endpoint);
  const wanted = format === 'text' || format === 'plain' ? 'text' : 'binary';
  return sends.includes(wanted) ? wanted : sends[0];
}
