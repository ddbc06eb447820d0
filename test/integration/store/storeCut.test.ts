import { fork } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { RecordDetail } from '../../../shared/model/recordDetail.ts';
import { randomBelow, seededRandom } from '../../support/random.ts';
import { until } from '../../support/until.ts';
import { appendNumbered, firstOf, numberOf, sizeOnDisk } from './numberedRecords.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import { head, pattern, record, text, workerUrl } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();

const megabyte = 1_000_000;

/** Runs a program that records and keeps 1,000 payloads, and kills it once so many are committed and some were deleted. */
async function killedInMidFlood(path: string, committed: number): Promise<void> {
  const flood = fileURLToPath(new URL('./storeFlood.ts', import.meta.url));
  const child = fork(flood, [path, '1000', workerUrl.href], { silent: true });
  const ended = once(child, 'exit');
  let isCut = false;
  child.on('message', (told) => {
    isCut ||= told === 'cut';
    if (isCut && Number(told) >= committed) child.kill('SIGKILL');
  });
  expect(await ended).toEqual([null, 'SIGKILL']);
}

/** What the counts say, and what counting the records gives: they must be the same. */
function countsOf(path: string, first = 1): { kept: unknown; counted: unknown } {
  // The store may be putting the file back to its last commit at this moment.
  using database = new DatabaseSync(path, { readOnly: true, timeout: 30_000 });
  const all = (sql: string): unknown[] => database.prepare(sql).all();
  const sums =
    "sum(direction = 'in') AS frames_in, sum(direction = 'out') AS frames_out, " +
    "sum(iif(direction = 'in', size, 0)) AS bytes_in, sum(iif(direction = 'out', size, 0)) AS bytes_out";
  return {
    kept: [
      all('SELECT * FROM totals'),
      all('SELECT * FROM seconds ORDER BY second'),
      all('SELECT id, bytes_in, bytes_out FROM peers ORDER BY id'),
    ],
    counted: [
      all(`SELECT count(*) AS records, ${sums} FROM records WHERE seq >= ${first}`),
      all(
        `SELECT at / 1000000 AS second, count(*) AS records, ${sums}, min(seq) AS first_seq FROM records WHERE seq >= ${first} GROUP BY 1 ORDER BY 1`,
      ),
      all(
        `SELECT peer AS id, sum(iif(direction = 'in', size, 0)) AS bytes_in, sum(iif(direction = 'out', size, 0)) AS bytes_out FROM records WHERE seq >= ${first} GROUP BY 1 ORDER BY 1`,
      ),
    ],
  };
}

