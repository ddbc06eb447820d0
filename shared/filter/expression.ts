import { fail, ok, type Result } from '../base/result.ts';
import type { ExpressionTerm } from './ast.ts';

type Expression = Pick<ExpressionTerm, 'source' | 'flags' | 'reads'>;

/**
 * Reads the two parts of `/source/flags`. Where possible the expression runs on the record's bytes as Latin-1: then every byte is a
 * character, offsets are exact, and `\xNN` is a byte (with `i`, letters of Latin-1 match in either case too). If it names characters that
 * are not a single byte (non-ASCII, `\u…`, `\p{…}`, or the flag `u` or `v`), it runs on the UTF-8 text as a Unicode expression.
 *
 * Flags are `i`, `m`, `s`, `u` and `v`, with JavaScript's meaning; they are returned in alphabetical order. A problem is a sentence without
 * a position, which the parser adds.
 */
export function parseExpression(source: string, flags: string): Result<Expression, string> {
  const unknown = /[^imsuv]/.exec(flags)?.[0];
  if (unknown !== undefined) {
    return fail(
      `There is no flag “${unknown}”. After the expression may come i, m, s, u and v, as in /error/i.`,
    );
  }
  if (source === '') return fail('The expression is empty. Write what to look for, as in /error/i.');
  const given = [...new Set(flags)].toSorted().join('');
  const isUnicode = /[uv]/.test(given);
  const readsText = isUnicode || namesCharacters(source);
  const wanted = readsText && !isUnicode ? `${given}u` : given;
  try {
    // oxlint-disable-next-line no-new -- only to learn whether it can be read
    new RegExp(source, wanted);
  } catch (error) {
    return fail(sentenceFor(error));
  }
  return ok({ source, flags: wanted, reads: readsText ? 'text' : 'bytes' });
}

/** True for a source that names characters beyond one byte of Latin-1, or uses Unicode escapes. */
function namesCharacters(source: string): boolean {
  return /[^\0-\x7f]/.test(source) || /(?<!\\)(?:\\\\)*\\[upP]/.test(source);
}

/** The messages of JavaScript's engine, and what the person can do about each. */
const reasons: readonly (readonly [said: RegExp, sentence: string])[] = [
  [/unterminated group/i, 'A “(” is not closed. Add “)”, or write \\( for the character itself.'],
  [/unmatched '?\)/i, 'A “)” has no “(” before it. Remove it, or write \\) for the character itself.'],
  [/unterminated character class/i, 'A “[” is not closed. Add “]”, or write \\[ for the character itself.'],
  [/nothing to repeat/i, 'Before *, +, ? or {…} comes what is repeated. Write \\* for the character itself.'],
  [/\\ at end/i, 'A backslash needs a character after it. Write \\\\ for the backslash itself.'],
  [/numbers out of order/i, 'In {…} the smaller number comes first, as in {1,4}.'],
  [/range out of order/i, 'In […] the smaller character comes first, as in [a-f].'],
  [/brackets/i, 'A bracket that means itself needs a \\ before it, as in \\[ or \\}.'],
  [/property name/i, 'There is no such property of characters. Write \\p{L} for letters, \\p{N} for digits.'],
  [
    /group name|named capture/i,
    'The name of a group is wrong. Write (?<name>…), and \\k<name> to refer to it.',
  ],
  [/invalid group/i, 'After “(?” comes :, =, !, <=, <! or a name in <…>, as in (?:a|b).'],
  [/flags/i, 'The flags u and v exclude each other. Remove one.'],
  [/unicode escape/i, 'Write a character by its number as \\u{1f600}, and a byte as \\x0d.'],
  [/escape/i, 'This backslash is before a character that needs none. Remove it.'],
];

function sentenceFor(error: unknown): string {
  const said = error instanceof Error ? error.message.slice(error.message.lastIndexOf(': ') + 1) : '';
  const sentence = reasons.find(([pattern]) => pattern.test(said))?.[1];
  return (
    sentence ??
    'This cannot be read as a regular expression. A character that means itself needs a \\ before it.'
  );
}
