import { existsSync, readdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { largestPageRows } from '../../../shared/model/recordPage.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import { head, Listener, pattern, record, rejection, StoreFixture, text } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();

describe('a recording that grows', () => {
  it('shows every record it was given, as it was given', async () => {
    const fixture = newFixture();
    const { writer } = await fixture.create();
    writer.opened('tcp://127.0.0.1:41234');
    writer.peer(1, '127.0.0.1:9000');
    expect(writer.append(record({ kind: 'opened', direction: null, note: 'Connected.' }))).toBe(1);
    expect(
      writer.append(record({ direction: 'out', bytes: text('PING\r\n'), at: 1_700_000_000_000_001 })),
    ).toBe(2);
    expect(writer.append(record({ bytes: text('+PONG\r\n') }))).toBe(3);

    const page = await writer.rows({ from: 1, count: 100 });
    expect(page.last).toBe(3);
    expect(
      page.rows.map(({ seq, kind, direction, size, note, preview }) => [
        seq,
        kind,
        direction,
        size,
        note,
        new TextDecoder().decode(preview),
      ]),
    ).toEqual([
      [1, 'opened', null, 0, 'Connected.', ''],
      [2, 'data', 'out', 6, null, 'PING\r\n'],
      [3, 'data', 'in', 7, null, '+PONG\r\n'],
    ]);
    expect(page.rows[1]?.at).toBe(1_700_000_000_000_001);
    expect(await writer.info()).toEqual({
      ...head,
      facts: null,
      blanked: null,
      url: 'tcp://127.0.0.1:41234',
      endedAt: null,
      complete: false,
      first: 1,
      records: 3,
      payloadsIn: 1,
      payloadsOut: 1,
      bytesIn: 7,
      bytesOut: 6,
      peers: [{ id: 1, address: '127.0.0.1:9000', bytesIn: 7, bytesOut: 6 }],
    });
  });

  it('keeps a copy: a buffer may be used again as soon as it was appended', async () => {
    const fixture = newFixture();
    const { writer } = await fixture.create();
    const shared = new Uint8Array(1000);
    for (let value = 1; value <= 50; value += 1) {
      shared.fill(value);
      writer.append(record({ bytes: shared.subarray(value, value + 10) }));
    }
    shared.fill(255);
    const { rows } = await writer.rows({ from: 1, count: 50 });
    expect(rows.map((row) => [...row.preview])).toEqual(
      rows.map((_, index) => Array.from({ length: 10 }, () => index + 1)),
    );
  });

  it('tells of a batch within moments, once, and without being asked', async () => {
    const fixture = newFixture();
    const { writer, listener } = await fixture.create();
    const told = listener.next('committed');
    for (let index = 0; index < 1000; index += 1) writer.append(record({ bytes: text('x') }));
    await told;
    expect(listener.all('committed')).toEqual([{ what: 'committed', total: 1000 }]);
  });

  it('fills at 32 MiB that are not in the file, drains at half, and may be appended to in between', async () => {
    const fixture = newFixture();
    const listener = new Listener();
    let pausedSeq: number | null = 0;
    const writer = await fixture.store.create(fixture.path(), head, {
      ...listener.events,
      filled: () => {
        listener.events.filled();
        pausedSeq = writer.append(record({ kind: 'paused', direction: null }));
      },
    });
    const bytes = pattern(1024 * 1024);
    const drained = listener.next('drained');
    for (let index = 0; index < 40; index += 1) writer.append(record({ bytes }));
    expect(listener.told).toEqual([{ what: 'filled' }]);
    expect(pausedSeq).toBe(33);
    await drained;
    await writer.flush();
    expect(listener.all('filled')).toHaveLength(1);
    expect(listener.all('drained')).toHaveLength(1);
    expect(listener.committed).toBe(41);
    const { rows } = await writer.rows({ from: 32, count: 3 });
    expect(rows.map((row) => row.kind)).toEqual(['data', 'paused', 'data']);
  });

  it('can be finished when it is still on its way, and leaves one file', async () => {
    const fixture = newFixture();
    const { writer, path } = await fixture.create();
    for (let index = 0; index < 5000; index += 1) writer.append(record({ bytes: text(`number ${index}`) }));
    await writer.finish(head.startedAt + 77);
    expect(readdirSync(fixture.folder)).toEqual(['session.wbs']);
    expect(writer.append(record())).toBe(null);
    expect(await rejection(writer.tail({ rows: 1 }))).toMatchObject({ code: 'WRONG_STATE' });
    const reader = await fixture.store.open(path);
    expect(await reader.info()).toMatchObject({
      complete: true,
      endedAt: head.startedAt + 77,
      records: 5000,
    });
    const { rows } = await reader.tail({ rows: 1 });
    expect(new TextDecoder().decode(rows[0]?.preview)).toBe('number 4999');
  });

  it('is finished by a store that is closed', async () => {
    const fixture = new StoreFixture();
    const { writer, path } = await fixture.create();
    writer.append(record({ at: head.startedAt + 5, bytes: text('last') }));
    await fixture.store.close();
    expect(await rejection(fixture.store.open(path))).toMatchObject({ code: 'WRONG_STATE' });
    await using later = new StoreFixture();
    const reader = await later.store.open(path);
    expect(await reader.info()).toMatchObject({ complete: true, endedAt: head.startedAt + 5, records: 1 });
    await fixture[Symbol.asyncDispose]();
  });

  it('can be read by others while it is written, and many are written at once', async () => {
    const fixture = newFixture();
    const made = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => fixture.create(`${index}.wbs`)),
    );
    for (let round = 0; round < 200; round += 1) {
      for (const [index, { writer }] of made.entries()) writer.append(record({ bytes: text(`${index}`) }));
    }
    await Promise.all(made.map(({ writer }) => writer.flush()));
    for (const [index, { path }] of made.entries()) {
      const reader = await fixture.store.open(path);
      const page = await reader.rows({ from: 200, count: 512 });
      expect(page.last).toBe(200);
      expect(page.rows.map((row) => new TextDecoder().decode(row.preview))).toEqual([`${index}`]);
    }
  });

  it('is looked at only through its writer, from the moment that its file is there', async () => {
    const fixture = newFixture();
    // Both threads are awake.
    await fixture.store.summarize(await fixture.recording([], 'first.wbs'));
    for (let number = 1; number <= 10; number += 1) {
      const path = fixture.path(`${number}.wbs`);
      const creating = fixture.store.create(path, head, new Listener().events);
      const giveUpAtMs = performance.now() + 5000;
      while (!existsSync(path) && performance.now() < giveUpAtMs) await nextTurn();
      expect(await fixture.store.summarize(path)).toMatchObject({ name: 'Echo', complete: false });
      await creating;
    }
  });
});

