import type { Span } from './ast.ts';

/** The sign between a field and its value. */
export interface Sign extends Span {
  readonly text: ':' | '=' | '!=' | '<' | '<=' | '>' | '>=';
}

/** A value after a field's sign. The content of a quoted value excludes its quotation marks; `flags` follow the closing mark. */
export interface ValueToken extends Span {
  readonly kind: 'bare' | 'quoted';
  readonly content: Span;
  readonly closed: boolean;
  readonly flags: string;
}

export type Token =
  | (Span & { readonly kind: 'open' | 'close' | 'and' | 'or' | 'not' })
  /** A text to search for: a word, or a quoted text. */
  | (ValueToken & { readonly role: 'text' })
  | (Span & {
      readonly kind: 'expression';
      readonly source: Span;
      readonly flags: string;
      readonly closed: boolean;
    })
  /** `name` is empty where nothing precedes the sign. `sign` is null in `#100`, which means `#=100`. */
  | (Span & {
      readonly kind: 'field';
      readonly name: Span;
      readonly sign: Sign | null;
      readonly value: ValueToken | null;
    });

export type FieldToken = Extract<Token, { kind: 'field' }>;
export type TextToken = Extract<Token, { role: 'text' }>;
export type ExpressionToken = Extract<Token, { kind: 'expression' }>;

const keywords: ReadonlyMap<string, 'and' | 'or' | 'not'> = new Map([
  ['and', 'and'],
  ['&&', 'and'],
  ['or', 'or'],
  ['||', 'or'],
  ['not', 'not'],
  ['!', 'not'],
]);

const space = /\s*/y;
const keywordSign = /&&|\|\||!(?!=)/y;
/** A sign may have spaces around it, as in `size > 1k`; `==` is common in other filter languages. */
const fieldSign = /\s*(:|==?|!=|<=?|>=?)\s*/y;
const sequenceNumber = /#\d[\d,]*(?![^\s()])/y;
/** Up to white space, a parenthesis, a quotation mark, `&&` or `||`, or a possible sign of a field. */
const word = /(?:(?!&&|\|\||!=)[^\s()":=<>])+/y;
/** A value continues after a comma, with or without white space; colons and the other signs are part of it. */
const bareValue = /(?:(?!&&|\|\|)(?:[^\s()",]|,\s*))+/y;
/** Up to the closing mark, or the end; a backslash takes the next character with it. */
const quoted = /"((?:[^"\\]|\\[^])*)(\\?)("?)/y;
/** A slash within brackets does not end an expression, as in JavaScript. */
const expression = /\/((?:[^/\\[]|\\[^]|\[(?:[^\]\\]|\\[^])*\]?)*)(\\?)(\/?)/y;
/** Letters directly after a closing mark; a keyword typed without a space is not a flag. */
const flagLetters = /(?!(?:and|or|not)(?![a-z0-9_]))[a-z0-9_]*/iy;

/** Splits the filter's text into tokens. Every character but white space is in exactly one token; nothing is an error yet. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = skipSpace(text, 0); at < text.length;) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at = skipSpace(text, token.to);
  }
  return tokens;
}

function tokenAt(text: string, at: number): Token {
  const first = text.charAt(at);
  if (first === '(' || first === ')') return { kind: first === '(' ? 'open' : 'close', from: at, to: at + 1 };
  if (first === '"') return { ...quotedAt(text, at), role: 'text' };
  if (first === '/') return expressionAt(text, at);
  const keyword = match(keywordSign, text, at)?.[0];
  if (keyword !== undefined) return keywordToken(keyword, at);
  const sequence = match(sequenceNumber, text, at)?.[0];
  if (sequence !== undefined) return sequenceToken(at, at + sequence.length);
  const name = match(word, text, at)?.[0] ?? '';
  const to = at + name.length;
  const found = match(fieldSign, text, to);
  if (found) return fieldToken(text, { from: at, to }, found);
  if (keywords.has(name.toLowerCase())) return keywordToken(name, at);
  const span = { from: at, to };
  return { ...span, kind: 'bare', content: span, closed: true, flags: '', role: 'text' };
}

function keywordToken(name: string, at: number): Token {
  return { kind: keywords.get(name.toLowerCase()) ?? 'and', from: at, to: at + name.length };
}

function sequenceToken(from: number, to: number): Token {
  const content = { from: from + 1, to };
  const value: ValueToken = { kind: 'bare', ...content, content, closed: true, flags: '' };
  return { kind: 'field', from, to, name: { from, to: from + 1 }, sign: null, value };
}

function fieldToken(text: string, name: Span, found: RegExpExecArray): Token {
  const written = found[1] ?? ':';
  const signFrom = name.to + found[0].indexOf(written);
  const sign: Sign = { from: signFrom, to: signFrom + written.length, text: signOf(written) };
  const value = valueAt(text, name.to + found[0].length);
  return { kind: 'field', from: name.from, to: value?.to ?? sign.to, name, sign, value };
}

function signOf(written: string): Sign['text'] {
  switch (written) {
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case ':':
      return written;
    default:
      return '=';
  }
}

function valueAt(text: string, at: number): ValueToken | null {
  if (text.charAt(at) === '"') return quotedAt(text, at);
  const value = match(bareValue, text, at)?.[0];
  if (value === undefined) return null;
  const span = { from: at, to: at + value.trimEnd().length };
  return { kind: 'bare', ...span, content: span, closed: true, flags: '' };
}

function quotedAt(text: string, from: number): ValueToken {
  const [, inside = '', loneBackslash = '', mark = ''] = match(quoted, text, from) ?? [];
  const content = { from: from + 1, to: from + 1 + inside.length + loneBackslash.length };
  const flags = mark === '' ? '' : flagsAt(text, content.to + 1);
  const to = content.to + mark.length + flags.length;
  return { kind: 'quoted', from, to, content, closed: mark !== '', flags };
}

function expressionAt(text: string, from: number): Token {
  const [, inside = '', loneBackslash = '', mark = ''] = match(expression, text, from) ?? [];
  const source = { from: from + 1, to: from + 1 + inside.length + loneBackslash.length };
  const flags = mark === '' ? '' : flagsAt(text, source.to + 1);
  const to = source.to + mark.length + flags.length;
  return { kind: 'expression', from, to, source, flags, closed: mark !== '' };
}

function flagsAt(text: string, at: number): string {
  return match(flagLetters, text, at)?.[0] ?? '';
}

function skipSpace(text: string, at: number): number {
  return at + (match(space, text, at)?.[0].length ?? 0);
}

/** `pattern` is sticky. */
function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
