import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { damaged, onFile } from '../../fileProblem.ts';
import { pieceBytes } from '../../schema.ts';
import type { PassProgress } from '../../store.ts';
import { hasMarks } from '../markReads.ts';
import type { RecordingReads } from '../recordingReads.ts';
import { BlankedFile, type CopiedTable } from './blankedFile.ts';
import { TextBlanker } from './blankedText.ts';
import { FormFinder } from '../../formFinder.ts';
import { storedPart, storedRecord, type StoredRecord } from './storedRows.ts';
import { StreamForms, type FoundRange, type SearchedRecord } from './streamForms.ts';

/** 512 rows, or 1 MiB of them, are read at once: a few milliseconds. */
const rowsAtOnce = 512;

/** 20 ms of work, then others who read in this thread get their turn. */
const longestStepMs = 20;

/** A table beside records. `key` numbers its rows; `texts` are the columns in which a person, or a peer, may have written something. */
interface OtherTable {
  readonly table: CopiedTable;
  readonly key: string;
  readonly texts: readonly string[];
}

const otherTables: readonly OtherTable[] = [
  { table: 'totals', key: 'rowid', texts: [] },
  { table: 'seconds', key: 'second', texts: [] },
  { table: 'peers', key: 'id', texts: ['address', 'detail'] },
];
const markTable: OtherTable = { table: 'marks', key: 'first', texts: ['note'] };

/** Where the copying of a table begins: before its first row. */
const beforeFirst = -1;

/** The file that is gone through. */
export interface SecretSource {
  readonly path: string;
  readonly database: DatabaseSync;
  readonly reads: RecordingReads;
  readonly version: number;
}

/** A record whose parts follow. */
interface Unfinished {
  readonly record: SearchedRecord;
  readonly stream: string;
  readonly parts: number;
  nextPart: number;
}

/**
 * Goes through a finished recording once, a step at a time, looks for secrets in its bytes and in its words, and, if it has a target, writes
 * the same recording there without them.
 */
export class SecretPass implements Disposable {
  private readonly source: SecretSource;
  private readonly streams: StreamForms;
  private readonly texts: TextBlanker;
  private readonly target: BlankedFile | null;
  private readonly first: number;
  private readonly last: number;
  private readonly records: number[];
  private readonly elsewhere: boolean[];
  private blankedRecords = 0;
  private next: number;
  private unfinished: Unfinished | null = null;
  private tables: readonly OtherTable[];
  /** The last row of the first of them that was taken. */
  private after = beforeFirst;
  /** SQLite's count of the changes of the file, from when its first row was read. */
  private changes = 0;
  private isDone = false;

  constructor(source: SecretSource, secrets: readonly (readonly Uint8Array[])[], target: string | null) {
    this.source = source;
    const finder = new FormFinder(secrets);
    this.streams = new StreamForms(finder);
    this.texts = new TextBlanker(finder);
    this.records = secrets.map(() => 0);
    this.elsewhere = secrets.map(() => false);
    const { first, last } = source.reads.span();
    this.first = first;
    this.last = last;
    this.next = first;
    const isMarked = hasMarks(source.database, source.path);
    this.tables = isMarked ? [...otherTables, markTable] : otherTables;
    this.target = target === null ? null : new BlankedFile(target, source.version, isMarked);
  }

  /** Does some milliseconds of the work. */
  async step(): Promise<PassProgress> {
    const until = performance.now() + longestStepMs;
    while (!this.isDone && performance.now() < until) await this.portion();
    const { records, elsewhere, blankedRecords, isDone } = this;
    const share = isDone ? 1 : (this.next - this.first) / Math.max(1, this.last - this.first + 1);
    return { share, isDone, records: [...records], elsewhere: [...elsewhere], blanked: blankedRecords };
  }

  /** Deletes an unfinished copy. */
  [Symbol.dispose](): void {
    this.target?.[Symbol.dispose]();
  }

  private async portion(): Promise<void> {
    if (this.unfinished) this.takePart(this.unfinished);
    else if (this.next <= this.last) this.takeRecords();
    else if (this.tables.length > 0) this.takeOthers();
    else {
      this.takeMeta();
      await this.target?.finish(this.blankedRecords);
      this.isDone = true;
    }
  }

  /** Up to the first record that has parts. */
  private takeRecords(): void {
    for (const record of this.readRecords()) {
      const { seq, peer, direction, size } = record;
      if (seq !== this.next) throw damaged(this.source.path, `record number ${this.next} is missing`);
      this.next += 1;
      const searched: SearchedRecord = { seq, secrets: new Set() };
      const stream = `${peer} ${direction}`;
      this.takeRecord(record, searched, stream);
      const parts = Math.ceil(size / pieceBytes);
      if (parts > 1) this.unfinished = { record: searched, stream, parts, nextPart: 1 };
    }
  }

