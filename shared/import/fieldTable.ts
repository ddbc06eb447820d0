import type { Collector } from './collector.ts';

/** A field that is not imported: the sentence that says so, and the values with which nothing is lost. */
interface Loss {
  readonly text: string;
  readonly except?: readonly unknown[] | ((value: unknown) => boolean);
}

interface Fields {
  /** The names of those that the reader takes over, with spaces between them. */
  readonly taken?: string;
  /** Those that say nothing about a socket: ids, times, how something is shown. */
  readonly immaterial?: string;
  readonly lost?: Readonly<Record<string, string | Loss>>;
  /** Objects, or lists of them, whose fields are told one by one. */
  readonly inside?: Readonly<Record<string, FieldTable>>;
  /** Objects of which each field is a name of the file’s, and its value is told. */
  readonly each?: Readonly<Record<string, FieldTable>>;
}

/**
 * What becomes of each field of an object of another program. One that is in no table is told, too: so nothing is lost without a word,
 * also of what a later version of the program adds.
 */
export class FieldTable {
  private readonly known: ReadonlySet<string>;
  private readonly lost: ReadonlyMap<string, Loss>;
  private readonly inside: ReadonlyMap<string, FieldTable>;
  private readonly each: ReadonlyMap<string, FieldTable>;

  constructor({ taken = '', immaterial = '', lost = {}, inside = {}, each = {} }: Fields) {
    this.known = new Set(`${taken} ${immaterial}`.split(' '));
    this.lost = new Map(
      Object.entries(lost).map(([name, loss]) => [name, typeof loss === 'string' ? { text: loss } : loss]),
    );
    this.inside = new Map(Object.entries(inside));
    this.each = new Map(Object.entries(each));
  }

  /** Notes what of an object, or of each in a list, is not imported. Empty values are nothing to be taken over. */
  tell(value: unknown, item: string, collector: Collector): void {
    if (Array.isArray(value)) {
      for (const each of value) {
        const name = nameIn(each);
        this.tell(each, name === null ? item : `${item}/${name}`, collector);
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, field] of Object.entries(value)) {
        if (!isEmpty(field)) this.tellField(name, field, item, collector);
      }
    }
  }

  private tellField(name: string, field: unknown, item: string, collector: Collector): void {
    const inside = this.inside.get(name);
    const each = this.each.get(name);
    const loss = this.lost.get(name);
    if (each) {
      for (const [key, value] of Object.entries(Object(field))) each.tell(value, `${item}/${key}`, collector);
    } else if (inside) inside.tell(field, item, collector);
    else if (loss) {
      if (!isExcepted(field, loss)) collector.left.add(item, loss.text);
    } else if (!this.known.has(name)) {
      collector.left.add(item, `Its field “${name}” is not imported: Wirebench does not know it.`);
    }
  }
}

function isExcepted(value: unknown, { except = [] }: Loss): boolean {
  return typeof except === 'function' ? except(value) : except.includes(value);
}

function nameIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const names = ['name', 'key', 'title'].map((key) => Object.getOwnPropertyDescriptor(value, key)?.value);
  return names.find((each): each is string => typeof each === 'string' && each !== '') ?? null;
}

/** Also of lists and objects in which everything is empty, as programs write what nobody has filled in. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.values(value).every(isEmpty);
}
