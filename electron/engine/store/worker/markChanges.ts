import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { WirebenchError } from '../../../../shared/base/errors.ts';
import { formatCount } from '../../../../shared/base/quantity.ts';
import { isContinued } from '../../../../shared/model/markList.ts';
import {
  largestMarkCount,
  type Mark,
  type MarkedStretch,
  type Stretch,
} from '../../../../shared/model/mark.ts';
import { optionalTables } from '../schema.ts';
import { deleteMarksBefore, hasMarkTable, MarkReads } from './markReads.ts';
import { versionOf } from './openRecording.ts';
import { RecordingReads } from './recordingReads.ts';

/** As `Store.setMarks`; the transaction is the caller's. */
export function setMarks(
  database: DatabaseSync,
  path: string,
  stretches: readonly MarkedStretch[],
): { before: MarkedStretch[] } {
  const { first, last } = new RecordingReads(database, path, versionOf(database)).span();
  if (!hasMarkTable(database)) database.exec(optionalTables.marks);
  deleteMarksBefore(database, first);
  const changes = new MarkChanges(database, path);
  const before: MarkedStretch[] = [];
  for (const stretch of stretches) {
    const there = { from: Math.max(stretch.from, first), to: Math.min(stretch.to, last) };
    if (there.from <= there.to) before.push(changes.replace(there, stretch.marks));
  }
  if (before.length === 0) {
    throw new WirebenchError('NOT_FOUND', 'These records are no longer in the recording.');
  }
  requireRoom(database);
  return { before };
}

/** Changes the `marks` table, which is there. */
class MarkChanges {
  private readonly reads: MarkReads;
  private readonly split: StatementSync;
  private readonly delete: StatementSync;
  private readonly shorten: StatementSync;
  private readonly insert: StatementSync;
  private readonly end: StatementSync;
  private readonly lengthen: StatementSync;

  constructor(database: DatabaseSync, path: string) {
    this.reads = new MarkReads(database, path);
    this.split = database.prepare(
      'INSERT INTO marks SELECT ?, last, colour, note, at FROM ' +
        '(SELECT * FROM marks WHERE first <= ? ORDER BY first DESC LIMIT 1) WHERE last > ?',
    );
    this.delete = database.prepare('DELETE FROM marks WHERE first >= ? AND first <= ?');
    this.shorten = database.prepare(
      'UPDATE marks SET last = ? WHERE first = (SELECT max(first) FROM marks WHERE first < ?) AND last >= ?',
    );
    this.insert = database.prepare('INSERT INTO marks VALUES(?, ?, ?, ?, ?)');
    this.end = database.prepare('SELECT last FROM marks WHERE first = ?');
    this.lengthen = database.prepare(
      'UPDATE marks SET last = ? WHERE first = (SELECT max(first) FROM marks WHERE first < ?)',
    );
  }

  /** What marks have beyond the stretch stays, and halves of one mark are one again. Returns what was in it. */
  replace({ from, to }: Stretch, marks: readonly Mark[]): MarkedStretch {
    const before = { from, to, marks: [...this.reads.page({ from, to, count: largestMarkCount }).marks] };
    this.split.run(to + 1, to, to);
    this.delete.run(from, to);
    this.shorten.run(from - 1, from, from);
    for (const mark of marks) {
      const begin = Math.max(mark.from, from);
      const end = Math.min(mark.to, to);
      if (begin <= end) this.insert.run(begin, end, mark.colour, mark.note, mark.at);
    }
    if (from > 1) this.join(from - 1);
    this.join(to);
    return before;
  }

  /** Makes one of two marks of which the second goes on behind a record. */
  private join(seq: number): void {
    const [one, other] = this.reads.page({ from: seq, to: seq + 1, count: 2 }).marks;
    if (!one || !other || !isContinued(one, other)) return;
    const last = this.end.get(other.from)?.['last'] ?? other.to;
    this.delete.run(other.from, other.from);
    this.lengthen.run(last, other.from);
  }
}

function requireRoom(database: DatabaseSync): void {
  const count = Number(database.prepare('SELECT count(*) AS count FROM marks').get()?.['count']);
  if (count <= largestMarkCount) return;
  throw new WirebenchError(
    'LIMIT',
    `A recording keeps up to ${formatCount(largestMarkCount)} marked stretches, and with these there would be ` +
      `${formatCount(count)}. Mark longer stretches, or fewer.`,
  );
}
