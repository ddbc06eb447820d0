import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { RecordReader, RecordWriter } from '../../../electron/engine/store/store.ts';
import { disksOfOurOwn, needs, onLinux } from '../../support/needs.ts';
import { SmallDisk } from '../../support/smallDisk.ts';
import { until } from '../../support/until.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import { head, type Listener, pattern, record, text } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();
/** For tests in which what is waited for does not come, or is seen only by the next try. */
const newHastyFixture = fixturesOfOneStore({ busyMs: 300, heldRetryMs: 100, finishMs: 300 });

const payload = pattern(100_000);

/** Appends numbered payloads until the writer says that it is held; gives their count. */
async function appendUntilHeld(writer: RecordWriter, listener: Listener): Promise<number> {
  let appended = 0;
  while (listener.all('held').length === 0) {
    for (let index = 0; index < 5; index += 1) appended = writer.append(numbered(appended + 1)) ?? appended;
    await writer.flush();
  }
  return appended;
}

function numbered(number: number): ReturnType<typeof record> {
  const bytes = new Uint8Array(payload);
  new DataView(bytes.buffer).setUint32(0, number);
  return record({ bytes });
}

/** The numbers of the payloads, as they stand in the file. */
async function numbersIn(reader: RecordReader, total: number): Promise<number[]> {
  const numbers: number[] = [];
  for (let seq = 1; seq <= total; seq += 1) {
    const { bytes } = await reader.bytes({ seq, offset: 0, length: payload.length });
    expect(Buffer.compare(bytes.subarray(4), payload.subarray(4))).toBe(0);
    numbers.push(new DataView(bytes.buffer, bytes.byteOffset).getUint32(0));
  }
  return numbers;
}

function oneTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

