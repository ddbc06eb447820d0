import { toWireError, WirebenchError } from '../../shared/base/errors.ts';
import { formatCount } from '../../shared/base/quantity.ts';
import { matchesRecord } from '../../shared/filter/matchesRecord.ts';
import { parseFilter } from '../../shared/filter/parseFilter.ts';
import { resolveTimes } from '../../shared/filter/resolveTimes.ts';
import { withMarks } from '../../shared/forms/withMarks.ts';
import { largestPageRows } from '../../shared/model/recordPage.ts';
import {
  contentOf,
  isPayloadKind,
  previewBytes,
  type RecordContent,
  type RecordRow,
} from '../../shared/model/record.ts';
import { largestPackRows } from '../engine/store/packedContents.ts';
import { pieceBytes } from '../engine/store/schema.ts';
import type { Damage, RecordReader, SalvagedHead, SalvageReader, Store } from '../engine/store/store.ts';
import type { RecordingInfo } from '../../shared/model/recording.ts';
import { markAt, type MarkList } from '../../shared/model/markList.ts';
import { readMarks, type MarkedRecord } from './markedRecords.ts';
import type { BytesReader } from './recordPrinter.ts';

/** Receives the contents of a recording, in order. */
export interface Taker {
  readonly windowBytes: number;
  records(records: readonly MarkedRecord[], reader: BytesReader): Promise<void>;
  damaged(place: Damage | null, problem: string): Promise<void>;
}

/** The counts that only a whole file has. */
type Counted = 'records' | 'payloadsIn' | 'payloadsOut' | 'bytesIn' | 'bytesOut' | 'peers' | 'blanked';

/** 1 MiB of bytes are asked for at once for the matches of a filter. */
const largestReadBytes = 1024 * 1024;

/**
 * A recording read from its beginning to its end. Passes on everything sound, and the damages at their places: as soon as the usual way
 * meets damage, the rest is read page by page. With a filter, only matching records are compared with their checksums.
 */
export class ShownRecording implements AsyncDisposable {
  /** The number of damaged places. */
  damages = 0;
  private readonly store: Store;
  private readonly path: string;
  private readonly reader: RecordReader | null;
  private salvager: SalvageReader | null = null;
  private marks: MarkList = [];
  /** Why the file cannot be opened in the usual way. */
  private openProblem: string | null = null;

  private constructor(store: Store, path: string, reader: RecordReader | null) {
    this.store = store;
    this.path = path;
    this.reader = reader;
  }

  /** Rejects as `Store.open` does when the file contains nothing of a recording. */
  static async open(store: Store, path: string): Promise<ShownRecording> {
    try {
      return new ShownRecording(store, path, await store.open(path));
    } catch (error) {
      if (!isDamage(error)) throw error;
      const shown = new ShownRecording(store, path, null);
      shown.salvager = await store.salvage(path).catch(() => Promise.reject(error));
      shown.openProblem = toWireError(error).message;
      return shown;
    }
  }

  async head(): Promise<SalvagedHead & Partial<Pick<RecordingInfo, Counted>>> {
    return this.reader ? this.reader.info() : (await this.salvage()).head();
  }

