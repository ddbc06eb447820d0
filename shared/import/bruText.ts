/** A block of a `.bru` file: `headers { … }`, `vars:secret [ … ]`. Its lines are as they stand in the file. */
export interface BruBlock {
  readonly name: string;
  readonly lines: readonly string[];
}

/** A line of a dictionary: `name: value`, or `~name: value` for one that is switched off. */
export interface BruPair {
  readonly name: string;
  readonly value: string;
  readonly on: boolean;
}

const beginning = /^([A-Za-z][\w-]*(?::[\w-]+)*)\s*([{[])\s*$/;

/**
 * Reads Bruno's own format (https://docs.usebruno.com/bru-lang): blocks that begin and end at the start of a line. The package of its makers,
 * `@usebruno/lang`, is the parser of a grammar with Lodash, of 3 MB, and takes an exception for a line that it does not know; a block that is
 * not known here is left to the reader.
 */
export function parseBru(text: string): readonly BruBlock[] {
  const blocks: BruBlock[] = [];
  let open: { readonly name: string; readonly end: string; readonly lines: string[] } | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (open === null) {
      const [, name = '', bracket = ''] = beginning.exec(line) ?? [];
      if (name !== '') open = { name, end: bracket === '{' ? '}' : ']', lines: [] };
    } else if (line.trimEnd() === open.end) {
      blocks.push({ name: open.name, lines: open.lines });
      open = null;
    } else {
      open.lines.push(line);
    }
  }
  if (open !== null) blocks.push({ name: open.name, lines: open.lines });
  return blocks;
}

const quotes = "'''";

/** The pairs of a dictionary. A value of several lines stands between `'''`. */
export function pairsOf({ lines }: BruBlock): readonly BruPair[] {
  const pairs: BruPair[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trim();
    const [, off = '', quoted, plain = '', first = ''] =
      /^(~?)(?:"((?:[^"\\]|\\.)*)"|([^:]*)):(.*)$/.exec(line) ?? [];
    const name = (quoted?.replace(/\\(.)/g, '$1') ?? plain).trim();
    // A line without a name is empty, or says something about the next.
    if (name === '' || /^@\w+\(/.test(name)) continue;
    let value = first.trim();
    if (value.startsWith(quotes) && !(value.length >= 6 && value.endsWith(quotes))) {
      const end = lines.findIndex((each, index) => index > at && each.trim() === quotes);
      const last = end < 0 ? lines.length : end;
      value = [value.slice(quotes.length), ...lines.slice(at + 1, last).map(outdented)]
        .join('\n')
        .replace(/^\n/, '');
      at = last;
    } else if (value.startsWith(quotes)) {
      value = value.slice(quotes.length, -quotes.length);
    }
    pairs.push({ name, value, on: off === '' });
  }
  return pairs;
}

/** Bruno indents such a value by four spaces. */
function outdented(line: string): string {
  return line.replace(/^ {1,4}/, '');
}

/** The names of a list, with or without commas; those behind `~` are switched off. */
export function namesOf({ lines }: BruBlock): readonly BruPair[] {
  return lines
    .flatMap((line) => line.split(','))
    .map((each) => each.trim())
    .filter((each) => each !== '' && !each.startsWith('@'))
    .map((each) => ({ name: each.replace(/^~/, ''), value: '', on: !each.startsWith('~') }));
}
