import { fail, ok, type Result, type TextProblem } from '../base/result.ts';
import { isUtf8 } from '../bytes/utf8.ts';
import { markColours, type MarkColour } from '../model/mark.ts';
import { directionSchema, recordKinds } from '../model/record.ts';
import type { Comparison, Filter, KindName, Span } from './ast.ts';
import type { FieldName } from './fields.ts';
import { parseHexPattern } from './hexPattern.ts';
import type { Sign, ValueToken } from './lexer.ts';
import { readBytes, type QuotedText } from './quotedText.ts';
import { parseSize, parseWholeNumber } from '../base/sizeValue.ts';
import { parseTime } from './timeValue.ts';

type Parsed<Value> = Result<Value, TextProblem>;

/** A field's value with its context. `!=` is read as `=`: the caller negates the term. */
interface ValueToParse {
  readonly field: FieldName;
  readonly sign: Sign['text'];
  readonly value: ValueToken;
  /** The position of the whole term. */
  readonly span: Span;
}

/** Every name that `kind:` has. */
export const kindNames: readonly KindName[] = [...recordKinds, 'payload', 'message', 'event'];

/** Stands for every colour of a mark. */
export const anyMark = 'any';

/** The earlier name of `payload`, which saved filters may still have. */
const earlierPayload = 'frame';

/** Builds the term of a field whose sign was found to fit. */
export function parseValue(text: string, { field, sign, value, span }: ValueToParse): Parsed<Filter> {
  if (field === 'note') return parseNote(text, value, span);
  if (field === 'mark' && value.kind === 'quoted') return parseMarkNote(text, value, span);
  const problem = checkQuotes(value);
  if (problem) return fail(problem);
  const { from, to } = value.content;
  const content = text.slice(from, to);
  const comparison = comparisonOf(sign);
  switch (field) {
    case 'dir':
      return toTerm(parseDirection(content), value, (direction) => ({ node: 'direction', direction, span }));
    case 'size':
      return toTerm(parseSize(content), value, (bytes) => ({ node: 'size', comparison, bytes, span }));
    case '#':
      return toTerm(parseSeq(content), value, (seq) => ({ node: 'sequence', comparison, seq, span }));
    case 'after':
    case 'before':
      return toTerm(parseTime(content), value, (time) => ({ node: 'time', side: field, time, span }));
    case 'kind':
      return mapParsed(parseList(content, from, kindOf), (names) => ({ node: 'kind', names, span }));
    case 'peer':
      return mapParsed(parseList(content, from, peerOf), (peers) => ({ node: 'peer', peers, span }));
    case 'mark':
      return mapParsed(parseList(content, from, coloursOf), (colours) => ({
        node: 'mark',
        colours: markColours.filter((colour) => colours.flat().includes(colour)),
        note: null,
        span,
      }));
    case 'hex':
      return parseHex(content, value, span);
  }
}

/** Quotation marks keep a value with spaces together; only a text may have flags after them. */
function checkQuotes(value: ValueToken): TextProblem | undefined {
  if (!value.closed) {
    return { message: 'This value has no closing quotation mark. Add “"”.', from: value.from, to: value.to };
  }
  if (value.flags === '') return undefined;
  const from = value.content.to + 1;
  return { message: 'Put a space between the quotation mark and what follows.', from, to: value.to };
}

function comparisonOf(sign: Sign['text']): Comparison {
  return sign === ':' || sign === '!=' ? '=' : sign;
}

function parseDirection(content: string): Result<'in' | 'out', string> {
  const parsed = directionSchema.safeParse(content.toLowerCase());
  return parsed.success
    ? ok(parsed.data)
    : fail(
        `“${content}” is not a direction. Write dir:in for what was received, or dir:out for what was sent.`,
      );
}

function parseSeq(content: string): Result<number, string> {
  const seq = parseWholeNumber(content, 0);
  return seq === undefined
    ? fail(`“${content}” is not the number of a record. Write a whole number, as in #>=100.`)
    : ok(seq);
}

