import * as fc from 'fast-check';
import { copyFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import {
  largestMarkCount,
  markColours,
  type Mark,
  type MarkColour,
  type MarkedStretch,
} from '../../../shared/model/mark.ts';
import { askUntilFree } from '../../../electron/engine/store/worker/busyFile.ts';
import { hasMarks } from '../../../electron/engine/store/worker/markReads.ts';
import { withStretch } from '../../../shared/model/markList.ts';
import type { RecordReader } from '../../../electron/engine/store/store.ts';
import { disksOfOurOwn, needs } from '../../support/needs.ts';
import { SmallDisk } from '../../support/smallDisk.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import { head, record, rejection, text } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();
const everything = { from: 1, to: Number.MAX_SAFE_INTEGER, count: largestMarkCount };

function marked(from: number, to: number, colour: MarkColour, note: string | null = null): MarkedStretch {
  return { from, to, marks: [{ from, to, colour, note, at: head.startedAt }] };
}

function unmarked(from: number, to: number): MarkedStretch {
  return { from, to, marks: [] };
}

/** `1-3 red, 5 blue: a note`. */
function described(marks: readonly Mark[]): string {
  return marks
    .map(({ from, to, colour, note }) => {
      const records = from === to ? String(from) : `${from}-${to}`;
      return `${records} ${colour}${note === null ? '' : `: ${note}`}`;
    })
    .join(', ');
}

async function marksOf(reader: RecordReader): Promise<string> {
  return described((await reader.marks(everything)).marks);
}

async function matches(reader: RecordReader, filter: string): Promise<number[]> {
  const query = await reader.query(filter);
  try {
    for await (const { state } of query.progress.changes(AbortSignal.timeout(10_000)))
      if (state !== 'scanning') break;
    return (await query.rows({ from: 0, count: 512 })).rows.map(({ seq }) => seq);
  } finally {
    await query.close();
  }
}

const ten = Array.from({ length: 10 }, (_, index) => ({ bytes: text(`line ${index + 1}`) }));

describe('marks in a recording', () => {
  it('are made while it is written and afterwards, filtered, and in each copy', async () => {
    const fixture = newFixture();
    const { writer, path } = await fixture.create();
    for (const { bytes } of ten) writer.append(record({ bytes }));
    expect(await fixture.store.setMarks(path, [marked(2, 4, 'red', 'slow')])).toEqual([unmarked(2, 4)]);
    expect(await marksOf(writer)).toBe('2-4 red: slow');
    expect(await matches(writer, 'mark:any')).toEqual([2, 3, 4]);
    await fixture.store.copy(path, fixture.path('copy.wbs'));
    await writer.finish(head.startedAt + 1);
    expect(await fixture.store.setMarks(path, [marked(4, 20, 'blue')])).toEqual([
      { from: 4, to: 10, marks: marked(4, 4, 'red', 'slow').marks },
    ]);
    await using reader = await disposable(fixture.store.open(path));
    expect(await marksOf(reader)).toBe('2-3 red: slow, 4-10 blue');
    expect(await matches(reader, 'mark:red')).toEqual([2, 3]);
    expect(await matches(reader, 'not mark:blue')).toEqual([1, 2, 3]);
    expect(await matches(reader, 'mark:"SLOW"i or "line 9"')).toEqual([2, 3, 9]);
    expect(await matches(reader, 'mark:any and "line 4"')).toEqual([4]);
    await using copy = await disposable(fixture.store.open(fixture.path('copy.wbs')));
    expect(await marksOf(copy)).toBe('2-4 red: slow');
  });

  it('are told page by page, cut off where the page ends', async () => {
    const fixture = newFixture();
    const path = await fixture.recording(ten);
    await fixture.store.setMarks(path, [marked(1, 3, 'red'), marked(5, 5, 'green'), marked(6, 9, 'blue')]);
    await using reader = await disposable(fixture.store.open(path));
    expect(await reader.marks({ from: 2, to: 7, count: 2 })).toMatchObject({ to: 5 });
    const { to, marks } = await reader.marks({ from: 6, to: 7, count: 2 });
    expect([to, described(marks)]).toEqual([7, '6-7 blue']);
    expect(described((await reader.marks({ from: 2, to: 7, count: 9 })).marks)).toBe(
      '2-3 red, 5 green, 6-7 blue',
    );
  });

  it('are gone with their records', async () => {
    const fixture = newFixture();
    const { writer, path, listener } = await fixture.create();
    for (const { bytes } of ten) writer.append(record({ bytes }));
    await fixture.store.setMarks(path, [marked(1, 2, 'red'), marked(6, 8, 'green')]);
    const cut = listener.next('cut');
    writer.keep({ payloads: 4 });
    await cut;
    expect(await marksOf(writer)).toBe('7-8 green');
    await fixture.store.clear(path);
    expect(await marksOf(writer)).toBe('');
    expect((await rejection(fixture.store.setMarks(path, [marked(7, 7, 'red')]))).code).toBe('NOT_FOUND');
    await writer.finish(head.startedAt);
  });

  it('let a recording stay where room is needed, until none is left', async () => {
    const fixture = newFixture();
    const path = await fixture.recording(ten);
    expect(await fixture.store.summarize(path)).toMatchObject({ named: false });
    await fixture.store.setMarks(path, [marked(1, 1, 'red')]);
    expect(await fixture.store.summarize(path)).toMatchObject({ named: true });
    await fixture.store.setMarks(path, [unmarked(1, 1)]);
    expect(await fixture.store.summarize(path)).toMatchObject({ named: false });
  });

  it('cost the same for two records as for all: a stretch is one row', async () => {
    const fixture = newFixture();
    const path = await fixture.recording(ten);
    await fixture.store.setMarks(path, [marked(1, 10, 'purple')]);
    const database = new DatabaseSync(path, { readOnly: true });
    expect(database.prepare('SELECT * FROM marks').all()).toEqual([
      { first: 1, last: 10, colour: 'purple', note: null, at: head.startedAt },
    ]);
    database.close();
  });

  it('touch no record of a file, nor its version, and a file in which nothing is marked has no table', async () => {
    const fixture = newFixture();
    const path = await fixture.recording(ten);
    const before = contentOf(path);
    expect(before.tables).not.toContain('marks');
    await fixture.store.setMarks(path, [marked(1, 1, 'red')]);
    const { tables, ...after } = contentOf(path);
    expect(tables).toContain('marks');
    expect(after).toEqual({ version: before.version, records: before.records });
  });

  it('are what a list in memory says, in any order of changes', async () => {
    const fixture = newFixture();
    const path = await fixture.recording(ten);
    await using reader = await disposable(fixture.store.open(path));
    const change = fc
      .tuple(
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 1, max: 10 }),
        fc.option(fc.constantFrom(...markColours)),
      )
      .map(([one, other, colour]) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        return colour === null ? unmarked(from, to) : marked(from, to, colour);
      });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        await fixture.store.setMarks(path, [unmarked(1, 10)]);
        await fixture.store.setMarks(path, changes);
        const expected = changes.reduce<readonly Mark[]>(withStretch, []);
        expect(await marksOf(reader)).toBe(described(expected));
      }),
      { numRuns: 30 },
    );
  });

  it('are refused beyond what a recording keeps, all or nothing', async () => {
    const fixture = newFixture();
    const path = await fixture.recording(ten);
    const database = new DatabaseSync(path);
    await fixture.store.setMarks(path, [marked(10, 10, 'red')]);
    database.exec(
      `WITH RECURSIVE n(i) AS (SELECT 11 UNION ALL SELECT i + 1 FROM n WHERE i < ${largestMarkCount + 9})
       INSERT INTO marks SELECT i, i, 'red', NULL, 0 FROM n`,
    );
    database.close();
    const refused = await rejection(
      fixture.store.setMarks(path, [marked(1, 1, 'blue'), marked(9, 9, 'blue')]),
    );
    expect(refused.code).toBe('LIMIT');
    await using reader = await disposable(fixture.store.open(path));
    expect(await matches(reader, 'mark:blue')).toEqual([]);
  });

  it('are refused with a sentence where the file is read-only', needs(disksOfOurOwn()), async () => {
    const fixture = newFixture();
    using disk = new SmallDisk(fixture.path('disk'), 10);
    // Copied there: a file that was just recorded is still being synced, and keeps its disk busy.
    const path = fixture.path('disk/session.wbs');
    copyFileSync(await fixture.recording(ten), path);
    disk.makeReadOnly();
    const refused = await rejection(fixture.store.setMarks(path, [marked(1, 1, 'red')]));
    expect(refused.message).toMatch(/read-only, so the recording cannot be changed\. Save a copy/);
  });

  it('wait for another program that has the file locked, and then say so', async () => {
    const fixture = newFixture();
    const path = await fixture.recording(ten);
    const other = new DatabaseSync(path);
    other.exec('BEGIN EXCLUSIVE');
    const refused = await rejection(fixture.store.setMarks(path, [marked(1, 1, 'red')]));
    expect(refused.message).toMatch(/locked/);
    other.exec('ROLLBACK');
    other.close();
    await fixture.store.setMarks(path, [marked(1, 1, 'red')]);
  });

  it('are asked for again where a commit is under way: a query that begins then does not fail', async () => {
    const fixture = newFixture();
    const path = await fixture.recording(ten);
    using reading = new DatabaseSync(path, { readOnly: true, timeout: 0 });
    using writing = new DatabaseSync(path);
    writing.exec('BEGIN EXCLUSIVE');
    const asked = await askUntilFree(() => {
      try {
        return hasMarks(reading, path);
      } finally {
        if (writing.isTransaction) writing.exec('ROLLBACK');
      }
    });
    expect(asked).toBe(false);
  });

  it('that somebody else wrote otherwise are said to be damaged, and the records are read', async () => {
    const fixture = newFixture();
    const path = await fixture.recording(ten);
    await fixture.store.setMarks(path, [marked(1, 5, 'red')]);
    const database = new DatabaseSync(path);
    database.exec("INSERT INTO marks VALUES(3, 4, 'mauve', NULL, 0)");
    database.close();
    await using reader = await disposable(fixture.store.open(path));
    expect((await rejection(reader.marks(everything))).message).toMatch(/“marks” table/);
    expect((await rejection(reader.query('mark:any'))).message).toMatch(/“marks” table/);
    expect((await reader.rows({ from: 1, count: 10 })).rows).toHaveLength(10);
  });

  it('are a table as Wirebench makes it, or the file is refused', async () => {
    const fixture = newFixture();
    const path = await fixture.recording(ten);
    const database = new DatabaseSync(path);
    database.exec('CREATE TABLE marks(first INTEGER PRIMARY KEY, last INTEGER AS (first) VIRTUAL)');
    database.close();
    expect((await rejection(fixture.store.open(path))).message).toMatch(/no table “marks”/);
  });
});

function contentOf(path: string): { version: unknown; records: unknown; tables: unknown[] } {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return {
      version: database.prepare('PRAGMA user_version').get(),
      records: database.prepare('SELECT * FROM records').all(),
      tables: database
        .prepare('SELECT name FROM sqlite_schema')
        .all()
        .map(({ name }) => name),
    };
  } finally {
    database.close();
  }
}

async function disposable(opening: Promise<RecordReader>): Promise<RecordReader & AsyncDisposable> {
  const reader = await opening;
  return Object.assign(reader, { [Symbol.asyncDispose]: () => reader.close() });
}
