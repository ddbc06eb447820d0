import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { disksOfOurOwn, needs } from '../../support/needs.ts';
import { SmallDisk } from '../../support/smallDisk.ts';
import { appendNumbered, sizeOnDisk } from './numberedRecords.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import { head, pattern, record, text, type StoreFixture } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();

const megabyte = 1_000_000;

/** Resolves when the space is free. */
async function clearForGood({ store }: StoreFixture, path: string): Promise<void> {
  await store.sweep(path, await store.clear(path));
}

describe('a recording that is cleared', () => {
  it('is empty, gives its room back, and goes on with the next number', async () => {
    const fixture = newFixture();
    const { writer, path, listener } = await fixture.create();
    appendNumbered(writer, 1, 10_000, 100);
    writer.append(record({ bytes: pattern(10 * 1024 * 1024) }));
    await writer.flush();
    expect(sizeOnDisk(path)).toBeGreaterThan(11 * megabyte);
    await clearForGood(fixture, path);
    expect(sizeOnDisk(path)).toBeLessThan(5 * megabyte);
    expect(listener.all('cut').at(-1)).toEqual({ what: 'cut', first: 10_002 });
    expect(await writer.tail({ rows: 10 })).toEqual({ first: 10_002, last: 10_001, rows: [] });
    expect(await writer.at({ at: head.startedAt })).toBe(10_002);
    expect(await writer.info()).toMatchObject({ first: 10_002, records: 0, payloadsIn: 0, bytesIn: 0 });

    expect(writer.append(record({ bytes: text('next') }))).toBe(10_002);
    await writer.finish(head.startedAt + 1);
    expect(statSync(path).size).toBeLessThan(megabyte);
    const reader = await fixture.store.open(path);
    expect(await reader.info()).toMatchObject({ first: 10_002, records: 1, bytesIn: 4, complete: true });
    expect((await reader.tail({ rows: 10 })).rows.map(({ seq }) => seq)).toEqual([10_002]);
  });

  it('opens without records, too, and when it was cleared twice', async () => {
    const fixture = newFixture();
    const { writer, path } = await fixture.create();
    await clearForGood(fixture, path);
    appendNumbered(writer, 1, 10);
    await clearForGood(fixture, path);
    await clearForGood(fixture, path);
    await writer.finish(head.startedAt + 1);
    const reader = await fixture.store.open(path);
    expect(await reader.tail({ rows: 10 })).toEqual({ first: 11, last: 10, rows: [] });
    expect(await reader.info()).toMatchObject({ first: 11, records: 0 });
  });

  it('shows the same to who reads on in the meantime: whole pages, or none', async () => {
    const fixture = newFixture();
    const { writer, path } = await fixture.create();
    appendNumbered(writer, 1, 40_000);
    await writer.flush();
    const reader = await fixture.store.open(path);
    const state = { isCleared: false };
    const clearing = clearForGood(fixture, path).then(() => (state.isCleared = true));
    while (!state.isCleared) {
      const { first, last, rows } = await reader.rows({ from: 500, count: 512 });
      expect(rows.length).toBe(first === 1 ? 512 : 0);
      expect(last).toBe(40_000);
    }
    await clearing;
    expect((await reader.tail({ rows: 1 })).first).toBe(40_001);
  });

  it('does not hold other sessions', async () => {
    const fixture = newFixture();
    const { writer, path } = await fixture.create();
    const other = await fixture.create('other.wbs');
    for (let index = 0; index < 100_000; index += 1) writer.append(record({ bytes: text('0123456789') }));
    await writer.flush();
    const order: string[] = [];
    const clearing = clearForGood(fixture, path).then(() => order.push('cleared'));
    // The thread takes them in this order, and answers when it has done each.
    other.writer.append(record({ bytes: text('meanwhile') }));
    await other.writer.flush().then(() => order.push('written'));
    expect(other.listener.committed).toBe(1);
    await clearing;
    expect(order).toEqual(['written', 'cleared']);
  });
});

describe('a recording on a disk that is full', needs(disksOfOurOwn()), () => {
  it('goes on when it is cleared', async () => {
    const fixture = newFixture();
    using _disk = new SmallDisk(fixture.path('disk'), 12);
    const { writer, listener, path } = await fixture.create('disk/session.wbs');
    while (listener.all('held').length === 0) {
      appendNumbered(writer, 1, 5, 100_000);
      await writer.flush();
    }
    const recovered = listener.next('recovered');
    await clearForGood(fixture, path);
    await recovered;
    expect(statSync(path).size).toBeLessThan(megabyte * 2);
    const kept = (await writer.info()).records;
    appendNumbered(writer, 1, 5, 100_000);
    await writer.finish(head.startedAt + 1);
    expect(listener.all('stopped')).toEqual([]);
    const reader = await fixture.store.open(path);
    expect(await reader.info()).toMatchObject({ records: kept + 5, complete: true });
    await reader.close();
  });
});
