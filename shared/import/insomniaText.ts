import type { Dialect, Meaning } from './foreignText.ts';

/** Variables, tags and comments of Nunjucks, as Insomnia has them in every text. */
const pattern =
  /\{\{(?:(?!\{\{|\}\})[\s\S]){1,500}\}\}|\{%(?:(?!\{%|%\})[\s\S]){1,2000}%\}|\{#[^#]{0,2000}#\}/g;

/** `_.name`, `_['name']`, `name`, `_.a.b[0]` */
const path =
  /^(?:_(?=[.[]))?((?:\.?[\p{L}_$]|\[\s*'[^']{1,200}'\s*\]|\[\s*"[^"]{1,200}"\s*\])(?:[\p{L}\p{N}_$-]|\.[\p{L}_$]|\[\s*'[^']{1,200}'\s*\]|\[\s*"[^"]{1,200}"\s*\])*)$/u;

/** The tags that have a counterpart here, without spaces. */
const tags: readonly (readonly [RegExp, string])[] = [
  [/^uuid(?:'v4')?$/, '{{$uuid}}'],
  [/^now'iso-8601'(?:,'')?$/, '{{$now}}'],
  [/^now'unix'(?:,'')?$/, '{{$now:unix}}'],
  [/^now'millis'(?:,'')?$/, '{{$now:unixMs}}'],
  [/^timestamp'iso-8601'(?:,'')?$/, '{{$now}}'],
];

/** The language of Insomnia. */
export const insomniaDialect: Dialect = {
  pattern,
  meaningOf(written): Meaning {
    const inside = written.slice(2, -2).trim();
    if (written.startsWith('{#')) return { kind: 'template', text: '' };
    if (written.startsWith('{%')) return tagOf(inside);
    const found = path.exec(inside)?.[1];
    if (found !== undefined) return { kind: 'variable', name: dotted(found) };
    return {
      kind: 'unknown',
      why: `{{ ${inside} }} is more than the name of a variable, so it stays as text.`,
    };
  },
};

function tagOf(inside: string): Meaning {
  const plain = inside.replaceAll('"', "'").replace(/\s+/g, '');
  const text = tags.find(([tag]) => tag.test(plain))?.[1];
  if (text !== undefined) return { kind: 'template', text };
  return { kind: 'unknown', why: `The tag {% ${inside} %} has no counterpart here, so it stays as text.` };
}

/** `a.b`: the name that a value within an object has here. */
function dotted(found: string): string {
  return found.replace(/\[\s*['"]([^'"]*)['"]\s*\]/g, '.$1').replace(/^\./, '');
}
