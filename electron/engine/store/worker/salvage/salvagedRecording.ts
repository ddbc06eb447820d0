import { WirebenchError } from '../../../../../shared/base/errors.ts';
import type { MarkList } from '../../../../../shared/model/markList.ts';
import type { RecordContent } from '../../../../../shared/model/record.ts';
import { largestPageRows } from '../../../../../shared/model/recordPage.ts';
import { damaged, onFile } from '../../fileProblem.ts';
import { parseContent, parseFacts, parseMeta, parsePart } from '../fileRows.ts';
import { ContentsPack } from '../../packedContents.ts';
import type { ByteWindow, SalvagedContents } from '../../protocol.ts';
import {
  formatVersion,
  largestNoteBytes,
  latestPlausibleVersion,
  migratedVersion,
  oldestSummedVersion,
  pieceBytes,
} from '../../schema.ts';
import type { Damage, SalvagedHead } from '../../store.ts';
import { cellsOf, payloadBytes, type Cell } from './cells.ts';
import { isRecord, mapPages, type PageMap } from './pageMap.ts';
import { PageFile } from './pageFile.ts';
import { rowValues, type SqliteValue } from './rowValues.ts';

const columns = [
  'seq',
  'at',
  'peer',
  'direction',
  'kind',
  'size',
  'note',
  'detail',
  'preview',
  'bytes',
  'crc',
];
const columnsWithoutDetail = columns.filter((name) => name !== 'detail');

/**
 * The readable rest of a damaged session file. SQLite and the checks of `openRecording` refuse it where they find the damage; this class looks at
 * every page by itself, and returns the records whose checksums say that they are as recorded.
 */
export class SalvagedRecording implements Disposable {
  private readonly path: string;
  private readonly file: PageFile;
  private readonly map: PageMap;
  private readonly versions: readonly number[];
  private readonly first: number;
  /** A large record is read in many windows, but checked once. */
  private latest: RecordContent | null = null;

  /** Throws BAD_REQUEST, with a sentence, when the file contains nothing of a recording, or a recording of a newer version. */
  constructor(path: string) {
    this.path = path;
    this.file = onFile(path, () => new PageFile(path));
    try {
      this.versions = this.versionsToTry();
      this.map = onFile(path, () => mapPages(this.file));
      const { leaves, meta } = this.map;
      if (leaves.length === 0 && !meta.has('started_at')) throw damaged(path, 'no record in it can be read');
      const first = meta.get('first');
      this.first = typeof first === 'number' && first >= 1 ? first : (leaves[0]?.base ?? 1);
    } catch (error) {
      this.file[Symbol.dispose]();
      throw error;
    }
  }

  /** Whatever the file says about itself and can still be read. */
  head(): SalvagedHead {
    const { meta } = this.map;
    const rows = [...meta].map(([key, value]) => ({ key, value }));
    const facts = parseFacts(meta.get('facts'));
    try {
      const { name, endpoint, url, startedAt, complete } = parseMeta(this.path, rows);
      return { name, endpoint, url, startedAt, complete, facts };
    } catch {
      return { name: null, endpoint: null, url: null, startedAt: null, complete: false, facts };
    }
  }

  /** What a person marked, as far as it can be read. */
  marks(): MarkList {
    return this.map.marks;
  }

  /** Records from number `from` on, with at most `windowBytes` of the bytes of each. */
  contents(from: number, windowBytes: number): SalvagedContents {
    return onFile(this.path, () => {
      const pack = new ContentsPack();
      const damages: (Damage & { index: number })[] = [];
      let next = Math.max(from, this.first);
      const missingUpTo = (to: number): void => {
        if (to >= next) damages.push({ from: next, to, index: pack.count });
      };
      for (const record of this.recordsFrom(next)) {
        if (record.seq < next) continue;
        missingUpTo(record.seq - 1);
        pack.add(record, windowBytes);
        next = record.seq + 1;
        if (pack.isFull || pack.count >= largestPageRows) return { contents: pack.finish(), damages, next };
      }
      missingUpTo(this.lastKnown);
      return { contents: pack.finish(), damages, next: null };
    });
  }