  /** Passes on everything that matches the filter (null: everything), until the signal fires. */
  async read(filter: string | null, taker: Taker, signal: AbortSignal): Promise<void> {
    if (this.openProblem !== null) await this.tell(null, this.openProblem, taker);
    const next = this.reader ? await this.readSound(this.reader, filter, taker, signal) : 1;
    if (next !== null && !signal.aborted) await this.readRest(next, filter, taker, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.reader?.close();
    await this.salvager?.close();
  }

  /** Returns the number from which on the file must be read page by page; null when everything was read. */
  private async readSound(
    reader: RecordReader,
    filter: string | null,
    taker: Taker,
    signal: AbortSignal,
  ): Promise<number | null> {
    let next = 1;
    const taken = async (records: readonly RecordContent[]): Promise<void> => {
      await taker.records(withMarks(records, this.marks), reader);
      next = (records.at(-1)?.seq ?? next) + 1;
    };
    try {
      const { marks, problem } = await readMarks(reader);
      this.marks = marks;
      if (problem !== null) await this.tell(null, problem, taker);
      if (filter === null) await this.readAll(reader, taker, taken, signal);
      else await readMatches(reader, filter, taker.windowBytes, taken, signal);
      return null;
    } catch (error) {
      if (!isDamage(error)) throw error;
      return next;
    }
  }

  private async readAll(
    reader: RecordReader,
    taker: Taker,
    taken: (records: readonly RecordContent[]) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const counts = new Counts();
    const read = (from: number): Promise<readonly RecordContent[]> => {
      const page = reader.contents(from, largestPackRows, taker.windowBytes);
      // A page is read while the one before is printed; a failure is reported when its turn comes.
      page.catch(() => undefined);
      return page;
    };
    for (let page = read(1); !signal.aborted;) {
      const records = await page;
      const last = records.at(-1);
      if (!last) break;
      page = read(last.seq + 1);
      await takeChecked(records, reader, taken);
      counts.add(records);
    }
    if (signal.aborted || counts.agreeWith(await reader.info())) return;
    await this.tell(null, 'The file does not hold as much as it says.', taker);
  }

  private async readRest(
    from: number,
    filter: string | null,
    taker: Taker,
    signal: AbortSignal,
  ): Promise<void> {
    const salvager = await this.salvage();
    // Those of the usual way are the same, or more.
    if (this.marks.length === 0) this.marks = salvager.marks;
    const matches = matcherOf(filter, salvager.head().startedAt, this.marks);
    const windowBytes = filter === null ? taker.windowBytes : pieceBytes;
    for (let next: number | null = from; next !== null && !signal.aborted;) {
      const page: Awaited<ReturnType<SalvageReader['contents']>> = await salvager.contents(next, windowBytes);
      for (const each of page.found) {
        if (!('seq' in each)) await this.tell(each, describeDamage(each), taker);
        else if (matches(each)) {
          const bytes = each.bytes.subarray(0, taker.windowBytes);
          await taker.records(withMarks([{ ...each, bytes }], this.marks), salvager);
        }
      }
      next = page.next;
    }
  }

  private async salvage(): Promise<SalvageReader> {
    this.salvager ??= await this.store.salvage(this.path);
    return this.salvager;
  }

  private async tell(place: Damage | null, problem: string, taker: Taker): Promise<void> {
    this.damages += 1;
    await taker.damaged(place, problem);
  }
}

/** True for a problem of the file itself, not of the system that reads it. */
function isDamage(error: unknown): boolean {
  return error instanceof WirebenchError && error.code === 'BAD_REQUEST';
}

function describeDamage({ from, to }: Damage): string {
  if (from === to) return `Record number ${from} cannot be read: it is damaged or missing.`;
  return `${formatCount(to - from + 1)} records, number ${from} to ${to}, cannot be read: they are damaged or missing.`;
}

/** A record with further pieces is checked to its end before it is printed: otherwise only half of it might be printed. */
async function takeChecked(
  records: readonly RecordContent[],
  reader: RecordReader,
  taken: (records: readonly RecordContent[]) => Promise<void>,
): Promise<void> {
  let from = 0;
  for (const [index, { seq, size }] of records.entries()) {
    if (size <= pieceBytes) continue;
    if (index > from) await taken(records.slice(from, index));
    from = index;
    for (let at = pieceBytes; at < size; at += pieceBytes) await reader.bytes({ seq, offset: at, length: 1 });
  }
  await taken(from === 0 ? records : records.slice(from));
}

async function readMatches(
  reader: RecordReader,
  filter: string,
  windowBytes: number,
  taken: (records: readonly RecordContent[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const query = await reader.query(filter);
  try {
    for await (const { state, problem } of query.progress.changes(signal)) {
      if (state === 'failed') throw new WirebenchError('BAD_REQUEST', problem ?? 'The search has failed.');
      if (state === 'current') break;
    }
    for (let from = 0; !signal.aborted;) {
      const { rows } = await query.rows({ from, count: largestPageRows });
      if (rows.length === 0) return;
      from += rows.length;
      const damaged = rows.find(({ damage }) => damage !== undefined);
      if (damaged) throw new WirebenchError('BAD_REQUEST', damaged.damage ?? '');
      for await (const records of withBytes(reader, rows, windowBytes)) {
        await takeChecked(records, reader, taken);
      }
    }
  } finally {
    await query.close();
  }
}

/** Matches with their bytes, in stretches that are not large together. */
async function* withBytes(
  reader: RecordReader,
  rows: readonly RecordRow[],
  windowBytes: number,
): AsyncGenerator<readonly RecordContent[], void, undefined> {
  let stretch: RecordRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    stretch.push(row);
    bytes += Math.min(row.size, windowBytes);
    if (bytes < largestReadBytes) continue;
    yield await readStretch(reader, stretch, windowBytes);
    stretch = [];
    bytes = 0;
  }
  if (stretch.length > 0) yield await readStretch(reader, stretch, windowBytes);
}

async function readStretch(
  reader: RecordReader,
  rows: readonly RecordRow[],
  windowBytes: number,
): Promise<readonly RecordContent[]> {
  const longer = rows.filter(({ size }) => size > previewBytes);
  const wanted = longer.map(({ seq, size }) => ({ seq, offset: 0, length: Math.min(size, windowBytes) }));
  const found = wanted.length === 0 ? [] : await reader.windows(wanted);
  const bytesOf = new Map(longer.map((row, index) => [row, found[index]]));
  return rows.map((row) => {
    const content = contentOf(row);
    return { ...content, bytes: bytesOf.get(row) ?? content.bytes };
  });
}

/** The filter, for records that are checked one by one. */
function matcherOf(
  filter: string | null,
  startedAt: number | null,
  marks: MarkList,
): (record: RecordContent) => boolean {
  const parsed = parseFilter(filter ?? '');
  if (!parsed.ok) return () => false;
  const resolved = resolveTimes(parsed.value, { startedAt: startedAt ?? 0 });
  return (record) => matchesRecord(resolved, { ...record, mark: markAt(marks, record.seq) }, record.bytes);
}

/** Counts what is read, to compare it with what the file says about itself. */
class Counts {
  private readonly counted = { records: 0, payloadsIn: 0, payloadsOut: 0, bytesIn: 0, bytesOut: 0 };

  add(records: readonly RecordContent[]): void {
    const { counted } = this;
    counted.records += records.length;
    for (const { kind, direction, size } of records) {
      if (direction === null || !isPayloadKind(kind)) continue;
      counted[direction === 'in' ? 'payloadsIn' : 'payloadsOut'] += 1;
      counted[direction === 'in' ? 'bytesIn' : 'bytesOut'] += size;
    }
  }

  agreeWith(info: RecordingInfo): boolean {
    const { records, payloadsIn, payloadsOut, bytesIn, bytesOut } = this.counted;
    return (
      records === info.records &&
      payloadsIn === info.payloadsIn &&
      payloadsOut === info.payloadsOut &&
      bytesIn === info.bytesIn &&
      bytesOut === info.bytesOut
    );
  }
}
