import { assertNever } from '../../../shared/base/never.ts';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { formatBase64 } from '../../../shared/bytes/base64.ts';
import { decodeText } from '../../../shared/bytes/encodedText.ts';
import { encodingFacts, type Encoding } from '../../../shared/bytes/encodings.ts';
import { formatEscapedText } from '../../../shared/bytes/escapedText.ts';
import { formatHex } from '../../../shared/bytes/hex.ts';
import { formatPlainText } from '../../../shared/bytes/plainText.ts';
import { findJsonProblem, formatJson, minifyJson } from '../../../shared/json/jsonText.ts';
import { factsOf, type EndpointKind } from '../../../shared/model/endpointKinds.ts';
import type { Destination, MessageProblem } from '../../../shared/model/messageProblem.ts';
import type { SendKind } from '../../../shared/model/sending.ts';
import { bytesOfTerminator, namedTerminators, plainTextOptions } from '../../../shared/model/textOptions.ts';
import {
  bytesOfText,
  isEncodingSentAs,
  readMessage,
  writtenProblem,
  type UnreadableText,
  type WrittenMessage,
} from '../../../shared/model/writtenMessage.ts';
import { hasMoreReferences, isTemplate } from '../../../shared/template/parseTemplate.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import { dryResolver } from '../../state/workspace/templateCheck.ts';

/** The modes in which a message is written. */
export const draftModes = ['text', 'json', 'hex', 'base64'] as const;
export type DraftMode = (typeof draftModes)[number];

/** A message being written. `escapes` matter in mode `text` only, `encoding` and `terminator` where characters are written. */
export interface Draft {
  readonly mode: DraftMode;
  readonly escapes: boolean;
  readonly encoding: Encoding;
  /** Text with escapes. */
  readonly terminator: string;
  readonly text: string;
  readonly kind: SendKind;
  /** The file that is sent in place of the text while `isChosen`. */
  readonly file?: { readonly path: string; readonly isChosen: boolean } | undefined;
}

const emptyDraft: Draft = { mode: 'text', escapes: true, ...plainTextOptions, text: '', kind: 'data' };

export function initialDraft(endpoint: EndpointKind): Draft {
  return { ...emptyDraft, kind: factsOf(endpoint).sends[0] };
}

/** Why a draft cannot be sent. `place` is where to mark it; null when the whole draft is wrong. */
export interface DraftProblem {
  readonly message: string;
  readonly place: { readonly from: number; readonly to: number } | null;
  /** Absent where the text cannot be read. */
  readonly code?: MessageProblem['code'];
}

/** The bytes of a draft, if its text can be read, and the reason if it cannot be sent. */
interface DraftReading {
  /** Null where the text cannot be read, and for a template: its bytes are made when it is sent. */
  readonly bytes: Uint8Array | null;
  /** How many bytes are sent; null where that is not known. */
  readonly size: number | null;
  /** The message of a template; null for a draft that is sent as its bytes. */
  readonly template: WrittenMessage | null;
  readonly problem: DraftProblem | null;
}

/** 1,000 references are read within a frame, at every key; more of them are read when the message is sent, or looked at. */
const mostReferences = 1000;

/**
 * What is wrong with a template is found with what the scope tells; the rest, and anything in one of more than 1,000 references, is found when
 * it is sent.
 */
export function readDraft(draft: Draft, destination: Destination, scope: Scope = []): DraftReading {
  const message = messageOfDraft(draft);
  if (hasUnreadReferences(draft)) return { bytes: null, size: null, template: message, problem: null };
  if (isTemplate(draft.text)) return readTemplate(message, destination, scope);
  const parsed = bytesOfText(message);
  if (parsed.ok) {
    const problem = writtenProblem(message, parsed.value, destination);
    const bytes = parsed.value;
    return { bytes, size: bytes.length, template: null, problem: problem && { ...problem, place: null } };
  }
  const { message: sentence, place } = parsed.problem;
  return {
    bytes: null,
    size: null,
    template: null,
    problem: { message: sentence, place: place && { from: place.from, to: place.to } },
  };
}

/** True for a text with so many references that they are not read while it is typed. */
function hasUnreadReferences({ text }: Pick<Draft, 'text'>): boolean {
  return text.includes('{{') && hasMoreReferences(text, mostReferences);
}

