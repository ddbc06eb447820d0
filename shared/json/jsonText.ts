import { formatCount } from '../base/quantity.ts';
import { layOutJson } from './jsonLines.ts';
import { JsonScanner } from './jsonScanner.ts';

/** 4 Mi characters: read in less than a second. */
export const longestJson = 4 * 1024 * 1024;

/** Why a text is not known to be JSON: a part of a sentence, and where the mistake is; null where the whole text is meant. */
interface JsonTextProblem {
  readonly message: string;
  readonly place: { readonly from: number; readonly to: number } | null;
}

/**
 * The first mistake in a text that is to be JSON (RFC 8259), or several of them in a row, with line and column; null where there is none.
 * A text of more than `longestJson` characters is not read, which is a problem, too.
 */
export function findJsonProblem(text: string): JsonTextProblem | null {
  if (text.length > longestJson) {
    const message = `it has more than ${formatCount(longestJson)} characters, so it is neither checked nor laid out`;
    return { message, place: null };
  }
  const laidOut = layOutJson(text);
  if (laidOut.ok) return null;
  const { message, at } = laidOut.problem;
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  // At the end there is no character to be marked but the last one.
  const from = Math.max(0, Math.min(at, text.length - 1));
  const to = Math.min(text.length, from + String.fromCodePoint(text.codePointAt(from) ?? 0).length);
  return { message: `at line ${line}, column ${column}, ${message}`, place: { from, to } };
}

/**
 * JSON with a line for each value, indented by two spaces. Only the spaces between values change: no digit of a number, and no name that is
 * written twice. Throws where there is a problem.
 */
export function formatJson(text: string): string {
  let formatted = '';
  let depth = 0;
  let before = '';
  for (const token of tokensOf(text)) {
    const isClosing = token === '}' || token === ']';
    const isEmpty = isClosing && (before === '{' || before === '[');
    if (isClosing) depth -= 1;
    if (startsLine(before, isClosing, depth, token) && !isEmpty) formatted += `\n${'  '.repeat(depth)}`;
    formatted += token === ':' ? ': ' : token;
    if (token === '{' || token === '[') depth += 1;
    before = token;
  }
  return formatted;
}

function startsLine(before: string, isClosing: boolean, depth: number, token: string): boolean {
  if (before === '') return false;
  if (isClosing || before === '{' || before === '[' || before === ',') return true;
  return depth === 0 && token !== ':' && before !== ':' && token !== ',';
}

/** JSON without any space between values; a line break parts several texts in a row. Throws where there is a problem. */
export function minifyJson(text: string): string {
  let minified = '';
  let depth = 0;
  for (const token of tokensOf(text)) {
    if (depth === 0 && minified !== '') minified += '\n';
    minified += token;
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
  }
  return minified;
}

const punctuation = ['{', '}', '[', ']', ',', ':'] as const;

/** The tokens of a text in which there is no problem, each as it is written. Throws at what is none. */
function* tokensOf(text: string): Generator<string> {
  const scanner = new JsonScanner(text);
  for (scanner.skipSpace(); !scanner.isAtEnd; scanner.skipSpace()) {
    const from = scanner.at;
    if (!punctuation.some((mark) => scanner.take(mark)) && !scanner.takeScalar())
      // Whatever is left out here would be lost.
      throw new Error('A text that is not JSON was to be laid out.');
    yield text.slice(from, scanner.at);
  }
}
