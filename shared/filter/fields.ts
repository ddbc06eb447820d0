/** The fields of the language by their written names, in the order offered. */
export const fieldNames = [
  'dir',
  'kind',
  'size',
  'peer',
  'after',
  'before',
  '#',
  'note',
  'mark',
  'hex',
] as const;
export type FieldName = (typeof fieldNames)[number];

/** Synonyms that are accepted too. */
const otherNames: ReadonlyMap<string, FieldName> = new Map([
  ['direction', 'dir'],
  ['length', 'size'],
  ['len', 'size'],
  ['seq', '#'],
]);

/** What people used to other tools write, and the equivalent here. */
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
  ['marked', 'mark:any'],
  ['flag', 'mark:any'],
  ['color', 'mark:red'],
  ['colour', 'mark:red'],
  ['text', '"PING"'],
  ['contains', '"PING"'],
  ['data', 'hex:de??beef'],
  ['re', '/error/i'],
  ['regex', '/error/i'],
]);

/** The field with a name (in any case), or undefined. */
export function fieldNamed(name: string): FieldName | undefined {
  const lower = name.toLowerCase();
  return fieldNames.find((field) => field === lower) ?? otherNames.get(lower);
}

/** An example of what an unknown name probably meant: a known synonym, or the field that begins the same way. */
export function likelyMeant(name: string): string | undefined {
  const lower = name.toLowerCase();
  const field = fieldNames.find((known) => known.startsWith(lower.slice(0, 2)));
  return hints.get(lower) ?? (field && exampleOf(field));
}

/** A complete example term for the field, for use in messages. */
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
  mark: 'mark:red',
  hex: 'hex:de??beef',
};