describe('a recording on a disk that is full', needs(disksOfOurOwn()), () => {
  it('is held, says why, and goes on by itself with everything in order when there is room again', async () => {
    const fixture = newHastyFixture();
    using disk = new SmallDisk(fixture.path('disk'), 10);
    const { writer, listener, path } = await fixture.create('disk/session.wbs');
    disk.fill(6_000_000);
    const before = await appendUntilHeld(writer, listener);
    expect(listener.all('held')[0]?.message).toMatch(
      /^The disk is full, so “.*session\.wbs” cannot be written\. Free some space, and the recording continues/,
    );
    const inTheFile = listener.committed;
    expect(inTheFile).toBeLessThan(before);
    for (let number = before + 1; number <= before + 10; number += 1) {
      expect(writer.append(numbered(number))).toBe(number);
    }
    await writer.flush();
    // A little may still fit; what was numbered is never fewer than what is in the file.
    expect((await writer.tail({ rows: 1 })).last).toBe(listener.committed);
    expect(listener.committed).toBeLessThan(before + 10);
    expect(listener.all('recovered')).toEqual([]);

    const recovered = listener.next('recovered');
    disk.free();
    await recovered;
    expect(listener.committed).toBe(before + 10);
    expect(writer.append(numbered(before + 11))).toBe(before + 11);
    await writer.finish(head.startedAt + 1);
    expect(listener.all('held')).toHaveLength(1);
    expect(listener.all('stopped')).toEqual([]);

    await using reader = disposable(await fixture.store.open(path));
    expect(await reader.info()).toMatchObject({
      complete: true,
      records: before + 11,
      payloadsIn: before + 11,
      bytesIn: (before + 11) * payload.length,
    });
    expect(await numbersIn(reader, before + 11)).toEqual(oneTo(before + 11));
    expect(readdirSync(disk.folder)).toEqual(['session.wbs']);
  });

  it('is held again each time the disk is full again', async () => {
    const fixture = newFixture();
    using disk = new SmallDisk(fixture.path('disk'), 4);
    const { writer, listener, path } = await fixture.create('disk/session.wbs');
    for (let round = 1; round <= 2; round += 1) {
      disk.fill();
      writer.append(numbered(round));
      await writer.flush();
      expect(listener.all('held')).toHaveLength(round);
      disk.free();
      await writer.flush();
      expect(listener.all('recovered')).toHaveLength(round);
    }
    await writer.finish(head.startedAt + 1);
    await using reader = disposable(await fixture.store.open(path));
    expect(await numbersIn(reader, 2)).toEqual([1, 2]);
  });

  it('tells when the batches reach their budget and when they have left, as on a disk that is slow', async () => {
    const fixture = newFixture();
    using disk = new SmallDisk(fixture.path('disk'), 60);
    const { writer, listener } = await fixture.create('disk/session.wbs');
    disk.fill();
    const bytes = pattern(1024 * 1024);
    for (let index = 0; index < 40; index += 1) writer.append(record({ bytes }));
    await writer.flush();
    disk.free();
    await writer.flush();
    await writer.finish(head.startedAt + 1);
    const order = listener.told.map(({ what }) => what).filter((what) => what !== 'committed');
    expect(order).toEqual(['filled', 'held', 'drained', 'recovered']);
    expect(listener.committed).toBe(40);
  });

  it('that is finished is closed although the disk stays full, and says how many records are missing', async () => {
    const fixture = newHastyFixture();
    using disk = new SmallDisk(fixture.path('disk'), 6);
    const { writer, listener, path } = await fixture.create('disk/session.wbs');
    const appended = await appendUntilHeld(writer, listener);
    // The disk stays full, so that whoever waited for it would wait for ever.
    await writer.finish(head.startedAt + 1);
    const last = listener.committed;
    const [stop] = listener.all('stopped');
    expect(stop?.fromSeq).toBe(last + 1);
    expect(stop?.message).toContain(
      appended - last === 1
        ? 'The last record could not be written and is missing'
        : `The last ${appended - last} records could not be written and are missing`,
    );
    expect(writer.append(record())).toBe(null);
    expect(readdirSync(disk.folder)).toEqual(['session.wbs']);

    await using reader = disposable(await fixture.store.open(path));
    expect(await reader.info()).toMatchObject({ complete: false, records: last });
    expect(await numbersIn(reader, last)).toEqual(oneTo(last));
  });

  it('is complete when room comes while it is being finished', async () => {
    const fixture = newFixture();
    using disk = new SmallDisk(fixture.path('disk'), 4);
    const { writer, listener, path } = await fixture.create('disk/session.wbs');
    disk.fill();
    writer.append(numbered(1));
    await writer.flush();
    const finished = writer.finish(head.startedAt + 1);
    disk.free();
    await finished;
    expect(listener.all('stopped')).toEqual([]);
    await using reader = disposable(await fixture.store.open(path));
    expect(await reader.info()).toMatchObject({ complete: true, records: 1 });
  });

  it('takes a large record up in the middle, and nobody has seen a part of it', async () => {
    const fixture = newFixture();
    using disk = new SmallDisk(fixture.path('disk'), 40);
    const { writer, listener, path } = await fixture.create('disk/session.wbs');
    disk.fill(32 * 1024 * 1024);
    const bytes = pattern(13 * 1024 * 1024);
    writer.append(record({ bytes }));
    writer.append(numbered(2));
    await writer.flush();
    expect(listener.all('held')).toHaveLength(1);
    expect(await writer.tail({ rows: 10 })).toEqual({ first: 1, last: 0, rows: [] });
    disk.free();
    await writer.flush();
    expect(listener.committed).toBe(2);
    await writer.finish(head.startedAt + 1);
    await using reader = disposable(await fixture.store.open(path));
    expect(
      Buffer.compare((await reader.bytes({ seq: 1, offset: 0, length: bytes.length })).bytes, bytes),
    ).toBe(0);
    expect((await reader.tail({ rows: 1 })).last).toBe(2);
  });

  it('leaves nothing of a large record that did not fit', async () => {
    const fixture = newHastyFixture();
    using _disk = new SmallDisk(fixture.path('disk'), 10);
    const { writer, listener, path } = await fixture.create('disk/session.wbs');
    writer.append(record({ bytes: text('before') }));
    writer.append(record({ bytes: pattern(13 * 1024 * 1024) }));
    await writer.finish(head.startedAt + 1);
    expect(listener.all('stopped')).toMatchObject([{ fromSeq: 2 }]);
    expect(statSync(path).size).toBeLessThan(2_000_000);
    await using reader = disposable(await fixture.store.open(path));
    expect((await reader.tail({ rows: 1 })).last).toBe(1);
  });

  it('has stopped when its file is deleted to make room', async () => {
    const fixture = newFixture();
    using disk = new SmallDisk(fixture.path('disk'), 4);
    const { writer, listener, path } = await fixture.create('disk/session.wbs');
    disk.fill();
    writer.append(numbered(1));
    await writer.flush();
    rmSync(path);
    await writer.flush();
    expect(listener.all('stopped')).toMatchObject([{ fromSeq: 1 }]);
    expect(listener.all('stopped')[0]?.message).toMatch(/moved, renamed or deleted/);
    await writer.finish(head.startedAt + 1);
  });
});

describe('a recording that cannot be written for another reason that may pass', () => {
  it('waits a while in silence for another program that has it locked, then says so', async () => {
    const fixture = newHastyFixture();
    const { writer, listener, path } = await fixture.create();
    const other = new DatabaseSync(path);
    other.exec('BEGIN EXCLUSIVE');
    writer.append(record({ bytes: text('kept') }));
    await writer.flush();
    expect(listener.all('held')[0]?.message).toMatch(/Another program keeps “.*” locked\. Close the file/);
    other.exec('ROLLBACK');
    other.close();
    await until(() => listener.all('recovered').length === 1);
    expect(listener.committed).toBe(1);
    await writer.finish(head.startedAt + 1);
    expect(listener.all('stopped')).toEqual([]);
  });

  it('goes on when the file beside it can be written again', needs(onLinux), async () => {
    const fixture = newFixture();
    const { writer, listener, path } = await fixture.create();
    const journal = `${path}-journal`;
    rmSync(journal, { force: true });
    mkdirSync(journal);
    writer.append(record({ bytes: text('kept') }));
    await writer.flush();
    expect(listener.all('held')).toHaveLength(1);
    expect(listener.all('held')[0]?.message).toContain('the recording continues by itself');
    rmSync(journal, { recursive: true });
    await writer.flush();
    expect(listener.all('recovered')).toHaveLength(1);
    await writer.finish(head.startedAt + 1);
    expect(listener.all('stopped')).toEqual([]);
  });
});

function disposable(reader: RecordReader): RecordReader & AsyncDisposable {
  return Object.assign(reader, { [Symbol.asyncDispose]: () => reader.close() });
}