function kindOf(name: string): Result<KindName, string> {
  const lowered = name.toLowerCase();
  if (lowered === earlierPayload) return ok('payload');
  const kind = kindNames.find((known) => known === lowered);
  return kind === undefined
    ? fail(`There is no kind “${name}”. The kinds are ${kindNames.join(', ')}.`)
    : ok(kind);
}

function peerOf(text: string): Result<number, string> {
  const peer = parseWholeNumber(text, 1);
  return peer === undefined
    ? fail(
        `“${text}” is not the number of a peer. Write it as the timeline shows it, as in peer:3 or peer:1,3.`,
      )
    : ok(peer);
}

function coloursOf(name: string): Result<readonly MarkColour[], string> {
  const lowered = name.toLowerCase();
  if (lowered === anyMark) return ok(markColours);
  const colour = markColours.find((known) => known === lowered);
  return colour === undefined
    ? fail(
        `No mark has the colour “${name}”. The colours are ${markColours.join(', ')}, or any; a mark is found by its note as in mark:"slow".`,
      )
    : ok([colour]);
}

/** Reads values separated by commas, ignoring the white space around them. */
function parseList<Item>(
  content: string,
  base: number,
  parseItem: (text: string) => Result<Item, string>,
): Parsed<readonly Item[]> {
  const items: Item[] = [];
  let at = 0;
  for (const part of content.split(',')) {
    const from = base + at + (part.length - part.trimStart().length);
    const text = part.trim();
    at += part.length + 1;
    if (text === '') {
      const message = 'A value is missing between commas. Write one, or remove the comma.';
      return fail({ message, from: base, to: base + Math.max(content.length, 1) });
    }
    const item = parseItem(text);
    if (!item.ok) return fail({ message: item.problem, from, to: from + text.length });
    items.push(item.value);
  }
  return ok(items);
}

function parseHex(content: string, value: ValueToken, span: Span): Parsed<Filter> {
  const parsed = parseHexPattern(content);
  if (parsed.ok) return ok({ node: 'hex', pattern: parsed.value, span });
  const { message, from, to } = parsed.problem;
  const base = value.content.from;
  return from < to
    ? fail({ message, from: base + from, to: base + to })
    : fail({ message, from: value.from, to: value.to });
}

function parseNote(text: string, value: ValueToken, span: Span): Parsed<Filter> {
  return mapParsed(parseNoteText(text, value, 'note:"refused"'), (note) => ({ node: 'note', ...note, span }));
}

function parseMarkNote(text: string, value: ValueToken, span: Span): Parsed<Filter> {
  return mapParsed(parseNoteText(text, value, 'mark:"slow"'), (note) => ({
    node: 'mark',
    colours: markColours,
    note,
    span,
  }));
}

/** What a note is searched for; `example` is a term with the same field. */
function parseNoteText(
  text: string,
  value: ValueToken,
  example: string,
): Parsed<Pick<QuotedText, 'ignoreCase'> & { readonly text: string }> {
  const read = readBytes(text, value);
  if (!read.ok) return read;
  const { bytes, ignoreCase } = read.value;
  if (bytes.length === 0) {
    return fail({ message: `Write what the note says, as in ${example}.`, from: value.from, to: value.to });
  }
  if (!isUtf8(bytes)) {
    return fail({ message: 'A note is text. Bytes that are not UTF-8 are never in it.', ...value.content });
  }
  return ok({ text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), ignoreCase });
}

function toTerm<Value>(
  parsed: Result<Value, string>,
  value: ValueToken,
  make: (value: Value) => Filter,
): Parsed<Filter> {
  return parsed.ok
    ? ok(make(parsed.value))
    : fail({ message: parsed.problem, from: value.from, to: value.to });
}

function mapParsed<Value>(parsed: Parsed<Value>, make: (value: Value) => Filter): Parsed<Filter> {
  return parsed.ok ? ok(make(parsed.value)) : parsed;
}
