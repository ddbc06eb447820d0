/**
 * What a row of a list represents: a whole record, by its sequence number; one of several items that begin in the same record; or several
 * whole records that belong together. A whole record is a bare number, so that ten million of them need no objects.
 */
export type ItemId = number | PartId | RunId;

/** One of the items that begin in the record `first`, counted from 0; it ends in that record, or in the later one `last`. */
interface PartId {
  readonly first: number;
  readonly last: number;
  readonly part: number;
}

/** The records from `first` to `last`. */
interface RunId {
  readonly first: number;
  readonly last: number;
  readonly part?: undefined;
}

/** The sequence number of the record that an item begins in. */
export function firstOf(item: ItemId): number {
  return typeof item === 'number' ? item : item.first;
}

/** The sequence number of the record that an item ends in. */
export function lastOf(item: ItemId): number {
  return typeof item === 'number' ? item : item.last;
}

/** Whether two rows represent the same item. */
export function isSameItem(left: ItemId | null, right: ItemId | null): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (typeof left === 'number' || typeof right === 'number') return false;
  return left.first === right.first && left.last === right.last && partOf(left) === partOf(right);
}

/** The order in a list: by the record that an item begins in, a whole record before its parts, shorter items before longer ones. */
export function compareItems(left: ItemId, right: ItemId): number {
  return firstOf(left) - firstOf(right) || partOf(left) - partOf(right) || lastOf(left) - lastOf(right);
}

/** A key for a table or a list: `7` for a record, `7.0` for a part of it, `7.0-9` for one that ends in another, `7-9` for a run. */
export function keyOfItem(item: ItemId): number | string {
  if (typeof item === 'number') return item;
  const part = item.part === undefined ? '' : `.${item.part}`;
  const last = item.part !== undefined && item.last === item.first ? '' : `-${item.last}`;
  return `${item.first}${part}${last}`;
}

/** The item's number for people: `7`, `7.1` for the first part of it, `7–9` for a run. */
export function formatItem(item: ItemId): string {
  if (typeof item === 'number') return String(item);
  return item.part === undefined ? `${item.first}–${item.last}` : `${item.first}.${item.part + 1}`;
}

/** A whole record, or a run of them, comes before its parts. */
function partOf(item: ItemId): number {
  return typeof item === 'number' ? -1 : (item.part ?? -1);
}
