import type { Result, TextProblem } from '../base/result.ts';
import { decodeText, encodeText } from './encodedText.ts';
import type { Encoding } from './encodings.ts';

/** The text encoded, every character as typed; line breaks stay as they are in the text. */
export function parsePlainText(
  text: string,
  encoding: Encoding = 'utf-8',
): Result<Uint8Array<ArrayBuffer>, TextProblem> {
  return encodeText(text, encoding);
}

/**
 * The bytes as plain text that `parsePlainText` turns back into the same bytes; null when there is no such text. Text with a carriage
 * return is none either, because an editor makes all line breaks of a text the same.
 */
export function formatPlainText(bytes: Uint8Array, encoding: Encoding = 'utf-8'): string | null {
  const text = decodeText(bytes, encoding);
  return text === null || text.includes('\r') ? null : text;
}
