import type { Mark } from '../../../../../shared/model/mark.ts';
import type { MarkList } from '../../../../../shared/model/markList.ts';
import { recordKinds } from '../../../../../shared/model/record.ts';
import { cellsOf, indexLeaf, localBytes, mayBeTableLeaf, pageNumberAt, type Cell } from './cells.ts';
import { inOrder, markOf } from './salvagedMarks.ts';
import type { PageFile } from './pageFile.ts';
import { columnTypes, isBlob, isInteger, isText, rowValues, type SqliteValue } from './rowValues.ts';

/** A leaf page of consecutive records: the record at place `index` has the number `base + index`. */
interface RecordLeaf {
  readonly page: number;
  readonly base: number;
  readonly end: number;
}

/** The location of a part of a large record. */
interface PartPlace {
  readonly page: number;
  readonly index: number;
}

/** The content of each page of a session file, found without its trees: each leaf itself says what it is. */
export interface PageMap {
  /** In the order of their record numbers. */
  readonly leaves: readonly RecordLeaf[];
  /** By the numbers of the record and of the part: `7:1`. */
  readonly parts: ReadonlyMap<string, PartPlace>;
  readonly meta: ReadonlyMap<string, SqliteValue>;
  readonly marks: MarkList;
  /** How many records the file claims to have; null where that is unknown. */
  readonly records: number | null;
}

/** 64 pages, 1 MiB, are read at once. */
const pagesAtATime = 64;

const metaKeys: ReadonlySet<string> = new Set([
  'name',
  'endpoint',
  'started_at',
  'ended_at',
  'url',
  'complete',
  'named',
  'first',
  'facts',
]);

/** Goes through the file once. */
export function mapPages(file: PageFile): PageMap {
  const leaves: RecordLeaf[] = [];
  const parts = new Map<string, PartPlace>();
  const meta = new Map<string, SqliteValue>();
  const marks: Mark[] = [];
  let records: number | null = null;
  const free = freePages(file);
  for (const [number, page] of allPages(file)) {
    if (free.has(number)) continue;
    const start = number === 1 ? 100 : 0;
    if (page[start] === indexLeaf) readMeta(page, start, meta);
    if (!mayBeTableLeaf(page, start)) continue;
    const cells = cellsOf(page, start, true);
    const leaf = recordLeaf(cells.filter(isRecord), number);
    if (leaf) leaves.push(leaf);
    for (const cell of cells) {
      const values = rowValues(localBytes(cell.payload), isPart(cell) ? 2 : 0);
      if (values?.length === 2) parts.set(values.join(':'), { page: number, index: cell.index });
      const mark = markOf(cell);
      if (mark) marks.push(mark);
      if (isTotals(cell)) records = Number(rowValues(localBytes(cell.payload))?.[0] ?? 0);
    }
  }
  const inTheirOrder = leaves.toSorted((one, other) => one.base - other.base);
  return { leaves: inTheirOrder, parts, meta, marks: inOrder(marks), records };
}

function* allPages(file: PageFile): Generator<[number, Uint8Array]> {
  for (let first = 1; first <= file.pageCount; first += pagesAtATime) {
    const count = Math.min(pagesAtATime, file.pageCount - first + 1);
    const bytes = file.pages(first, count);
    for (let index = 0; index < count; index += 1) {
      yield [first + index, bytes.subarray(index * file.pageSize, (index + 1) * file.pageSize)];
    }
  }
}

/** Deleted content remains on free pages (section 1.5). A damaged list ends at the damage. */
function freePages(file: PageFile): ReadonlySet<number> {
  const free = new Set<number>();
  for (let trunk = file.header.getUint32(32); trunk > 1 && trunk <= file.pageCount && !free.has(trunk);) {
    free.add(trunk);
    const page = file.page(trunk);
    const count = Math.min(pageNumberAt(page, 4), page.length / 4 - 2);
    for (let index = 0; index < count; index += 1) free.add(pageNumberAt(page, 8 + 4 * index));
    trunk = pageNumberAt(page, 0);
  }
  return free;
}

function readMeta(page: Uint8Array, start: number, meta: Map<string, SqliteValue>): void {
  for (const { payload } of cellsOf(page, start, false)) {
    const values = payload.localLength === payload.length ? rowValues(localBytes(payload)) : null;
    const [key, value] = values ?? [];
    if (values?.length !== 2 || typeof key !== 'string' || !metaKeys.has(key)) continue;
    if (value !== undefined) meta.set(key, value);
  }
}

/** Records have no gaps between them: the page begins where most of its records say. */
function recordLeaf(cells: readonly Cell[], page: number): RecordLeaf | null {
  const votes = new Map<number, number>();
  for (const { rowid, index } of cells) votes.set(rowid - index, (votes.get(rowid - index) ?? 0) + 1);
  let [base, most] = [0, 0];
  for (const [each, count] of votes) if (count > most) [base, most] = [each, count];
  const last = cells.findLast(({ rowid, index }) => rowid - index === base);
  return last && base >= 1 ? { page, base, end: base + last.index + 1 } : null;
}

/** Version 1 had no sum at the end, and versions up to 4 no detail. */
export function isRecord({ payload }: Cell): boolean {
  const types = columnTypes(localBytes(payload));
  if (types === null || types.length < 9 || types.length > 11) return false;
  const [seq, at, , , kind, size] = types;
  if (seq !== 0 || !isInteger(at) || !isText(kind) || !isInteger(size)) return false;
  const name = rowValues(localBytes(payload), 5)?.[4];
  return recordKinds.some((known) => known === name);
}

function isPart({ payload }: Cell): boolean {
  const types = columnTypes(localBytes(payload));
  if (types?.length !== 4 && types?.length !== 3) return false;
  return isInteger(types[0]) && isInteger(types[1]) && isBlob(types[2]);
}

function isTotals({ payload, rowid }: Cell): boolean {
  const types = columnTypes(localBytes(payload));
  return rowid === 1 && types?.length === 5 && types.every(isInteger);
}
