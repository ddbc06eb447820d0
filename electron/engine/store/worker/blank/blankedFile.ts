import { rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { previewBytes } from '../../../../../shared/model/record.ts';
import { crcOf } from '../../crc.ts';
import { onFile } from '../../fileProblem.ts';
import { sumOfRecord } from '../../recordSum.ts';
import {
  applicationId,
  oldestDetailedVersion,
  oldestSummedVersion,
  optionalTables,
  tablesOf,
} from '../../schema.ts';
import { sealMeta } from '../metaSum.ts';
import { syncFile } from '../syncFile.ts';
import { blankByte } from './blankedText.ts';
import { storedPart, storedRecord, type StoredPart, type StoredRecord } from './storedRows.ts';

/** From `from` up to `to`, in bytes. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * The journal is off, since an unfinished file is deleted; what is overwritten or deleted is zeroed, so that nothing of it stays in the
 * pages.
 */
const pragmas =
  'PRAGMA synchronous=OFF; PRAGMA page_size=16384; PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=OFF; ' +
  'PRAGMA secure_delete=ON; PRAGMA cache_size=-16384; PRAGMA trusted_schema=OFF';

/** The tables that are copied row by row, beside records, their parts and `meta`. */
export type CopiedTable = 'totals' | 'seconds' | 'peers' | 'marks';

/**
 * Writes a session file anew, row by row, so that it has no free page in which something old could be left. A row that is changed gets a
 * new checksum, unless it was damaged before: it then stays so.
 */
export class BlankedFile {
  private readonly path: string;
  private readonly version: number;
  private readonly database: DatabaseSync;
  private readonly inserts = new Map<string, StatementSync>();
  private isFinished = false;

  /** `version`: the format of the file that is copied; `isMarked`: it has marks. Throws a sentence when the file exists, or cannot be written. */
  constructor(path: string, version: number, isMarked: boolean) {
    this.path = path;
    this.version = version;
    onFile(path, () => writeFileSync(path, '', { flag: 'wx', mode: 0o600 }));
    this.database = new DatabaseSync(path, { defensive: true });
    onFile(path, () => {
      this.database.exec(
        `${pragmas}; BEGIN; PRAGMA application_id=${applicationId}; PRAGMA user_version=${version}`,
      );
      for (const sql of Object.values(tablesOf(version))) this.database.exec(sql);
      if (isMarked) this.database.exec(optionalTables.marks);
    });
  }

  /** Copies a row of another table; its values in the order of the columns. */
  insert(table: 'meta' | CopiedTable, values: readonly SQLInputValue[]): void {
    this.run(table, values);
  }

  /** Takes back the rows of a table. */
  empty(table: CopiedTable): void {
    onFile(this.path, () => this.database.exec(`DELETE FROM ${table}`));
  }

  /** `found` is the record with what its texts are now; `original` as it is in the other file. */
  insertRecord(found: StoredRecord, original: StoredRecord, ranges: readonly Range[]): void {
    const changed = { ...found, bytes: blanked(found.bytes, ranges) };
    const isChanged = ranges.length > 0 || found.note !== original.note || found.detail !== original.detail;
    const record = isChanged ? this.withSums(changed, original) : original;
    const { seq, at, peer, direction, kind, size, note, detail, preview, bytes, crc } = record;
    const details = this.version < oldestDetailedVersion ? [] : [detail];
    this.run('records', [seq, at, peer, direction, kind, size, note, ...details, preview, bytes, crc]);
  }

  insertPart(part: StoredPart, ranges: readonly Range[]): void {
    const { seq, part: number, bytes, crc } = ranges.length > 0 ? blankedPart(part, ranges) : part;
    this.run('parts', [seq, number, bytes, crc]);
  }

  /** Blanks a range of a piece that was inserted before. */
  blankAgain(seq: number, part: number, range: Range): void {
    if (part > 0) {
      const row = this.database.prepare('SELECT * FROM parts WHERE seq = ? AND part = ?').get(seq, part);
      const { bytes, crc } = blankedPart(storedPart(row), [range]);
      this.database
        .prepare('UPDATE parts SET bytes = ?, crc = ? WHERE seq = ? AND part = ?')
        .run(bytes, crc, seq, part);
      return;
    }
    const original = storedRecord(this.database.prepare('SELECT * FROM records WHERE seq = ?').get(seq));
    const changed = this.withSums({ ...original, bytes: blanked(original.bytes, [range]) }, original);
    this.database
      .prepare('UPDATE records SET bytes = ?, preview = ?, crc = ? WHERE seq = ?')
      .run(changed.bytes, changed.preview, changed.crc, seq);
  }

  /** Says in the file that secrets were blanked in so many records, and makes it survive a power failure. */
  async finish(records: number): Promise<void> {
    onFile(this.path, () => {
      this.run('meta', ['blanked', records]);
      sealMeta(this.database);
      this.database.exec('COMMIT');
      this.database.close();
    });
    await syncFile(this.path);
    this.isFinished = true;
  }

  /** Deletes the file unless it is finished. */
  [Symbol.dispose](): void {
    if (this.database.isOpen) this.database.close();
    if (!this.isFinished) rmSync(this.path, { force: true });
  }

  private withSums(record: StoredRecord, original: StoredRecord): StoredRecord {
    const preview = record.preview && record.bytes.subarray(0, previewBytes);
    const isIntact = original.crc !== null && original.crc === this.sumOf(original);
    return { ...record, preview, crc: isIntact ? this.sumOf(record) : record.crc };
  }

  private sumOf(record: StoredRecord): number {
    if (this.version < oldestSummedVersion) return crcOf(record.bytes);
    return sumOfRecord(record, record.bytes, record.detail);
  }

  private run(table: string, values: readonly SQLInputValue[]): void {
    const marks = values.map(() => '?').join(', ');
    const insert = this.inserts.get(table) ?? this.database.prepare(`INSERT INTO ${table} VALUES(${marks})`);
    this.inserts.set(table, insert);
    onFile(this.path, () => insert.run(...values));
  }
}

function blankedPart(part: StoredPart, ranges: readonly Range[]): StoredPart {
  const bytes = blanked(part.bytes, ranges);
  const isIntact = part.crc !== null && part.crc === crcOf(part.bytes);
  return { ...part, bytes, crc: isIntact ? crcOf(bytes) : part.crc };
}

function blanked(bytes: Uint8Array<ArrayBuffer>, ranges: readonly Range[]): Uint8Array<ArrayBuffer> {
  if (ranges.length === 0) return bytes;
  const copy = Uint8Array.from(bytes);
  for (const { from, to } of ranges) copy.fill(blankByte, from, to);
  return copy;
}
