import { chmodSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { disksOfOurOwn, needs, notAsRoot } from '../../support/needs.ts';
import { SmallDisk } from '../../support/smallDisk.ts';
import { asVersion } from './olderVersion.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import { head, pattern, rejection, text } from './storeFixture.ts';
import { writeVersionOne } from './versionOne.ts';

const newFixture = fixturesOfOneStore();

function schemaOf(path: string): unknown[] {
  using database = new DatabaseSync(path, { readOnly: true });
  const all = (sql: string): unknown[] =>
    database
      .prepare(sql)
      .all()
      .map((row) => Object.values(row));
  return [
    all("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name"),
    all('PRAGMA user_version'),
    all('PRAGMA application_id'),
    all('PRAGMA integrity_check'),
  ];
}

const payloads = [text('one'), text('three'), pattern(3_000_000), text('five'), text('six')];

describe('a recording of version 1', () => {
  it('is brought up to date when it is opened, and has all that it had', async () => {
    const fixture = newFixture();
    const path = fixture.path('old.wbs');
    writeVersionOne(path, payloads);
    const reader = await fixture.store.open(path);
    expect(await reader.info()).toMatchObject({
      name: 'Echo',
      complete: true,
      first: 1,
      records: 6,
      payloadsIn: 3,
    });
    expect((await reader.rows({ from: 1, count: 10 })).rows.map(({ size }) => size)).toEqual([
      0, 3, 5, 3_000_000, 4, 3,
    ]);
    for (const [index, bytes] of payloads.entries()) {
      expect(
        Buffer.compare(
          (await reader.bytes({ seq: index + 2, offset: 0, length: bytes.length })).bytes,
          bytes,
        ),
      ).toBe(0);
    }
    expect(await reader.traffic({ from: null, to: null, buckets: 10 })).toMatchObject({
      bucketUs: 1_000_000,
      payloadsIn: [1, 1, 1],
      payloadsOut: [1, 1, 0],
      bytesIn: [3, 3_000_000, 3],
      bytesOut: [5, 4, 0],
    });
    expect(await reader.at({ at: head.startedAt + 900_000 })).toBe(4);
    expect(await fixture.store.summarize(path)).toMatchObject({ name: 'Echo', named: true, complete: true });
    await reader.close();
    const third = await fixture.recording([], 'third.wbs');
    asVersion(third, 3);
    expect(schemaOf(path)).toEqual(schemaOf(third));
  });

  it('is only looked at for a list, named and copied as it is, and opened by two at once', async () => {
    const fixture = newFixture();
    const path = fixture.path('old.wbs');
    writeVersionOne(path, payloads);
    const before = readFileSync(path);
    expect(await fixture.store.summarize(path)).toEqual({
      name: 'Echo',
      startedAt: head.startedAt,
      lastAt: head.startedAt + 1,
      kind: 'tcp-client',
      address: 'tcp://127.0.0.1:9000',
      named: true,
      complete: true,
      wasOpen: true,
      payloads: 5,
      first: 1,
      payloadsOut: 2,
      connection: null,
      target: 'tcp-client tcp://127.0.0.1:9000',
    });
    await fixture.store.copy(path, fixture.path('copy.wbs'));
    expect(readFileSync(path).equals(before)).toBe(true);
    await fixture.store.rename(path, 'Kept');
    const readers = await Promise.all([1, 2, 3].map(() => fixture.store.open(path)));
    for (const reader of readers) expect((await reader.tail({ rows: 1 })).last).toBe(6);
    expect(await fixture.store.summarize(path)).toMatchObject({ name: 'Kept', named: true });
    expect(await (await fixture.store.open(fixture.path('copy.wbs'))).info()).toMatchObject({ records: 6 });
  });

  it('is named and copied while it is brought up to date, as soon as that is done', async () => {
    const fixture = newFixture();
    const path = fixture.path('old.wbs');
    writeVersionOne(
      path,
      Array.from({ length: 45_000 }, () => text('x')),
    );
    const [reader] = await Promise.all([
      fixture.store.open(path),
      fixture.store.rename(path, 'Kept'),
      fixture.store.copy(path, fixture.path('copy.wbs')),
    ]);
    expect(await reader.info()).toMatchObject({ name: 'Kept', records: 45_001 });
    expect(await fixture.store.summarize(fixture.path('copy.wbs'))).toMatchObject({ payloads: 45_000 });
  });

  it('that has thousands of records is counted to the last one', async () => {
    const fixture = newFixture();
    const path = fixture.path('old.wbs');
    writeVersionOne(
      path,
      Array.from({ length: 45_000 }, () => text('x')),
    );
    const reader = await fixture.store.open(path);
    const { payloadsIn, payloadsOut } = await reader.traffic({ from: null, to: null, buckets: 1 });
    expect([payloadsIn, payloadsOut]).toEqual([[22_500], [22_500]]);
  });

  it(
    'that cannot be written is refused with a sentence, and does not change',
    needs(disksOfOurOwn()),
    async () => {
      const fixture = newFixture();
      using disk = new SmallDisk(fixture.path('disk'), 10);
      const path = fixture.path('disk/old.wbs');
      writeVersionOne(path, payloads);
      disk.makeReadOnly();
      const { code, message } = await rejection(fixture.store.open(path));
      expect(code).toBe('BAD_REQUEST');
      expect(message).toMatch(
        /written by an older Wirebench .* read-only\. Make them writable, or open a copy/,
      );
      expect(await fixture.store.summarize(path)).toMatchObject({ name: 'Echo' });
    },
  );

  it('without the right to write it is refused, too', needs(notAsRoot), async () => {
    const fixture = newFixture();
    const path = fixture.path('old.wbs');
    writeVersionOne(path, payloads);
    chmodSync(path, 0o444);
    expect((await rejection(fixture.store.open(path))).message).toMatch(/written by an older Wirebench/);
  });
});
