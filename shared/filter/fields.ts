/** The fields of the language, each under the name that it is written with, in the order in which they are offered. */
export const fieldNames = ['dir', 'kind', 'size', 'peer', 'after', 'before', '#', 'note', 'hex'] as const;
export type FieldName = (typeof fieldNames)[number];

/** Other names that are understood, too. */
const otherNames: ReadonlyMap<string, FieldName> = new Map([
  ['direction', 'dir'],
  ['length', 'size'],
  ['len', 'size'],
  ['seq', '#'],
]);

/** What people write who know other tools, and what it is here. */
const hints: ReadonlyMap<string, string> = new Map([
  ['type', 'kind:text'],
  ['bytes', 'size>1k'],
  ['time', 'after:12.5s'],
  ['at', 'after:12.5s'],
  ['since', 'after:12.5s'],
  ['from', 'after:12.5s'],
  ['until', 'before:30s'],
  ['to', 'before:30s'],
  ['number', '#>=100'],
  ['no', '#>=100'],
  ['id', '#>=100'],
  ['client', 'peer:3'],
  ['text', '"PING"'],
  ['contains', '"PING"'],
  ['data', 'hex:de??beef'],
  ['re', '/error/i'],
  ['regex', '/error/i'],
]);

/** The field of a name in any case, or undefined. */
export function fieldNamed(name: string): FieldName | undefined {
  const lower = name.toLowerCase();
  return fieldNames.find((field) => field === lower) ?? otherNames.get(lower);
}

/** An example of what was probably meant by a name that is no field's: a known synonym, or the field that begins alike. */
export function likelyMeant(name: string): string | undefined {
  const lower = name.toLowerCase();
  const field = fieldNames.find((known) => known.startsWith(lower.slice(0, 2)));
  return hints.get(lower) ?? (field && exampleOf(field));
}

/** A whole term with the field, for sentences. */
export function exampleOf(field: FieldName): string {
  return examples[field];
}

const examples: Readonly<Record<FieldName, string>> = {
  dir: 'dir:in',
  kind: 'kind:text',
  size: 'size>1k',
  peer: 'peer:3',
  after: 'after:12.5s',
  before: 'before:14:02:11.5',
  '#': '#>=100',
  note: 'note:"refused"',
  hex: 'hex:de??beef',
};