function readTemplate(template: WrittenMessage, destination: Destination, scope: Scope): DraftReading {
  const read = readMessage(template, destination, dryResolver(scope));
  if (read.ok) {
    const { bytes, isUnknown } = read.value;
    return { bytes: null, size: isUnknown ? null : bytes.length, template, problem: null };
  }
  const { message, place } = read.problem;
  return {
    bytes: null,
    size: null,
    template,
    problem: { message, place: place && { from: place.from, to: place.to } },
  };
}

/** What is known of a draft as JSON: whether it can be laid out, and a warning, which does not keep it from being sent. */
export interface JsonCheck {
  readonly isReady: boolean;
  readonly warning: DraftProblem | null;
}

export const uncheckedJson: JsonCheck = { isReady: false, warning: null };

/** Reads the whole text once. Bad JSON may be just what somebody wants to send; a template is JSON when it is sent. */
export function checkJson({ mode, text }: Pick<Draft, 'mode' | 'text'>): JsonCheck {
  if (mode !== 'json' || text.trim() === '') return uncheckedJson;
  const found = findJsonProblem(text);
  if (found === null) return { isReady: true, warning: null };
  if (isTemplate(text)) return uncheckedJson;
  const message = `JSON: ${found.message}. You can still send it.`;
  return { isReady: false, warning: { message, place: found.place } };
}

/** The draft with its JSON laid out in lines, or in as few characters as possible; null where it is no JSON to be laid out. */
export function rewriteJson(draft: Draft, how: 'format' | 'minify'): Draft | null {
  if (draft.text.trim() === '' || findJsonProblem(draft.text) !== null) return null;
  return { ...draft, text: how === 'format' ? formatJson(draft.text) : minifyJson(draft.text) };
}

/** The message that a draft is, as the engine reads it, alone: a draft as it is kept also says which message it is a change of. */
export function messageOfDraft({ mode, escapes, kind, encoding, terminator, text }: Draft): WrittenMessage {
  return { kind, format: isPlain(mode, escapes) ? 'plain' : mode, encoding, terminator, text };
}

function isPlain(mode: DraftMode, escapes: boolean): mode is 'text' | 'json' {
  return mode === 'json' || (mode === 'text' && !escapes);
}

/** A template has no bytes to write otherwise. */
function parseDraft(draft: Draft): Result<Uint8Array, UnreadableText> {
  if (isTemplate(draft.text)) return fail({ message: 'It has variables.', place: null });
  return bytesOfText(messageOfDraft(draft));
}

/** A draft after a change of its mode or escapes. `notice` is a sentence when the result is not what one would expect. */
export interface DraftChange {
  readonly draft: Draft;
  readonly notice: string | null;
}

/**
 * Writes the same bytes in another mode. A text without bytes, because something in it cannot be read, is kept unchanged: nothing is lost,
 * and the other mode may be able to read it. A terminator is among the bytes of hex and Base64, and is taken from their end again.
 */
export function switchMode(draft: Draft, mode: DraftMode): DraftChange {
  if (mode === draft.mode) return { draft, notice: null };
  const parsed = parseDraft(draft);
  if (!parsed.ok) {
    const reason = isTemplate(draft.text) ? 'it has variables' : `it is not valid ${nameOfMode(draft.mode)}`;
    const notice = `The text is kept as it was, because ${reason}.`;
    return { draft: { ...draft, mode }, notice };
  }
  if (mode === 'hex') return { draft: { ...draft, mode, text: formatHex(parsed.value) }, notice: null };
  if (mode === 'base64') return { draft: { ...draft, mode, text: formatBase64(parsed.value) }, notice: null };
  return mode === 'json' ? writeAsJson(draft, parsed.value) : writeAsText(draft, parsed.value);
}

/** JSON has no escapes of ours, so bytes that cannot be typed without them stay in the mode that they are in. */
function writeAsJson(draft: Draft, bytes: Uint8Array): DraftChange {
  for (const terminator of [draft.terminator, namedTerminators.crlf, namedTerminators.none]) {
    const body = withoutTerminator({ ...draft, terminator }, bytes);
    const text = body && formatPlainText(body, draft.encoding);
    if (text !== null) return { draft: { ...draft, mode: 'json', terminator, text }, notice: null };
  }
  const notice =
    'This stays as it is, because some of these bytes cannot be typed without escapes, which only the mode Text has.';
  return { draft, notice };
}