  private readRecords(): StoredRecord[] {
    const { path, database } = this.source;
    const rows = database.prepare('SELECT * FROM records WHERE seq >= ? AND seq <= ? ORDER BY seq LIMIT ?');
    return onFile(path, () => {
      const read: StoredRecord[] = [];
      let bytes = 0;
      for (const row of rows.iterate(this.next, this.last, rowsAtOnce)) {
        const record = storedRecord(row);
        read.push(record);
        bytes += record.bytes.length;
        if (bytes >= pieceBytes || record.size > pieceBytes) break;
      }
      if (read.length === 0) throw damaged(path, `record number ${this.next} is missing`);
      return read;
    });
  }

  private takeRecord(record: StoredRecord, searched: SearchedRecord, stream: string): void {
    const note = record.note && this.texts.text(record.note, (secret) => this.count(searched, secret));
    const detail = record.detail && this.texts.json(record.detail, (secret) => this.count(searched, secret));
    const ranges = this.search(stream, record.bytes, searched, 0);
    this.target?.insertRecord({ ...record, note, detail }, record, ranges);
  }

  private takePart(unfinished: Unfinished): void {
    const { path, database } = this.source;
    const { record, stream, parts, nextPart } = unfinished;
    const row = onFile(path, () =>
      database.prepare('SELECT * FROM parts WHERE seq = ? AND part = ?').get(record.seq, nextPart),
    );
    if (!row) throw damaged(path, `a part of record number ${record.seq} is missing`);
    const part = storedPart(row);
    const ranges = this.search(stream, part.bytes, record, nextPart);
    this.target?.insertPart(part, ranges);
    unfinished.nextPart += 1;
    if (unfinished.nextPart >= parts) this.unfinished = null;
  }

  /** Returns where secrets stand in this piece; what they have in earlier ones is blanked there. */
  private search(
    stream: string,
    bytes: Uint8Array,
    record: SearchedRecord,
    part: number,
  ): readonly FoundRange[] {
    if (bytes.length === 0) return [];
    const own: FoundRange[] = [];
    for (const found of this.streams.take(stream, bytes, { record, part })) {
      const { place, secret } = found;
      this.count(place.record, secret);
      if (place.record === record && place.part === part) own.push(found);
      else this.target?.blankAgain(place.record.seq, place.part, found);
    }
    return own;
  }

  private count({ secrets }: SearchedRecord, secret: number): void {
    if (secrets.has(secret)) return;
    if (secrets.size === 0) this.blankedRecords += 1;
    secrets.add(secret);
    this.records[secret] = (this.records[secret] ?? 0) + 1;
  }

  private takeOthers(): void {
    const [current, ...others] = this.tables;
    if (!current) return;
    const rows = this.rowsOf(current);
    for (const { place, ...row } of rows) {
      this.after = Number(place);
      // A search without a target reads the texts, too.
      const values = this.blankedRow(row, current.texts);
      this.target?.insert(current.table, values);
    }
    if (this.hasChanged()) {
      // A person has marked something: pages of before and after do not go together.
      this.target?.empty(current.table);
      this.after = beforeFirst;
    } else if (rows.length < rowsAtOnce) {
      this.tables = others;
      this.after = beforeFirst;
    }
  }

  private rowsOf({ table, key }: OtherTable): Record<string, SQLOutputValue>[] {
    const { path, database } = this.source;
    return onFile(path, () => {
      if (this.after === beforeFirst) this.changes = changesOf(database);
      return database
        .prepare(`SELECT ${key} AS place, * FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ?`)
        .all(this.after, rowsAtOnce);
    });
  }

  /** Whether somebody has written to the file since its first rows of a table were read. */
  private hasChanged(): boolean {
    const { path, database } = this.source;
    return onFile(path, () => changesOf(database)) !== this.changes;
  }

  private takeMeta(): void {
    const { path, database } = this.source;
    const rows = onFile(path, () => database.prepare('SELECT * FROM meta LIMIT 64').all());
    // A copy of a copy says how many were blanked in it last.
    for (const row of rows) {
      if (row['key'] === 'blanked') continue;
      const values = this.blankedRow(row, ['value']);
      this.target?.insert('meta', values);
    }
  }

  private blankedRow<Value>(row: Record<string, Value>, texts: readonly string[]): (Value | string)[] {
    const found = (secret: number): void => {
      this.elsewhere[secret] = true;
    };
    return Object.entries(row).map(([name, value]) => {
      if (!texts.includes(name) || typeof value !== 'string') return value;
      return name !== 'note' && value.startsWith('{')
        ? this.texts.json(value, found)
        : this.texts.text(value, found);
    });
  }
}

/** Differs when another connection has changed the file. */
function changesOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA data_version').get()?.['data_version']);
}
