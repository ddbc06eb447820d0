import { parseTemplate, quoteTemplate } from '../template/parseTemplate.ts';

/** What something in a text of another program is there. */
export type Meaning =
  | { readonly kind: 'variable'; readonly name: string }
  /** The same in our language. */
  | { readonly kind: 'template'; readonly text: string }
  /** It stands for something that we do not have: it stays as text, and a sentence says so. */
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'text' };

/** How a program writes what stands for something else: all that it might replace, and what such a stretch means. */
export interface Dialect {
  readonly pattern: RegExp;
  readonly meaningOf: (written: string) => Meaning;
}

/** A text in our language, and sentences about what is no longer what it was. */
interface Translated {
  readonly text: string;
  readonly problems: readonly string[];
}

/** Writes a text of another program as a template. What is text there stays text here, also where it looks like a reference of ours. */
export function translateText(
  written: string,
  { pattern, meaningOf }: Dialect,
  nameOf: (foreign: string) => string,
): Translated {
  const problems: string[] = [];
  let text = '';
  let at = 0;
  let plain = '';
  const flush = (): void => {
    text += quoteTemplate(plain);
    plain = '';
  };
  for (const { 0: found, index } of written.matchAll(pattern)) {
    plain += written.slice(at, index);
    at = index + found.length;
    const meaning = meaningOf(found);
    if (meaning.kind === 'unknown') problems.push(meaning.why);
    if (meaning.kind === 'unknown' || meaning.kind === 'text') {
      plain += found;
      continue;
    }
    flush();
    text += meaning.kind === 'variable' ? `{{${nameOf(meaning.name)}}}` : meaning.text;
  }
  plain += written.slice(at);
  flush();
  return { text, problems };
}

/** Changes what is text in a template of ours, and leaves its references as they are. */
export function mapPlainText(template: string, change: (text: string) => string): string {
  const parsed = parseTemplate(template);
  if (!parsed.ok) return template;
  return parsed.value
    .map((segment) => {
      const written = template.slice(segment.from, segment.to);
      return segment.kind === 'text' && segment.text === written ? change(written) : written;
    })
    .join('');
}

/** `{{…}}` with anything but braces in it, as Postman and Bruno have it. */
const doubleBraces = /\{\{[^{}]{1,500}\}\}/g;

/** The functions that Postman and Bruno have in common with us, by their names there. */
const functions: ReadonlyMap<string, string> = new Map([
  ['guid', '{{$uuid}}'],
  ['randomUUID', '{{$uuid}}'],
  ['timestamp', '{{$now:unix}}'],
  ['isoTimestamp', '{{$now}}'],
  ['randomInt', '{{$randomInt:0:1000}}'],
]);

/** The language of Postman, which Bruno shares: `{{name}}`, `{{$guid}}`. `more` knows what is of the program alone. */
export function bracesDialect(
  program: string,
  more: (inside: string) => Meaning | null = () => null,
): Dialect {
  return {
    pattern: doubleBraces,
    meaningOf(written) {
      const inside = written.slice(2, -2).trim();
      const own = more(inside);
      if (own) return own;
      const name = /^\$([A-Za-z]\w*)$/.exec(inside)?.[1];
      if (name !== undefined) {
        const text = functions.get(name);
        return text === undefined
          ? {
              kind: 'unknown',
              why: `${program}’s {{$${name}}} has no counterpart here, so it stays as text.`,
            }
          : { kind: 'template', text };
      }
      return isName(inside) ? { kind: 'variable', name: inside } : { kind: 'text' };
    },
  };
}

/** What another program takes for the name of a variable. Anything else between its braces is text, such as a block of a template language. */
function isName(text: string): boolean {
  return /^[\p{L}\p{M}\p{N}_@][\p{L}\p{M}\p{N}_$@ .+-]{0,199}$/u.test(text);
}
