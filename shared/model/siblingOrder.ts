import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';
import { z } from 'zod';

/** 128 characters: a thousand moves to the same place. Beyond it, all items of the folder get new keys. */
const longestKey = 128;

/** The place that a person gave to an item among its siblings: a fractional key, so that moving one item changes no other. */
export const orderKeySchema = z
  .string()
  .max(longestKey)
  .refine(isKey, 'It is not a key that Wirebench wrote. Remove it: the name then decides the place.');

function isKey(text: string): boolean {
  try {
    return generateKeyBetween(text, null) !== '';
  } catch {
    return false;
  }
}

/** What decides an item's place among its siblings. */
export interface Sibling {
  /** Tells apart items with the same name. */
  readonly key: string;
  readonly name: string;
  readonly order?: string | undefined;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Items with a place come first, in its order; then the others, by name. The same place, as after a merge: by name. */
export function compareSiblings(left: Sibling, right: Sibling): number {
  return compareOrders(left.order, right.order) || compareNames(left, right);
}

function compareOrders(left: string | undefined, right: string | undefined): number {
  if (left === right) return 0;
  if (left === undefined) return 1;
  if (right === undefined) return -1;
  return left < right ? -1 : 1;
}

function compareNames(left: Sibling, right: Sibling): number {
  return (
    collator.compare(left.name, right.name) || (left.key < right.key ? -1 : Number(left.key > right.key))
  );
}

/** New places, by the item's key; undefined takes the place away. */
export type Places = ReadonlyMap<string, string | undefined>;

/**
 * The least that must be written so that `moved` stands at `index` among its siblings, which are in order, without it. An item that stands
 * there by its name needs no place.
 */
export function placesFor(siblings: readonly Sibling[], index: number, moved: Sibling): Places {
  const before = siblings[index - 1];
  const after = siblings[index];
  if (standsByName(moved, before, after)) return new Map([[moved.key, undefined]]);
  const firstUnplaced = siblings.findIndex(({ order }) => order === undefined);
  const unplacedBefore = firstUnplaced < 0 ? [] : siblings.slice(firstUnplaced, index);
  const lower = siblings.slice(0, index).findLast(({ order }) => order !== undefined)?.order;
  const twins = twinsAfter(siblings, index, lower);
  const written = [...unplacedBefore, moved, ...twins];
  const upper = siblings[index + twins.length]?.order;
  const keys = generateNKeysBetween(lower ?? null, upper ?? null, written.length);
  if (keys.some((key) => key.length > longestKey)) return placesForAll(siblings.toSpliced(index, 0, moved));
  return new Map(written.map(({ key }, at) => [key, keys[at]]));
}

/** The places that put a new item after another one, or, without one, behind all others. */
export function placesAfter(siblings: readonly Sibling[], after: string | undefined, added: Sibling): Places {
  const index = siblings.findIndex(({ key }) => key === after) + 1;
  return index > 0 ? placesFor(siblings, index, added) : new Map([[added.key, keyBehind(siblings)]]);
}

/**
 * The key that puts one more item behind all others, which are in order, without a change of any. Undefined where one of them stands by its
 * name: then the new one does, too.
 */
export function keyBehind(siblings: readonly Sibling[]): string | undefined {
  const last = siblings.at(-1);
  if (last && last.order === undefined) return undefined;
  const key = generateKeyBetween(last?.order ?? null, null);
  return key.length > longestKey ? undefined : key;
}

function standsByName(moved: Sibling, before: Sibling | undefined, after: Sibling | undefined): boolean {
  const unplaced = { key: moved.key, name: moved.name };
  const isAfter = before === undefined || compareSiblings(before, unplaced) < 0;
  return isAfter && (after === undefined || compareSiblings(unplaced, after) < 0);
}

/** The items from `index` on that have the place of the item before it: nothing fits between them until they have others. */
function twinsAfter(
  siblings: readonly Sibling[],
  index: number,
  order: string | undefined,
): readonly Sibling[] {
  if (order === undefined) return [];
  const following = siblings.slice(index);
  const end = following.findIndex((sibling) => sibling.order !== order);
  return end < 0 ? following : following.slice(0, end);
}

function placesForAll(siblings: readonly Sibling[]): Places {
  const keys = orderKeys(siblings.length);
  return new Map(siblings.map(({ key }, at) => [key, keys[at]]));
}

/** The places of so many new items, in order. */
export function orderKeys(count: number): readonly string[] {
  return generateNKeysBetween(null, null, count);
}
