import type { TextProblem } from '../base/result.ts';
import { tokenize, type Token } from './lexer.ts';

interface Hint {
  readonly pattern: RegExp;
  /** Says what to write here instead of the sign, mark or word. */
  readonly advice: (found: string) => string;
}

/** Words of other filter languages that are plain text here. The first hint that fits counts. */
const wordHints: readonly Hint[] = [
  { pattern: /^&$/, advice: () => 'For both, write and.' },
  { pattern: /^\|$/, advice: () => 'For either, write or.' },
  { pattern: /^['‘’“”`]|['‘’“”`]$/u, advice: () => 'Write a text as "…".' },
  {
    pattern: /^#?\d+(?:-|\.\.+|:)#?\d+$/,
    advice: (found) => {
      const [from = '', to = ''] = found.match(/\d+/g) ?? [];
      return `For a range of records, write #>=${from} #<=${to}.`;
    },
  },
  {
    pattern: /^(?:contains|matches|like)$/i,
    advice: () => 'To search what a record contains, write only "…" or /…/.',
  },
  {
    pattern: /^(?:eq|ne|gt|ge|lt|le|is)$/i,
    advice: () => 'Compare with =, !=, >, >=, < or <=, as in size>1k.',
  },
  { pattern: /^(?:xor|nor|nand)$/i, advice: () => 'The operators are and, or and not.' },
  { pattern: /^(?:is)?marked$|^marks?$/i, advice: () => 'For marked records, write mark:any.' },
  { pattern: /^~+$|^=~$/, advice: () => 'Write a regular expression as /…/.' },
  { pattern: /^0x[\da-f]+$/i, advice: (found) => `Bytes are written hex:${found.slice(2)}.` },
  { pattern: /^\*?[a-z]\w*\*$|^\*[a-z]/i, advice: () => 'Part of a text is found without *.' },
  { pattern: /^[[{]$|^[\]}]$/, advice: () => 'Conditions are grouped with ( and ).' },
];

/**
 * Finds where a valid filter probably means something else: a sign or word of another language is plain text here, and usually finds
 * nothing. In the order of the text; text in quotation marks is taken literally.
 */
export function filterHints(text: string): TextProblem[] {
  return tokenize(text).flatMap((token) => hintFor(text, token) ?? []);
}

/**
 * Where a filter finds nothing, says of a word with a minus before it how to exclude it; null where there is none. Before that it would be
 * wrong too often: `-ERR` is what servers say.
 */
export function exclusionHint(text: string): string | null {
  const word = tokenize(text)
    .filter(({ kind }) => kind === 'bare')
    .map(({ from, to }) => text.slice(from, to))
    .find((each) => /^-[^-]/u.test(each));
  return word === undefined
    ? null
    : `“${word}” is looked for with its minus. To leave records out, write not ${word.slice(1)}.`;
}

function hintFor(text: string, token: Token): TextProblem | null {
  if (token.kind === 'bare') {
    const found = text.slice(token.from, token.to);
    const hint = wordHints.find(({ pattern }) => pattern.test(found));
    return hint ? asText(found, hint.advice(found), token) : null;
  }
  if (token.kind !== 'field' || token.value?.kind !== 'bare') return null;
  const { from, to } = token.value;
  const found = text.slice(from, to);
  const isNote = text.slice(token.name.from, token.name.to).toLowerCase() === 'note';
  if (!isNote || !/^\/.*\/[a-z]*$/.test(found)) return null;
  return asText(found, 'Notes are searched for text, as in note:"closed"i, not for an expression.', {
    from,
    to,
  });
}

function asText(found: string, advice: string, { from, to }: { from: number; to: number }): TextProblem {
  return { message: `“${found}” is looked for as text. ${advice}`, from, to };
}
