import { fail, ok, type Result } from '../../../shared/base/result.ts';

/** 32 levels: a workspace file has four. Beyond some thousands, code that walks a value runs out of stack. */
const deepestLevel = 32;

/** A place in a text; both count from 1, columns in UTF-16 code units. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** A mistake in a file. */
export interface LineProblem extends TextPlace {
  readonly message: string;
}

/** A value, and where it stood in the text. */
export interface ParsedJson {
  readonly value: unknown;
  /** Where the value at this path begins (its name, in an object); for a missing value, where its parent begins. */
  placeOf(path: readonly PropertyKey[]): TextPlace;
}

/**
 * Reads JSON (RFC 8259) and remembers the place of every value, which `JSON.parse` does not tell. Stricter in two points: it refuses a name
 * that is written twice, and nesting deeper than 32 levels.
 */
export function parseJson(text: string): Result<ParsedJson, LineProblem> {
  const sound = parseSound(text);
  if (sound)
    return ok({ value: sound.value, placeOf: (path) => placeAt(text, scanned(text).offsetOf(path)) });
  try {
    scanned(text);
  } catch (error) {
    if (error instanceof JsonMistake) return fail({ ...placeAt(text, error.offset), message: error.message });
    throw error;
  }
  throw new Error('A text is no JSON, and has no mistake.');
}

/**
 * Null for a text with a mistake. Nearly all files have none: places are looked for only where one has, since that takes ten times as long.
 */
function parseSound(text: string): { readonly value: unknown } | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return countNames(value, 0) === countColons(text) ? { value } : null;
}

/** The names in a value, which are fewer than in its text when one was written twice; NaN where it is nested too deeply. */
function countNames(value: unknown, level: number): number {
  if (level > deepestLevel) return Number.NaN;
  if (typeof value !== 'object' || value === null) return 0;
  const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  let count = Array.isArray(value) ? 0 : members.length;
  for (const each of members) count += countNames(each, level + 1);
  return count;
}

/** The colons of JSON outside quotes: one for each name. */
function countColons(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === ':') count += 1;
    else if (character === '"') at = closingQuote(text, at + 1);
  }
  return count;
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return text.length;
}

function scanned(text: string): JsonScanner {
  const scanner = new JsonScanner(text);
  scanner.scan();
  return scanner;
}

class JsonMistake extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

function placeAt(text: string, offset: number): TextPlace {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

function keyOf(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}

class JsonScanner {
  private readonly text: string;
  private readonly offsets = new Map<string, number>();
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  scan(): void {
    this.value([]);
    this.skipSpace();
    if (this.at < this.text.length) throw this.mistake('The file continues after its last bracket.');
  }

  offsetOf(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length -= 1) {
      const offset = this.offsets.get(keyOf(path.slice(0, length)));
      if (offset !== undefined) return offset;
    }
    return this.offsets.get(keyOf([])) ?? 0;
  }

  private value(path: readonly string[]): void {
    this.skipSpace();
    if (path.length > deepestLevel) throw this.mistake('Brackets are nested too deeply here.');
    if (!this.offsets.has(keyOf(path))) this.offsets.set(keyOf(path), this.at);
    const first = this.text[this.at];
    if (first === '{') this.object(path);
    else if (first === '[') this.array(path);
    else if (first === '"') this.string();
    else this.word();
  }

  private object(path: readonly string[]): void {
    const names = new Set<string>();
    this.list('}', () => {
      const start = this.at;
      if (this.text[start] !== '"') throw this.unexpected('a name in double quotes');
      const name = this.string();
      if (names.has(name)) throw new JsonMistake(`“${name}” is written twice.`, start);
      names.add(name);
      this.offsets.set(keyOf([...path, name]), start);
      this.skipSpace();
      if (this.text[this.at] !== ':') throw this.unexpected('a colon after the name');
      this.at += 1;
      this.value([...path, name]);
    });
  }

  private array(path: readonly string[]): void {
    let index = 0;
    this.list(']', () => {
      this.value([...path, String(index)]);
      index += 1;
    });
  }

  private list(close: '}' | ']', member: () => void): void {
    this.at += 1;
    this.skipSpace();
    if (this.text[this.at] === close) {
      this.at += 1;
      return;
    }
    for (;;) {
      this.skipSpace();
      member();
      const end = this.at;
      this.skipSpace();
      const next = this.text[this.at];
      if (next !== ',' && next !== close) throw this.noComma(end, close);
      const comma = this.at;
      this.at += 1;
      if (next === close) return;
      this.skipSpace();
      if (this.text[this.at] === close)
        throw new JsonMistake(`There is a comma before ${close}. Remove it.`, comma);
    }
  }

  /** Returns the text between the quotes, with its escapes resolved. */
  private string(): string {
    const start = this.at;
    this.at += 1;
    while (this.text[this.at] !== '"') {
      const character = this.text[this.at];
      if (character === undefined || character < ' ') {
        throw new JsonMistake('A text in quotes is not closed on its line.', start);
      }
      this.at += character === '\\' ? this.escapeLength() : 1;
    }
    this.at += 1;
    return String(JSON.parse(this.text.slice(start, this.at)));
  }

  private escapeLength(): number {
    const escape = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
    escape.lastIndex = this.at;
    const match = escape.exec(this.text);
    if (!match) throw this.mistake('After \\ comes one of " \\ / b f n r t, or u and four hex digits.');
    return match[0].length;
  }

  private word(): void {
    const word = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
    word.lastIndex = this.at;
    const match = word.exec(this.text);
    if (!match) throw this.unexpected('a value');
    this.at += match[0].length;
  }

  private skipSpace(): void {
    const space = /[ \t\n\r]*/y;
    space.lastIndex = this.at;
    this.at += space.exec(this.text)?.[0].length ?? 0;
  }

  /** A comma that is missing at the end of a line is reported there, not where the next line begins. */
  private noComma(end: number, close: string): JsonMistake {
    const isLineEnd = this.text.slice(end, this.at).includes('\n') && this.text[this.at] === '"';
    if (!isLineEnd) return this.unexpected(`a comma or ${close}`);
    return new JsonMistake('A comma is missing at the end of this line.', end);
  }

  private unexpected(wanted: string): JsonMistake {
    if (this.at >= this.text.length) return this.mistake(`The file ends before ${wanted}.`);
    if (this.text.startsWith('//', this.at) || this.text.startsWith('/*', this.at)) {
      return this.mistake('JSON has no comments. Remove it.');
    }
    const found = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0);
    return this.mistake(`Expected ${wanted}, not “${found}”.`);
  }

  private mistake(message: string): JsonMistake {
    return new JsonMistake(message, this.at);
  }
}