describe('a recording that keeps its newest payloads', () => {
  it('has exactly those soon, with their numbers, and counts no others', async () => {
    const fixture = newFixture();
    const { writer, path, listener } = await fixture.create();
    writer.keep({ payloads: 1000 });
    appendNumbered(writer, 1, 10_000);
    await writer.flush();
    await until(() => listener.all('cut').at(-1)?.first === 9001);
    const page = await writer.rows({ from: 1, count: 3 });
    expect(page).toMatchObject({ first: 9001, last: 10_000 });
    expect(page.rows.map(({ seq }) => seq)).toEqual([9001, 9002, 9003]);
    expect(await numberOf(writer, 9001)).toBe(9001);
    await expect(writer.bytes({ seq: 9000, offset: 0, length: 4 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await writer.info()).toMatchObject({
      first: 9001,
      records: 1000,
      payloadsIn: 1000,
      bytesIn: 8000,
    });

    appendNumbered(writer, 10_001, 10_005);
    await until(() => listener.all('cut').at(-1)?.first === 9006);
    await writer.finish(head.startedAt + 1);
    const { kept, counted } = countsOf(path);
    expect(kept).toEqual(counted);
    const reader = await fixture.store.open(path);
    expect(await reader.info()).toMatchObject({ first: 9006, records: 1000, complete: true });
    expect((await reader.tail({ rows: 2 })).rows.map(({ seq }) => seq)).toEqual([10_004, 10_005]);
  });

  it('is cut when the limit comes late, and not any more when it is taken off', async () => {
    const fixture = newFixture();
    const { writer } = await fixture.create();
    appendNumbered(writer, 1, 10_000);
    await writer.flush();
    expect(await firstOf(writer)).toBe(1);
    writer.keep({ payloads: 10 });
    await until(async () => (await firstOf(writer)) === 9991);
    writer.keep(null);
    appendNumbered(writer, 10_001, 10_500);
    await writer.finish(head.startedAt + 1);
    const reader = await fixture.store.open(fixture.path());
    expect(await reader.tail({ rows: 1 })).toMatchObject({ first: 9991, last: 10_500 });
  });

  it('keeps events with the payloads that follow them', async () => {
    const fixture = newFixture();
    const { writer } = await fixture.create();
    writer.append(record({ kind: 'opened', direction: null }));
    writer.append(record({ bytes: text('one') }));
    writer.append(record({ kind: 'paused', direction: null }));
    writer.append(record({ bytes: text('two') }));
    writer.keep({ payloads: 1 });
    await until(async () => (await firstOf(writer)) === 3);
    expect((await writer.rows({ from: 1, count: 10 })).rows.map(({ kind }) => kind)).toEqual([
      'paused',
      'data',
    ]);
  });

  it('forgets the peers whose links closed or failed, and none that only missed a message', async () => {
    const fixture = newFixture();
    const { writer, path } = await fixture.create();
    for (const peer of [1, 2, 3, 4]) {
      writer.peer(peer, `127.0.0.1:${peer}`);
      writer.append(record({ peer }));
    }
    const event = { direction: null, bytes: new Uint8Array() };
    writer.append(record({ ...event, kind: 'closed', peer: 1, note: 'Closed.' }));
    const link: RecordDetail = { what: 'link', code: 'ECONNRESET', field: null, closeCode: null };
    const messages = {
      count: 1,
      bytes: 5,
      code: 'EPIPE',
      reason: 'The socket was closed.',
      isFurther: false,
    };
    writer.append(record({ ...event, kind: 'failed', peer: 2, detail: link }));
    writer.append(record({ ...event, kind: 'failed', peer: 3, detail: { what: 'messages', ...messages } }));
    // An event is kept with the payload behind it, so two come.
    writer.append(record({ peer: 4 }));
    writer.append(record({ peer: 4 }));
    writer.keep({ payloads: 1 });
    await until(async () => (await writer.info()).records === 1);
    await writer.finish(head.startedAt + 1);
    using database = new DatabaseSync(path, { readOnly: true });
    expect(database.prepare('SELECT id, address FROM peers ORDER BY id').all()).toEqual([
      { id: 3, address: '127.0.0.1:3' },
      { id: 4, address: '127.0.0.1:4' },
    ]);
  });

  it('stays small on the disk, whatever passes', async () => {
    const fixture = newFixture();
    const { writer, path, listener } = await fixture.create();
    writer.keep({ bytes: 5 * megabyte });
    let largest = 0;
    for (let round = 0; round < 30; round += 1) {
      appendNumbered(writer, round * 20 + 1, round * 20 + 20, 100_000);
      await writer.flush();
      largest = Math.max(largest, sizeOnDisk(path));
    }
    expect(largest).toBeLessThan(30 * megabyte);
    await until(async () => (await writer.info()).bytesIn <= 5 * megabyte);
    const { records, first } = await writer.info();
    expect([records, first]).toEqual([50, 551]);
    expect(await numberOf(writer, 551)).toBe(551);
    await writer.finish(head.startedAt + 1);
    expect(statSync(path).size).toBeLessThan(12 * megabyte);
    expect(listener.all('stopped')).toEqual([]);
    const { kept, counted } = countsOf(path);
    expect(kept).toEqual(counted);
  });

  it('keeps the newest payload even when that alone is larger than the limit', async () => {
    const fixture = newFixture();
    const { writer } = await fixture.create();
    writer.keep({ bytes: 1000 });
    writer.append(record({ bytes: pattern(3000) }));
    writer.append(record({ bytes: pattern(12 * 1024 * 1024) }));
    await until(async () => (await firstOf(writer)) === 2);
    expect((await writer.bytes({ seq: 2, offset: 12_000_000, length: 10 })).bytes).toEqual(
      pattern(12_000_010).subarray(-10),
    );
  });
});

describe('a recording whose program was killed while it was cut', () => {
  it('opens, and its counts are those of the records it has', async () => {
    const fixture = newFixture();
    const random = seededRandom(77);
    for (let round = 0; round < 3; round += 1) {
      const path = fixture.path(`${round}.wbs`);
      await killedInMidFlood(path, 3000 + randomBelow(random, 10_000));
      const reader = await fixture.store.open(path);
      const { first, records } = await reader.info();
      expect(first).toBeGreaterThan(1);
      expect(records).toBeGreaterThanOrEqual(1000);
      expect((await reader.tail({ rows: 1 })).last).toBe(first + records - 1);
      for (let from = first; from < first + records; from += 512) await reader.rows({ from, count: 512 });
      const { kept, counted } = countsOf(path, first);
      expect(kept).toEqual(counted);
      await reader.close();
    }
  });
});