  bytes(seq: number, offset: number, length: number): ByteWindow {
    return onFile(this.path, () => {
      const record = this.latest?.seq === seq ? this.latest : this.recordsFrom(seq).next().value;
      if (record?.seq !== seq) throw new WirebenchError('NOT_FOUND', `Record number ${seq} cannot be read.`);
      this.latest = record;
      const bytes = new Uint8Array(Math.max(0, Math.min(length, record.size - offset)));
      for (let filled = 0; filled < bytes.length;) {
        const part = Math.floor((offset + filled) / pieceBytes);
        const piece = part === 0 ? record.bytes : this.part(record, part);
        const start = offset + filled - part * pieceBytes;
        const stretch = piece.subarray(start, start + bytes.length - filled);
        bytes.set(stretch, filled);
        filled += stretch.length;
      }
      return { size: record.size, bytes };
    });
  }

  [Symbol.dispose](): void {
    this.file[Symbol.dispose]();
  }

  /** A flipped bit in the version itself leaves either rule possible; a sum does not match by chance. */
  private versionsToTry(): readonly number[] {
    const version = this.file.header.getUint32(60);
    const isWriteAhead = this.file.header.getUint8(18) === 2 && this.file.header.getUint8(19) === 2;
    if (isWriteAhead) throw damaged(this.path, 'its newest records are in a write-ahead log');
    if (version === 0 || version > latestPlausibleVersion) return [formatVersion, migratedVersion];
    if (version > formatVersion) throw damaged(this.path, `it says that it has format ${version}`);
    if (version >= oldestSummedVersion) return [version];
    return version < 2 ? [formatVersion, migratedVersion] : [migratedVersion];
  }

  private get lastKnown(): number {
    const { records, leaves } = this.map;
    return records === null ? (leaves.at(-1)?.end ?? 1) - 1 : this.first + records - 1;
  }

  /** The sound records, page by page. Where a page is in the file twice, both copies are read. */
  private *recordsFrom(seq: number): Generator<RecordContent> {
    for (const { page: number, base, end } of this.map.leaves) {
      if (end <= seq) continue;
      for (const cell of this.cellsAt(number)) {
        if (cell.rowid < seq || cell.rowid !== base + cell.index || !isRecord(cell)) continue;
        const record = this.record(cell);
        if (record) yield record;
      }
    }
  }

  private cellsAt(number: number): Cell[] {
    return cellsOf(this.file.page(number), number === 1 ? 100 : 0, true);
  }

  private record({ rowid, payload }: Cell): RecordContent | null {
    const bytes = payloadBytes(this.file, payload);
    const values = bytes && rowValues(bytes);
    if (!values) return null;
    const row = asRow(values, rowid);
    for (const version of this.versions) {
      try {
        const record = parseContent({ path: this.path, version }, row, rowid);
        for (let part = 1; part * pieceBytes < record.size; part += 1) this.part(record, part);
        return record;
      } catch {
        // The record is missing from what is read, and is reported as missing.
      }
    }
    return null;
  }

  private part({ seq, size }: RecordContent, part: number): Uint8Array {
    const place = this.map.parts.get(`${seq}:${part}`);
    const cell = place && this.cellsAt(place.page).find(({ index }) => index === place.index);
    const payload = cell && payloadBytes(this.file, cell.payload);
    const [, , bytes, crc] = (payload && rowValues(payload)) ?? [];
    const length = Math.min(pieceBytes, size - part * pieceBytes);
    const version = this.versions[0] ?? formatVersion;
    const copied = bytes instanceof Uint8Array ? Uint8Array.from(bytes) : bytes;
    return parsePart({ path: this.path, version }, { bytes: copied, crc }, seq, length);
  }
}

function asRow(values: readonly SqliteValue[], seq: number): Record<string, unknown> {
  const names = values.length === columns.length ? columns : columnsWithoutDetail;
  const row = Object.fromEntries(names.map((name, index) => [name, values[index] ?? null]));
  const note = row['note'];
  const { preview: _, ...kept } = row;
  const isTooLong = typeof note === 'string' && Buffer.byteLength(note) > largestNoteBytes;
  // Wirebench writes no such note, so that the record is not what was recorded.
  return { detail: null, ...kept, seq, note: isTooLong ? undefined : note };
}
