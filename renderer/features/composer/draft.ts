import { assertNever } from '../../../shared/base/never.ts';
import { fail, ok, type Result, type TextProblem } from '../../../shared/base/result.ts';
import { formatBase64 } from '../../../shared/bytes/base64.ts';
import { formatEscapedText } from '../../../shared/bytes/escapedText.ts';
import { formatHex } from '../../../shared/bytes/hex.ts';
import { formatPlainText } from '../../../shared/bytes/plainText.ts';
import { factsOf, type EndpointKind } from '../../../shared/model/endpointKinds.ts';
import {
  messageProblem,
  type Destination,
  type MessageProblem,
} from '../../../shared/model/messageProblem.ts';
import type { SendKind } from '../../../shared/model/sending.ts';
import { bytesOfText } from '../../../shared/model/writtenMessage.ts';

export const draftModes = ['text', 'hex', 'base64'] as const;
export type DraftMode = (typeof draftModes)[number];

/** A message being written. `escapes` matters in mode `text` only. */
export interface Draft {
  readonly mode: DraftMode;
  readonly escapes: boolean;
  readonly text: string;
  readonly kind: SendKind;
}

const emptyDraft: Draft = { mode: 'text', escapes: true, text: '', kind: 'data' };

export function initialDraft(endpoint: EndpointKind): Draft {
  return { ...emptyDraft, kind: factsOf(endpoint).sends[0] };
}

/** Why a draft cannot be sent. `place` is where to mark it; null when the whole draft is wrong. */
interface DraftProblem {
  readonly message: string;
  readonly place: { readonly from: number; readonly to: number } | null;
  /** Absent where the text cannot be read. */
  readonly code?: MessageProblem['code'];
}

/** The bytes of a draft, if its text can be read, and the reason if it cannot be sent. */
interface DraftReading {
  readonly bytes: Uint8Array | null;
  readonly problem: DraftProblem | null;
}

export function readDraft(draft: Draft, destination: Destination): DraftReading {
  const parsed = parseDraft(draft);
  if (parsed.ok) {
    const problem = messageProblem({ kind: draft.kind, bytes: parsed.value }, destination);
    return { bytes: parsed.value, problem: problem && { ...problem, place: null } };
  }
  const { message, from, to } = parsed.problem;
  return { bytes: null, problem: { message, place: { from, to } } };
}

function parseDraft({ mode, escapes, text }: Draft): Result<Uint8Array, TextProblem> {
  return bytesOfText(mode === 'text' && !escapes ? 'plain' : mode, text);
}

/** A draft after a change of its mode or escapes. `notice` is a sentence when the result is not what one would expect. */
interface DraftChange {
  readonly draft: Draft;
  readonly notice: string | null;
}

/**
 * Writes the same bytes in another mode. A text without bytes, because something in it cannot be read, is kept unchanged: nothing is lost,
 * and the other mode may be able to read it.
 */
export function switchMode(draft: Draft, mode: DraftMode): DraftChange {
  if (mode === draft.mode) return { draft, notice: null };
  const parsed = parseDraft(draft);
  if (!parsed.ok) {
    const notice = `The text is kept as it was, because it was not ${nameOfMode(draft.mode)} that could be read.`;
    return { draft: { ...draft, mode }, notice };
  }
  if (mode === 'hex') return { draft: { ...draft, mode, text: formatHex(parsed.value) }, notice: null };
  if (mode === 'base64') return { draft: { ...draft, mode, text: formatBase64(parsed.value) }, notice: null };
  return writeAsText(draft, parsed.value);
}

function writeAsText(draft: Draft, bytes: Uint8Array): DraftChange {
  const plain = draft.escapes ? null : formatPlainText(bytes);
  if (plain !== null) return { draft: { ...draft, mode: 'text', text: plain }, notice: null };
  return {
    draft: { ...draft, mode: 'text', escapes: true, text: formatEscapedText(bytes) },
    notice: draft.escapes
      ? null
      : 'Escapes are on, because some of these bytes cannot be typed without them.',
  };
}

function nameOfMode(mode: DraftMode): string {
  return mode === 'base64' ? 'Base64' : mode;
}

/**
 * Turns escapes on or off and keeps the bytes. Fails with a sentence when the bytes cannot be typed without escapes. A text whose escapes
 * cannot be read is taken literally.
 */
export function switchEscapes(draft: Draft, escapes: boolean): Result<Draft, string> {
  if (draft.mode !== 'text' || escapes === draft.escapes) return ok({ ...draft, escapes });
  const parsed = parseDraft(draft);
  if (!parsed.ok) return ok({ ...draft, escapes });
  if (escapes) return ok({ ...draft, escapes, text: formatEscapedText(parsed.value) });
  const text = formatPlainText(parsed.value);
  if (text !== null) return ok({ ...draft, escapes, text });
  return fail(
    parsed.value.includes(0x0d)
      ? 'Escapes stay on: a carriage return (\\r) cannot be typed without them.'
      : 'Escapes stay on: some of these bytes are no characters and cannot be typed without them.',
  );
}

/** The syntax of the mode, in one line. */
export function hintOf({ mode, escapes }: Draft): string {
  switch (mode) {
    case 'text':
      return escapes ? 'Escapes: \\r \\n \\t \\0 \\\\ \\xNN \\u{…}' : 'Sent as UTF-8, exactly as typed.';
    case 'hex':
      return 'Pairs of hex digits. Spaces, commas, line breaks and 0x are ignored.';
    case 'base64':
      return 'Standard or URL-safe. Whitespace is ignored, and padding is optional.';
    default:
      return assertNever(mode);
  }
}
