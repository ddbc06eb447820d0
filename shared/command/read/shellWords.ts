import { fail, ok, type Result, type TextProblem } from '../../base/result.ts';

/** The words of a command, and what a shell would do beside it. */
interface ShellLine {
  readonly words: readonly string[];
  /** What follows an unquoted `|`, `;`, `&`, `<` or `>`, or a further line; null where nothing does. */
  readonly rest: string | null;
}

/**
 * Splits a pasted command into words as a POSIX shell does (POSIX.1-2024, Shell Command Language, 2.2 and 2.3), with `$'…'`, which browsers
 * write in “copy as cURL”. Nothing is expanded: `$HOME` stays as it is. Comments and a prompt (`$ `) are left out. A command written for
 * cmd.exe, recognized by its `^"`, is split as Windows programs split theirs. A problem is a quote that is not closed.
 */
export function shellWords(text: string): Result<ShellLine, TextProblem> {
  const start = /^\s*(?:\$ +)?/.exec(text)?.[0].length ?? 0;
  return /^[^'"]*\^"/.test(text)
    ? ok({ words: windowsWords(text.slice(start)), rest: null })
    : posixWords(text, start);
}

function posixWords(text: string, start: number): Result<ShellLine, TextProblem> {
  const words: string[] = [];
  let word: string | null = null;
  let at = start;
  while (at < text.length) {
    const sign = text[at] ?? '';
    if (sign === '\\' && /^\r?\n/.test(text.slice(at + 1, at + 3))) {
      at += text[at + 1] === '\r' ? 3 : 2;
    } else if (sign === '#' && word === null) {
      at = lineEnd(text, at);
    } else if (/[|;&<>]/.test(sign) || (sign === '\n' && hasWords(words, word) && isMore(text, at))) {
      return ok({ words: whole(words, word), rest: text.slice(at).trim() });
    } else if (/\s/.test(sign)) {
      if (word !== null) words.push(word);
      word = null;
      at += 1;
    } else {
      const part = quotedPart(text, at);
      if (part === null) return fail({ message: 'This quote is not closed.', from: at, to: text.length });
      word = (word ?? '') + part.value;
      at = part.end;
    }
  }
  return ok({ words: whole(words, word), rest: null });
}

function hasWords(words: readonly string[], word: string | null): boolean {
  return words.length > 0 || word !== null;
}

/** True where another line follows that is not a comment. */
function isMore(text: string, at: number): boolean {
  return /^\s*[^\s#]/m.test(text.slice(at));
}

function whole(words: readonly string[], word: string | null): readonly string[] {
  return word === null ? words : [...words, word];
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

interface Part {
  readonly value: string;
  readonly end: number;
}

/** The next part of a word: one quoted stretch, or one character. Null where its quote is not closed. */
function quotedPart(text: string, at: number): Part | null {
  if (text.startsWith("$'", at)) return ansiQuoted(text, at + 2);
  switch (text[at] ?? '') {
    case "'": {
      const end = text.indexOf("'", at + 1);
      return end < 0 ? null : { value: text.slice(at + 1, end), end: end + 1 };
    }
    case '"':
      return doubleQuoted(text, at + 1);
    case '\\':
      return { value: text[at + 1] ?? '', end: at + 2 };
    default:
      return { value: text[at] ?? '', end: at + 1 };
  }
}

/** Between double quotes a backslash quotes only these four signs, and joins lines. */
function doubleQuoted(text: string, from: number): Part | null {
  let value = '';
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === '"') return { value, end: at + 1 };
    const next = text[at + 1] ?? '';
    if (sign !== '\\' || !/[$`"\\\n]/.test(next)) value += sign;
    else {
      if (next !== '\n') value += next;
      at += 1;
    }
  }
  return null;
}

const ansiSigns: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
};

/** POSIX.1-2024, 2.2.4: dollar-single-quotes. */
function ansiQuoted(text: string, from: number): Part | null {
  let value = '';
  let at = from;
  while (at < text.length) {
    const sign = text[at] ?? '';
    if (sign === "'") return { value, end: at + 1 };
    const escape =
      sign === '\\'
        ? /^(?:x([0-9a-f]{1,2})|u([0-9a-f]{1,4})|([0-7]{1,3})|(.))/is.exec(text.slice(at + 1))
        : null;
    if (escape === null) {
      value += sign;
      at += 1;
    } else {
      const [found, hex, unicode, octal, other = ''] = escape;
      const code = hex ?? unicode;
      if (code !== undefined) value += String.fromCharCode(Number.parseInt(code, 16));
      else if (octal !== undefined) value += String.fromCharCode(Number.parseInt(octal, 8));
      else value += ansiSigns[other] ?? other;
      at += 1 + found.length;
    }
  }
  return null;
}

/** What is left when cmd.exe has taken out its carets, split by double quotes and backslashes as Microsoft's C runtime does. */
function windowsWords(text: string): readonly string[] {
  const line = text.split('\n')[0]?.replaceAll(/\^(.)/g, '$1') ?? '';
  const words: string[] = [];
  let word: string | null = null;
  let isQuoted = false;
  for (const [part] of line.matchAll(/\\*"|\\+|[^\\"]/g)) {
    if (part.endsWith('"')) {
      const slashes = part.length - 1;
      word = (word ?? '') + '\\'.repeat(slashes >> 1);
      if (slashes % 2 === 1) word += '"';
      else isQuoted = !isQuoted;
    } else if (!isQuoted && /\s/.test(part)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + part;
    }
  }
  return whole(words, word);
}