function writeAsText(draft: Draft, bytes: Uint8Array): DraftChange {
  const body = withoutTerminator(draft, bytes);
  const ended = body === null ? { ...draft, terminator: '' } : draft;
  const notice =
    body === null
      ? 'No terminator is added, because these bytes do not end with the one that was chosen.'
      : null;
  const written = writeBody(ended, body ?? bytes);
  return { ...written, notice: [notice, written.notice].filter(Boolean).join(' ') || null };
}

/** The bytes before the draft's terminator; null where they do not end with it. */
function withoutTerminator(draft: Draft, bytes: Uint8Array): Uint8Array | null {
  const end = bytesOfTerminator(draft);
  const at = end.ok ? bytes.length - end.value.length : -1;
  if (!end.ok || at < 0) return null;
  return end.value.every((byte, index) => byte === bytes[at + index]) ? bytes.subarray(0, at) : null;
}

function writeBody(draft: Draft, bytes: Uint8Array): DraftChange {
  const plain = draft.escapes ? null : formatPlainText(bytes, draft.encoding);
  if (plain !== null) return { draft: { ...draft, mode: 'text', text: plain }, notice: null };
  return {
    draft: { ...draft, mode: 'text', escapes: true, text: formatEscapedText(bytes, draft.encoding) },
    notice: draft.escapes
      ? null
      : 'Escapes are on, because some of these bytes cannot be typed without them.',
  };
}

function nameOfMode(mode: DraftMode): string {
  if (mode === 'json') return 'text';
  return mode === 'base64' ? 'Base64' : mode;
}

/**
 * Turns escapes on or off and keeps the bytes. Fails with a sentence when the bytes cannot be typed without escapes. A text whose escapes
 * cannot be read is taken literally.
 */
export function switchEscapes(draft: Draft, escapes: boolean): Result<Draft, string> {
  if (draft.mode !== 'text' || escapes === draft.escapes) return ok({ ...draft, escapes });
  const parsed = parseDraft({ ...draft, terminator: '' });
  if (!parsed.ok) return ok({ ...draft, escapes });
  if (escapes) return ok({ ...draft, escapes, text: formatEscapedText(parsed.value, draft.encoding) });
  const text = formatPlainText(parsed.value, draft.encoding);
  if (text !== null) return ok({ ...draft, escapes, text });
  return fail(
    decodeText(parsed.value, draft.encoding) === null
      ? 'Escapes stay on: some of these bytes are no characters and cannot be typed without them.'
      : 'Escapes stay on: a carriage return (\\r) cannot be typed without them.',
  );
}

/** The draft to be sent as another kind. A WebSocket text message is UTF-8 (RFC 6455), so another encoding gives way, with a notice. */
export function switchKind(draft: Draft, kind: SendKind): DraftChange {
  if (isEncodingSentAs(kind, draft.encoding)) return { draft: { ...draft, kind }, notice: null };
  return {
    draft: { ...draft, kind, encoding: 'utf-8' },
    notice: 'The encoding is UTF-8 now: a WebSocket text message has no other.',
  };
}

/** True where characters are written, which have an encoding and may have a terminator. */
export function isWrittenAsText({ mode }: Draft): boolean {
  return mode === 'text' || mode === 'json';
}

/** The syntax of the mode, and how to have something written, in one line. */
export function hintOf(draft: Draft): string {
  if (hasUnreadReferences(draft))
    return 'It has more than 1,000 references, so they are read when it is sent, or by Alt P.';
  return draft.text === '' ? `${syntaxOf(draft)} ↑ brings back what was sent.` : syntaxOf(draft);
}

function syntaxOf({ mode, escapes, encoding }: Draft): string {
  switch (mode) {
    case 'text':
      return escapes
        ? 'Escapes: \\r \\n \\t \\0 \\\\ \\xNN \\u{…}.'
        : `Sent as ${encodingFacts(encoding).label}, exactly as typed.`;
    case 'json':
      return `Sent as ${encodingFacts(encoding).label}, exactly as typed. Format and Minify change spaces only.`;
    case 'hex':
      return 'Pairs of hex digits. Spaces, commas, line breaks and 0x are ignored.';
    case 'base64':
      return 'Standard or URL-safe. Whitespace is ignored, and padding is optional.';
    default:
      return assertNever(mode);
  }
}
