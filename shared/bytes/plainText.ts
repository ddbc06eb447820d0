import { fail, ok, type Result, type TextProblem } from '../base/result.ts';
import { isUtf8 } from './utf8.ts';

const halfSurrogate = /\p{Cs}/gu;

/** Half a surrogate pair is the one thing that a JavaScript string can hold and UTF-8 cannot. */
export function findHalfCharacter(text: string, from: number, to: number): TextProblem | undefined {
  halfSurrogate.lastIndex = from;
  const match = halfSurrogate.exec(text);
  if (!match || match.index >= to) return undefined;
  return {
    message: 'This is half of a character and has no bytes. Delete it, or type the character again.',
    from: match.index,
    to: match.index + 1,
  };
}

/** The text as UTF-8, every character as typed; line breaks stay as they are in the text. */
export function parsePlainText(text: string): Result<Uint8Array<ArrayBuffer>, TextProblem> {
  const problem = findHalfCharacter(text, 0, text.length);
  return problem ? fail(problem) : ok(new TextEncoder().encode(text));
}

/**
 * The bytes as plain text that `parsePlainText` turns back into the same bytes; null when there is no such text. Bytes with a carriage
 * return have none either, because an editor makes all line breaks of a text the same.
 */
export function formatPlainText(bytes: Uint8Array): string | null {
  if (bytes.includes(0x0d) || !isUtf8(bytes)) return null;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
