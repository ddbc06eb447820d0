import type { DatabaseSync } from 'node:sqlite';
import { WirebenchError } from '../../../../shared/base/errors.ts';
import { formatCount } from '../../../../shared/base/quantity.ts';
import { largestMarkCount, type MarkedStretch, type Stretch } from '../../../../shared/model/mark.ts';
import { marksWithin, withStretches } from '../../../../shared/model/markList.ts';
import { optionalTables } from '../schema.ts';
import { deleteMarksBefore, hasMarkTable, MarkReads } from './markReads.ts';
import { versionOf } from './openRecording.ts';
import { RecordingReads } from './recordingReads.ts';

/**
 * As `Store.setMarks`; the transaction is the caller's. The marks from the first stretch to the last are read, changed in memory, and written
 * back as one piece: ten thousand stretches take a moment, where each by itself would hold up the recording.
 */
export function setMarks(
  database: DatabaseSync,
  path: string,
  stretches: readonly MarkedStretch[],
): { before: MarkedStretch[] } {
  const { first, last } = new RecordingReads(database, path, versionOf(database)).span();
  const changes = stretches
    .map((stretch) => clipped(stretch, { from: first, to: last }))
    .filter(({ from, to }) => from <= to);
  if (changes.length === 0) {
    throw new WirebenchError('NOT_FOUND', 'These records are no longer in the recording.');
  }
  if (!hasMarkTable(database)) database.exec(optionalTables.marks);
  deleteMarksBefore(database, first);
  const reads = new MarkReads(database, path);
  const touched = reads.around(touchedBy(changes));
  const before = reads.page({ ...touched, count: largestMarkCount }).marks;
  database.prepare('DELETE FROM marks WHERE first >= ? AND first <= ?').run(touched.from, touched.to);
  const insert = database.prepare('INSERT INTO marks VALUES(?, ?, ?, ?, ?)');
  for (const mark of withStretches(before, changes))
    insert.run(mark.from, mark.to, mark.colour, mark.note, mark.at);
  requireRoom(database);
  return { before: changes.map(({ from, to }) => ({ from, to, marks: marksWithin(before, { from, to }) })) };
}

function clipped({ from, to, marks }: MarkedStretch, span: Stretch): MarkedStretch {
  const within = { from: Math.max(from, span.from), to: Math.min(to, span.to) };
  return { ...within, marks: within.from <= within.to ? marksWithin(marks, within) : [] };
}

/** From the first stretch to the last, with a record on each side: marks that end or begin there may become one with what is in between. */
function touchedBy(stretches: readonly MarkedStretch[]): Stretch {
  let [from, to] = [Number.MAX_SAFE_INTEGER, 1];
  for (const stretch of stretches) {
    from = Math.min(from, stretch.from);
    to = Math.max(to, stretch.to);
  }
  return { from: Math.max(1, from - 1), to: to + 1 };
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
