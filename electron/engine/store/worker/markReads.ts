import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { markSchema, type Mark, type MarkPage, type Stretch } from '../../../../shared/model/mark.ts';
import { damaged, onFile } from '../fileProblem.ts';

const rowSchema = z.object(markSchema.shape);

const rowsSql = 'SELECT first AS "from", last AS "to", colour, note, at FROM marks';

/** False where nothing was ever marked. Throws as `onFile`: the file may be locked for a moment. */
export function hasMarks(database: DatabaseSync, path: string): boolean {
  return onFile(path, () => hasMarkTable(database));
}

/** The same where the caller has begun a transaction. */
export function hasMarkTable(database: DatabaseSync): boolean {
  return database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'marks'").get() !== undefined;
}

/** As the read `marks`. Throws, with a sentence, where they are not as Wirebench writes them. */
export function readMarks(
  database: DatabaseSync,
  path: string,
  stretch: Stretch & { readonly count: number },
): MarkPage {
  if (!hasMarkTable(database)) return { to: stretch.to, marks: [] };
  return new MarkReads(database, path).page(stretch);
}

/** Forgets the marks of records that are cut away; the transaction is the caller's. */
export function deleteMarksBefore(database: DatabaseSync, first: number): void {
  if (!hasMarkTable(database)) return;
  database.prepare('DELETE FROM marks WHERE first < ? AND last < ?').run(first, first);
  database.prepare('UPDATE marks SET first = ? WHERE first < ?').run(first, first);
}

/** Reads the `marks` table, which is there. */
export class MarkReads {
  private readonly path: string;
  private readonly before: StatementSync;
  private readonly inside: StatementSync;

  constructor(database: DatabaseSync, path: string) {
    this.path = path;
    this.before = database.prepare(`${rowsSql} WHERE first < ? ORDER BY first DESC LIMIT 1`);
    this.inside = database.prepare(`${rowsSql} WHERE first >= ? AND first <= ? ORDER BY first LIMIT ?`);
  }

  page({ from, to, count }: Stretch & { readonly count: number }): MarkPage {
    const marks: Mark[] = [];
    const before = this.before.get(from);
    if (before && Number(before['to']) >= from) marks.push({ ...this.parse(before), from });
    for (const row of this.inside.iterate(from, to, count - marks.length + 1)) marks.push(this.parse(row));
    this.requireOrder(marks);
    const isMore = marks.length > count;
    if (isMore) marks.length = count;
    const last = marks.pop();
    if (last) marks.push({ ...last, to: Math.min(last.to, to) });
    return { to: isMore ? Math.min(last?.to ?? to, to) : to, marks };
  }

  /** The stretch with the whole of each mark that reaches into it. */
  around({ from, to }: Stretch): Stretch {
    const [first, last] = [this.before.get(from), this.before.get(to + 1)].map(
      (row) => row && this.parse(row),
    );
    return {
      from: first && first.to >= from ? first.from : from,
      to: last ? Math.max(last.to, to) : to,
    };
  }

  private parse(row: Record<string, unknown>): Mark {
    const parsed = rowSchema.safeParse(row);
    if (parsed.success && parsed.data.from <= parsed.data.to) return parsed.data;
    throw damaged(this.path, 'its “marks” table has a row that Wirebench does not write');
  }

  private requireOrder(marks: readonly Mark[]): void {
    const overlaps = marks.some((mark, index) => mark.from <= (marks[index - 1]?.to ?? 0));
    if (overlaps) throw damaged(this.path, 'in its “marks” table one stretch overlaps another');
  }
}
