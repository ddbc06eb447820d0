import { execFileSync, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toWireError } from '../../../shared/base/errors.ts';
import { needs, notOnWindows, onLinux } from '../../support/needs.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import { pattern, readAll, rejection, type StoreFixture, text, workerUrl } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Changes a file as its author might, to mislead who opens it. */
function craft(path: string, sql: string): void {
  using database = new DatabaseSync(path, { defensive: false });
  database.exec(sql);
}

describe('a file that is no recording', () => {
  it('is refused with a sentence, and nothing beside it is made', async () => {
    const fixture = newFixture();
    writeFileSync(fixture.path('text.wbs'), 'GET / HTTP/1.1\r\n'.repeat(100));
    writeFileSync(fixture.path('short.wbs'), 'SQLite format 3\0');
    writeFileSync(fixture.path('empty.wbs'), '');
    mkdirSync(fixture.path('folder.wbs'));
    craft(fixture.path('other.wbs'), 'CREATE TABLE records(seq INTEGER PRIMARY KEY)');
    const names = ['text.wbs', 'short.wbs', 'empty.wbs', 'folder.wbs', 'other.wbs'];
    for (const name of names) {
      for (const refused of [
        fixture.store.open(fixture.path(name)),
        fixture.store.summarize(fixture.path(name)),
        fixture.store.rename(fixture.path(name), 'x'),
      ]) {
        const { code, message } = await rejection(refused);
        expect(code).toBe('BAD_REQUEST');
        expect(message).toMatch(/is not a Wirebench recording.*Choose a \.wbs file/);
      }
    }
    expect(readdirSync(fixture.folder).toSorted()).toEqual(names.toSorted());
    expect(await rejection(fixture.store.open(fixture.path('none.wbs')))).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('is not waited for when it is a pipe or a device', needs(onLinux), async () => {
    const fixture = newFixture();
    execFileSync('mkfifo', [fixture.path('pipe.wbs')]);
    symlinkSync('/dev/zero', fixture.path('device.wbs'));
    for (const name of ['pipe.wbs', 'device.wbs']) {
      expect((await rejection(fixture.store.open(fixture.path(name)))).message).toMatch(/is not a file/);
    }
  });
});

describe('a recording of another version or program', () => {
  let fixture: StoreFixture;
  let path: string;
  let made = 0;
  beforeAll(() => (fixture = newFixture()));
  beforeEach(async () => {
    made += 1;
    const payloads = [{ bytes: text('1') }, { bytes: text('2') }, { bytes: text('3') }];
    path = await fixture.recording(payloads, `${made}.wbs`);
  });

  it.each([
    ['PRAGMA user_version=6', /written by a newer Wirebench \(format 6;/],
    ['PRAGMA user_version=1028', /damaged: there is no format 1028/],
    ['PRAGMA user_version=0', /damaged: it has no version/],
    ['PRAGMA application_id=7', /not a Wirebench recording/],
    ['PRAGMA journal_mode=WAL', /switched to a write-ahead log/],
    ['CREATE TRIGGER t AFTER UPDATE ON meta BEGIN SELECT 1; END', /triggers or views/],
    [
      'DROP TABLE records; CREATE VIEW records AS WITH RECURSIVE r(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM r) SELECT seq FROM r',
      /triggers or views/,
    ],
    ['ALTER TABLE records ADD COLUMN extra BLOB AS (zeroblob(900000000))', /no table “records”/],
    ['DROP TABLE parts', /no table “parts”/],
    ['DELETE FROM totals', /“totals” table/],
    ["DELETE FROM meta WHERE key = 'name'", /no valid name/],
    ["UPDATE meta SET value = '{\"__proto__\":{}}' WHERE key = 'endpoint'", /cannot be understood/],
    ["UPDATE meta SET value = zeroblob(9000000) WHERE key = 'endpoint'", /damaged/],
    ['UPDATE totals SET records = 9223372036854775807', /damaged/],
    ['UPDATE totals SET bytes_in = -1', /“totals”/],
    ['DELETE FROM records WHERE seq = 1', /first records are missing/],
    ['DELETE FROM records WHERE seq = 3', /not hold as many records/],
    ["UPDATE records SET kind = 'explosion' WHERE seq = 3", /record number 3 has no valid kind/],
    ['UPDATE records SET size = -5 WHERE seq = 3', /record number 3 has no valid size/],
    ['UPDATE records SET seq = -9223372036854775808 WHERE seq = 1', /damaged/],
  ])('is refused with a sentence: %s', async (sql, message) => {
    craft(path, sql);
    const refused = await rejection(fixture.store.open(path));
    expect(refused.code).toBe('BAD_REQUEST');
    expect(refused.message).toMatch(message);
  });

  it.each([
    ["UPDATE records SET size = 1000000000, note = 'x' WHERE seq = 2", /record number 2/],
    ['UPDATE records SET note = hex(zeroblob(1000000)) WHERE seq = 2', /record number 2 has no valid note/],
    ['UPDATE records SET note = CAST(zeroblob(6000000) AS TEXT) WHERE seq = 2', /damaged/],
    ['UPDATE records SET bytes = zeroblob(9000000) WHERE seq = 2', /damaged/],
    ['UPDATE records SET at = 9223372036854775807 WHERE seq = 2', /damaged/],
    ['DELETE FROM records WHERE seq = 2', /record number 2 is missing/],
    ['UPDATE records SET peer = -1 WHERE seq = 2', /no valid peer/],
    [
      'UPDATE records SET detail = hex(zeroblob(1000000)) WHERE seq = 2',
      /record number 2 has no valid detail/,
    ],
  ])('is refused where the damage is found, and can be read elsewhere: %s', async (sql, message) => {
    craft(path, `${sql}; UPDATE totals SET records = 3`);
    const reader = await fixture.store.open(path);
    const refused = await rejection(reader.rows({ from: 1, count: 10 }));
    expect(refused.code).toBe('BAD_REQUEST');
    expect(refused.message).toMatch(message);
    expect((await reader.rows({ from: 3, count: 1 })).rows[0]?.seq).toBe(3);
  });

  it.each([
    ['UPDATE seconds SET second = 9007199254740000', /“seconds” table has no valid second/],
    ['UPDATE seconds SET second = 9223372036854775807', /damaged/],
    ['UPDATE seconds SET frames_in = -5', /“seconds” table has no valid frames_in/],
    ['UPDATE seconds SET bytes_in = 9223372036854775807', /damaged/],
  ])('is refused where its traffic is asked for: %s', async (sql, message) => {
    craft(path, sql);
    const reader = await fixture.store.open(path);
    const refused = await rejection(reader.traffic({ from: null, to: null, buckets: 10 }));
    expect(refused.code).toBe('BAD_REQUEST');
    expect(refused.message).toMatch(message);
    expect((await reader.rows({ from: 1, count: 10 })).rows).toHaveLength(3);
  });

  it.each([-7, 2, 900, 9_007_199_254_740_000])(
    'finds a time, or is refused, when its seconds begin with record %i',
    async (seq) => {
      craft(path, `UPDATE seconds SET first_seq = ${seq}`);
      const reader = await fixture.store.open(path);
      const found = await reader.at({ at: 1_699_999_990_000_000 }).catch(toWireError);
      expect(typeof found === 'number' ? `${found}` : found.message).toMatch(/^[1-4]$|damaged/);
    },
  );

  it('is refused when a piece of a large record is missing', async () => {
    const large = await fixture.recording([{ bytes: pattern(3_000_000) }], 'large.wbs');
    craft(large, 'DELETE FROM parts WHERE part = 1; UPDATE parts SET bytes = zeroblob(3) WHERE part = 2');
    const reader = await fixture.store.open(large);
    expect((await reader.bytes({ seq: 1, offset: 0, length: 1000 })).size).toBe(3_000_000);
    for (const offset of [1_100_000, 2_900_000]) {
      expect((await rejection(reader.bytes({ seq: 1, offset, length: 1000 }))).message).toMatch(
        /bytes of record number 1 are not complete/,
      );
    }
  });
});

describe('a recording that is only looked at', () => {
  it('does not change by a byte, and needs no right to write', async () => {
    const fixture = newFixture();
    const path = await fixture.recording([{ bytes: pattern(2_000_000) }, { bytes: text('x') }]);
    const before = hashOf(path);
    const { mtimeMs } = statSync(path);
    chmodSync(path, 0o444);
    chmodSync(fixture.folder, 0o555);
    await fixture.store.summarize(path);
    expect(await readAll(fixture.store, path)).toBe(2);
    chmodSync(fixture.folder, 0o755);
    expect(hashOf(path)).toBe(before);
    expect(statSync(path).mtimeMs).toBe(mtimeMs);
    expect(readdirSync(fixture.folder)).toEqual(['session.wbs']);
  });

  it('is readable by its owner only', needs(notOnWindows), async () => {
    const fixture = newFixture();
    const path = await fixture.recording([]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

describe('a recording that another program has locked', () => {
  it('is waited for without holding those who read another', async () => {
    const fixture = newFixture();
    const path = await fixture.recording([{ bytes: text('one') }], 'locked.wbs');
    const locked = await fixture.store.open(path);
    const free = await fixture.store.open(await fixture.recording([{ bytes: text('two') }], 'free.wbs'));
    using other = new DatabaseSync(path);
    other.exec('BEGIN EXCLUSIVE');
    const answers: string[] = [];
    const waiting = locked.info().then(() => answers.push('locked'));
    await free.info().then(() => answers.push('free'));
    other.exec('ROLLBACK');
    await waiting;
    expect(answers).toEqual(['free', 'locked']);
  });
});

describe('a recording whose program was killed', () => {
  it('has every record that was said to be committed, whenever that was', async () => {
    const fixture = newFixture();
    const path = fixture.path();
    const child = fork(
      fileURLToPath(new URL('./storeFlood.ts', import.meta.url)),
      [path, '0', workerUrl.href],
      { silent: true },
    );
    const ended = new Promise((resolve) => child.once('exit', resolve));
    let committed = 0;
    await new Promise<void>((resolve, reject) => {
      child.once('exit', () => reject(new Error('The program ended by itself.')));
      child.on('message', (told) => {
        committed = Number(told);
        if (committed >= 2000) resolve();
      });
    }).finally(() => child.kill('SIGKILL'));
    await ended;

    const reader = await fixture.store.open(path);
    const info = await reader.info();
    expect(info).toMatchObject({ complete: false, endedAt: null });
    expect(info.records).toBeGreaterThanOrEqual(committed);
    expect(info.records % 500).toBe(0);
    expect(await readAll(fixture.store, path)).toBe(info.records);
    const { bytes } = await reader.bytes({ seq: 400, offset: 0, length: 1000 });
    expect(Buffer.compare(bytes, pattern(2000).subarray(0, 399))).toBe(0);
  });

  it('is put back to its last commit when it was killed in the middle of one', async () => {
    const fixture = newFixture();
    const path = await fixture.recording(Array.from({ length: 2000 }, () => ({ bytes: pattern(500) })));
    const left = fixture.path('left.wbs');
    {
      // A small cache makes SQLite write to the file before the commit, as it does when the pages do not fit.
      using database = new DatabaseSync(path);
      database.exec("PRAGMA cache_size=4; BEGIN; UPDATE records SET note = 'half done', kind = 'ping'");
      copyFileSync(path, left);
      copyFileSync(`${path}-journal`, `${left}-journal`);
      database.exec('ROLLBACK');
    }
    expect(readFileSync(left).includes('half done')).toBe(true);
    expect(await fixture.store.summarize(left)).toMatchObject({ name: 'Echo' });
    const reader = await fixture.store.open(left);
    const { rows } = await reader.rows({ from: 1, count: 512 });
    expect(rows.every((row) => row.kind === 'data' && row.note === null)).toBe(true);
    expect(readdirSync(fixture.folder).toSorted()).toEqual(['left.wbs', 'session.wbs']);
  });
});