describe('a page of rows', () => {
  it('ends where the records end, and has no more rows than the largest page', async () => {
    const fixture = newFixture();
    const path = await fixture.recording(Array.from({ length: 700 }, () => ({})));
    const reader = await fixture.store.open(path);
    expect((await reader.rows({ from: 1, count: 100_000 })).rows).toHaveLength(largestPageRows);
    expect((await reader.rows({ from: 699, count: 10 })).rows.map((row) => row.seq)).toEqual([699, 700]);
    expect((await reader.rows({ from: 701, count: 10 })).rows).toEqual([]);
    expect((await reader.tail({ rows: 3 })).rows.map((row) => row.seq)).toEqual([698, 699, 700]);
    expect((await reader.tail({ rows: 0 })).rows).toEqual([]);
    expect(await rejection(reader.rows({ from: 0, count: 1 }))).toMatchObject({ code: 'BAD_REQUEST' });
    expect(await rejection(reader.rows({ from: 1.5, count: 1 }))).toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('is empty for a recording without records', async () => {
    const fixture = newFixture();
    const reader = await fixture.store.open(await fixture.recording([]));
    expect(await reader.tail({ rows: 256 })).toEqual({ first: 1, last: 0, rows: [] });
    expect(await reader.rows({ from: 1, count: 10 })).toEqual({ first: 1, last: 0, rows: [] });
  });
});

describe('the bytes of a record', () => {
  it('come in windows, over the borders of its pieces, and end where they end', async () => {
    const fixture = newFixture();
    const mebibyte = 1024 * 1024;
    const bytes = pattern(2 * mebibyte + 100);
    const reader = await fixture.store.open(await fixture.recording([{ bytes: text('first') }, { bytes }]));
    for (const [offset, length] of [
      [0, 64],
      [mebibyte - 10, 20],
      [mebibyte, mebibyte],
      [mebibyte - 1, mebibyte + 2],
      [2 * mebibyte + 90, 1000],
      [0, 10 * mebibyte],
      [bytes.length, 10],
      [bytes.length + 5, 10],
      [5, 0],
    ] as const) {
      const window = await reader.bytes({ seq: 2, offset, length });
      expect(window.size).toBe(bytes.length);
      expect(Buffer.compare(window.bytes, bytes.subarray(offset, offset + length))).toBe(0);
    }
    expect(await rejection(reader.bytes({ seq: 3, offset: 0, length: 1 }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await rejection(reader.bytes({ seq: 2, offset: -1, length: 1 }))).toMatchObject({
      code: 'BAD_REQUEST',
    });
  });
});

describe('a recording and other programs', () => {
  it('can be read with any SQLite tool', async () => {
    const fixture = newFixture();
    const path = await fixture.recording([
      { bytes: pattern(3 * 1024 * 1024), direction: 'out', kind: 'binary' },
      { bytes: text('hello'), kind: 'text', note: 'a note' },
    ]);
    using database = new DatabaseSync(path, { readOnly: true });
    const pragma = (name: string): unknown =>
      Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    expect(['application_id', 'user_version', 'page_size', 'integrity_check'].map(pragma)).toEqual([
      0x57425331,
      5,
      16_384,
      'ok',
    ]);
    expect(
      database
        .prepare('SELECT kind, direction, note, CAST(bytes AS TEXT) AS bytes FROM records WHERE seq = 2')
        .get(),
    ).toEqual({ kind: 'text', direction: 'in', note: 'a note', bytes: 'hello' });
    expect(
      database
        .prepare(
          'SELECT sum(length(bytes)) AS size FROM (SELECT bytes FROM records WHERE seq = 1 UNION ALL SELECT bytes FROM parts WHERE seq = 1)',
        )
        .get(),
    ).toEqual({ size: 3 * 1024 * 1024 });
    expect(database.prepare('SELECT address, opened_at, bytes_out FROM peers').get()).toEqual({
      address: '127.0.0.1:9000',
      opened_at: head.startedAt,
      bytes_out: 3 * 1024 * 1024,
    });
  });

  it('waits while another program has it locked, and loses nothing', async () => {
    const fixture = newFixture();
    const { writer, path, listener } = await fixture.create();
    writer.append(record());
    await writer.flush();
    const other = new DatabaseSync(path);
    other.exec('BEGIN EXCLUSIVE');
    for (let index = 0; index < 100; index += 1) writer.append(record({ bytes: text(`${index}`) }));
    const flushed = writer.flush();
    writer.append(record());
    // A second session shows that the worker has come past the locked one.
    const second = await fixture.create('second.wbs');
    await second.writer.finish(head.startedAt);
    expect(listener.committed).toBe(1);
    other.exec('ROLLBACK');
    other.close();
    await flushed;
    await writer.finish(head.startedAt + 1);
    expect(listener.all('stopped')).toEqual([]);
    const reader = await fixture.store.open(path);
    expect(await reader.info()).toMatchObject({ complete: true, records: 102, payloadsIn: 102 });
  });
});
