import { fail, ok, type Result, type TextProblem } from '../base/result.ts';
import { parseEscapedText } from '../bytes/escapedText.ts';
import type { ValueToken } from './lexer.ts';

/** A text of a filter, decoded. */
export interface QuotedText {
  readonly bytes: Uint8Array;
  readonly ignoreCase: boolean;
}

/**
 * The bytes of a word or a quoted text, with the escapes that the composer accepts (`\r \n \t \" \\ \xNN \u{…}`). The only flag is `i`,
 * after the closing mark: ASCII letters match in either case.
 */
export function readBytes(text: string, token: ValueToken): Result<QuotedText, TextProblem> {
  const { content, flags } = token;
  if (!token.closed) {
    return fail({
      message: 'This text has no closing quotation mark. Add “"”.',
      from: token.from,
      to: token.to,
    });
  }
  if (/[^i]/i.test(flags)) {
    const message =
      'After the closing quotation mark may come i, for either case, as in "ping"i. Put a space before anything else.';
    return fail({ message, from: content.to + 1, to: token.to });
  }
  const parsed = parseEscapedText(text.slice(content.from, content.to));
  if (parsed.ok) return ok({ bytes: parsed.value, ignoreCase: flags !== '' });
  const { message, from, to } = parsed.problem;
  return fail({ message, from: content.from + from, to: content.from + to });
}
