import { setImmediate as nextTurn } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { fixturesOfOneStore } from '../store/sharedStore.ts';
import { pattern, rejection, text } from '../store/storeFixture.ts';
import { reaches, seqsOf } from './readQuery.ts';

const newFixture = fixturesOfOneStore();

describe('a query over a finished recording', () => {
  it('finds what matches, in pages, from both ends, and around a record', async () => {
    const fixture = newFixture();
    const payloads = Array.from({ length: 3000 }, (_, index) => ({ bytes: text(`tick ${index + 1};`) }));
    const reader = await fixture.store.open(await fixture.recording(payloads));
    const query = await reader.query('"7;"');
    await reaches(query, 3000);
    expect(query.progress.value).toEqual({
      state: 'current',
      problem: null,
      matches: 300,
      dropped: 0,
      first: 1,
      scanned: 3000,
      last: 3000,
    });
    const page = await query.rows({ from: 10, count: 5 });
    expect(page).toMatchObject({ matches: 300, dropped: 0 });
    expect(page.rows.map(({ seq }) => seq)).toEqual([107, 117, 127, 137, 147]);
    expect(new TextDecoder().decode(page.rows[0]?.preview)).toBe('tick 107;');
    expect((await query.tail({ rows: 2 })).rows.map(({ seq }) => seq)).toEqual([2987, 2997]);
    expect(await query.near({ seq: 107, toward: 'next' })).toEqual({ seq: 117, index: 11 });
    expect(await query.near({ seq: 107, toward: 'previous' })).toEqual({ seq: 97, index: 9 });
    expect(await query.near({ seq: 2997, toward: 'next' })).toEqual({ seq: null, index: null });
    expect(await query.near({ seq: 0, toward: 'next' })).toEqual({ seq: 7, index: 0 });
    expect((await query.rows({ from: 300, count: 5 })).rows).toEqual([]);
    await query.close();
    expect(await rejection(query.rows({ from: 0, count: 1 }))).toMatchObject({ code: 'WRONG_STATE' });
    await reader.close();
  });

  it('begins at any record, as if those before were not there', async () => {
    const fixture = newFixture();
    const payloads = Array.from({ length: 30 }, (_, index) => ({ bytes: text(`tick ${index + 1};`) }));
    const reader = await fixture.store.open(await fixture.recording(payloads));
    for (const filter of ['"7;"', 'not "7;"', 'mark:any or dir:in']) {
      const [all, late] = [await reader.query(filter), await reader.query(filter, 8)];
      await reaches(all, 30);
      await reaches(late, 30);
      expect(await seqsOf(late)).toEqual((await seqsOf(all)).filter((seq) => seq >= 8));
      expect(late.progress.value).toMatchObject({ first: 8, dropped: 0 });
      await all.close();
      await late.close();
    }
    const beyond = await reader.query('"7;"', 31);
    await reaches(beyond, 30);
    expect(beyond.progress.value).toMatchObject({ matches: 0, first: 31, last: 30 });
    await beyond.close();
    await reader.close();
  });

  it('refuses with a sentence what it cannot understand, and what asks for too much', async () => {
    const fixture = newFixture();
    const reader = await fixture.store.open(await fixture.recording([{ bytes: text('x') }]));
    expect(await rejection(reader.query('kind:nonsense'))).toMatchObject({ code: 'BAD_REQUEST' });
    const many = Array.from({ length: 30 }, (_, index) => `"word ${index}"`).join(' or ');
    expect((await rejection(reader.query(many))).message).toMatch(/too much at once.*Remove some/);
  });

  it('marks every place, also the part of a match that goes on in another payload', async () => {
    const fixture = newFixture();
    const pieces = ['say hel', 'lo and hello, hel', 'l', 'o'].map((piece) => ({ bytes: text(piece) }));
    const [first, ...others] = pieces;
    const path = await fixture.recording([
      ...(first ? [first] : []),
      { direction: 'out', bytes: text('hello?') },
      { kind: 'failed', direction: null, note: 'hello' },
      ...others,
    ]);
    const reader = await fixture.store.open(path);
    const query = await reader.query('"hello" dir:in');
    await reaches(query, 6);
    expect(await seqsOf(query)).toEqual([1, 4, 5, 6]);
    const ranges = async (seq: number): Promise<unknown> => query.ranges({ seq, offset: 0, length: 65_536 });
    expect(await ranges(1)).toEqual([{ from: 4, to: 7 }]);
    expect(await ranges(4)).toEqual([
      { from: 0, to: 2 },
      { from: 7, to: 12 },
      { from: 14, to: 17 },
    ]);
    expect(await ranges(5)).toEqual([{ from: 0, to: 1 }]);
    expect(await ranges(6)).toEqual([{ from: 0, to: 1 }]);
    expect(await query.ranges({ seq: 4, offset: 8, length: 2 })).toEqual([{ from: 8, to: 10 }]);
    expect(await rejection(query.ranges({ seq: 77, offset: 0, length: 10 }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    await reader.close();
  });

  it('looks through a record of many pieces, across their borders', async () => {
    const fixture = newFixture();
    const bytes = pattern(5_000_000);
    bytes.set(text('needle'), 2 * 1024 * 1024 - 3);
    const path = await fixture.recording([
      { bytes: text('a nee') },
      { bytes: text('dle') },
      { bytes },
      { bytes: text('x') },
    ]);
    const reader = await fixture.store.open(path);
    const found: Record<string, number[]> = {};
    for (const filter of [
      '"needle"',
      'hex:"6e ?5 65 64 6c 65" size>1M',
      '/needl[e]/ size>1m',
      '/^needle/',
      'not "needle"',
    ]) {
      const query = await reader.query(filter);
      await reaches(query, 4);
      found[filter] = await seqsOf(query);
      await query.close();
    }
    expect(Object.values(found)).toEqual([[1, 2, 3], [3], [3], [], [4]]);
    const query = await reader.query('/needl[e]/ or "needle"');
    const at = 2 * 1024 * 1024 - 3;
    expect(await query.ranges({ seq: 3, offset: at - 10, length: 100 })).toEqual([{ from: at, to: at + 6 }]);
    await reader.close();
  });

  it('stops an expression that runs wild, says on which record, and goes on serving', async () => {
    const fixture = newFixture();
    const path = await fixture.recording([
      { bytes: text('harmless') },
      { bytes: text(`${'a'.repeat(40)}!`) },
    ]);
    const reader = await fixture.store.open(path);
    const query = await reader.query('/^(a+)+$/');
    await until(() => query.progress.value.state === 'failed');
    expect(query.progress.value.problem).toMatch(/\^\(a\+\)\+\$.*record number 2.*avoid repetitions/);
    expect((await reader.tail({ rows: 1 })).rows).toHaveLength(1);
    expect(await query.ranges({ seq: 2, offset: 0, length: 100 })).toEqual([]);
    const other = await reader.query('/^(a+)+$/ size<20 or "harm"');
    await until(() => other.progress.value.state === 'failed');
    expect(await seqsOf(other)).toEqual([]);
    await reader.close();
  });

  it('that comes upon damage ends with a sentence', async () => {
    const fixture = newFixture();
    const path = await fixture.recording(
      Array.from({ length: 20_000 }, () => ({ bytes: text('0123456789') })),
    );
    {
      using database = new DatabaseSync(path);
      database.exec('DELETE FROM records WHERE seq BETWEEN 17000 AND 17010');
    }
    const reader = await fixture.store.open(path);
    const query = await reader.query('"9012"');
    await until(() => query.progress.value.state === 'failed');
    expect(query.progress.value.problem).toMatch(
      /is damaged: record(?:s between .* are| number \d+ is) missing.*earlier copy/,
    );
    await reader.close();
  });

  it('lets pages be read in between, takes turns with others, and stops at once when it is closed', async () => {
    const fixture = newFixture();
    // Each tick without a 9 behind it is looked for to the end: all of this takes the expression some seconds.
    const bytes = text('tick'.repeat(500));
    const reader = await fixture.store.open(
      await fixture.recording(Array.from({ length: 12_000 }, () => ({ bytes }))),
    );
    const long = await reader.query('/(tick|tock).*9/');
    const short = await reader.query('#<100');
    await until(() => short.progress.value.matches === 99);
    expect(await long.rows({ from: 0, count: 1 })).toMatchObject({ rows: [] });
    expect((await reader.rows({ from: 2000, count: 10 })).rows).toHaveLength(10);
    const before = long.progress.value;
    expect(before.state).toBe('scanning');
    await long.close();
    await reader.rows({ from: 1, count: 1 });
    const { scanned } = long.progress.value;
    for (let turn = 0; turn < 50; turn += 1) await nextTurn();
    await reader.rows({ from: 1, count: 1 });
    expect(long.progress.value.scanned).toBe(scanned);
    await reader.close();
  });
});
