import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createStore } from '../../../electron/engine/store/main/createStore.ts';
import { disksOfOurOwn, needs } from '../../support/needs.ts';
import { SmallDisk } from '../../support/smallDisk.ts';
import { appendNumbered, sizeOnDisk } from './numberedRecords.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import { head, pattern, record, rejection, StoreFixture, text, workerUrl } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();

const megabyte = 1_000_000;
const everything = { from: 1, to: Number.MAX_SAFE_INTEGER, count: 9 };

describe('records that were cleared', () => {
  it('come back as they were, before those that came meanwhile', async () => {
    const fixture = newFixture();
    const { writer, path, listener } = await fixture.create();
    writer.peer(1, '127.0.0.1:9000');
    appendNumbered(writer, 1, 500);
    writer.append(record({ bytes: pattern(3 * 1024 * 1024), direction: 'out' }));
    await fixture.store.setMarks(path, [
      { from: 3, to: 5, marks: [{ from: 3, to: 5, colour: 'red', note: 'here', at: 1 }] },
    ]);
    const before = await writer.info();
    const times = { from: head.startedAt, to: head.startedAt + 60_000_000, buckets: 60 };
    const traffic = await writer.traffic(times);
    const cleared = await fixture.store.clear(path);
    expect(await writer.info()).toMatchObject({ first: 502, records: 0, payloadsIn: 0, bytesOut: 0 });
    expect((await writer.marks(everything)).marks).toEqual([]);
    await fixture.store.bringBack(path, cleared);
    expect(listener.all('cut').at(-1)).toEqual({ what: 'cut', first: 1 });
    expect(await writer.info()).toEqual(before);
    expect(await writer.traffic(times)).toEqual(traffic);
    expect((await writer.marks(everything)).marks).toMatchObject([{ from: 3, to: 5, note: 'here' }]);

    const again = await fixture.store.clear(path);
    expect(writer.append(record({ bytes: text('meanwhile') }))).toBe(502);
    await fixture.store.bringBack(path, again);
    await writer.finish(head.startedAt + 1);
    const reader = await fixture.store.open(path);
    expect(await reader.info()).toMatchObject({
      ...{ first: 1, records: 502, payloadsIn: before.payloadsIn + 1 },
      ...{ bytesIn: before.bytesIn + 9, bytesOut: before.bytesOut },
    });
    const { bytes } = await reader.bytes({ seq: 501, offset: 2 * 1024 * 1024, length: 100 });
    expect(bytes).toEqual(pattern(3 * 1024 * 1024).subarray(2 * 1024 * 1024, 2 * 1024 * 1024 + 100));
  });

  it('come back after the recording has ended, also where it was read meanwhile', async () => {
    const fixture = newFixture();
    const { writer, path } = await fixture.create();
    appendNumbered(writer, 1, 2000);
    const cleared = await fixture.store.clear(path);
    await writer.finish(head.startedAt + 1);
    const reader = await fixture.store.open(path);
    expect((await reader.tail({ rows: 10 })).rows).toEqual([]);
    await fixture.store.bringBack(path, cleared);
    expect(await reader.info()).toMatchObject({ first: 1, records: 2000, complete: true });
    expect((await reader.rows({ from: 1, count: 3 })).rows.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    await reader.close();
  });

  it('are off the disk once they will not come back, also when the recording has ended by then', async () => {
    const fixture = newFixture();
    const { writer, path } = await fixture.create();
    writer.append(record({ bytes: pattern(8 * 1024 * 1024) }));
    const cleared = await fixture.store.clear(path);
    expect(sizeOnDisk(path)).toBeGreaterThan(8 * megabyte);
    await writer.finish(head.startedAt + 1);
    await fixture.store.sweep(path, cleared);
    expect(sizeOnDisk(path)).toBeLessThan(megabyte);
    expect((await rejection(fixture.store.bringBack(path, cleared))).code).toBe('NOT_FOUND');
  });

  it('stay deleted when the program ends before: whoever opens the file next takes them off the disk', async () => {
    await using fixture = new StoreFixture();
    const { writer, path } = await fixture.create();
    writer.append(record({ bytes: pattern(8 * 1024 * 1024) }));
    await fixture.store.clear(path);
    await writer.finish(head.startedAt + 1);
    await fixture.store.close();
    const next = createStore({ workerUrl });
    const reader = await next.open(path);
    expect(await reader.info()).toMatchObject({ first: 2, records: 0 });
    await expect.poll(() => sizeOnDisk(path), { timeout: 10_000 }).toBeLessThan(megabyte);
    await reader.close();
    await next.close();
  });

  it('come back in turn: what was cleared later first', async () => {
    const fixture = newFixture();
    const { writer, path } = await fixture.create();
    appendNumbered(writer, 1, 10);
    const first = await fixture.store.clear(path);
    appendNumbered(writer, 11, 20);
    const second = await fixture.store.clear(path);
    expect(await rejection(fixture.store.bringBack(path, first))).toMatchObject({
      code: 'WRONG_STATE',
      message: 'Bring back first what was deleted after these records.',
    });
    await fixture.store.bringBack(path, second);
    await fixture.store.bringBack(path, first);
    expect(await writer.info()).toMatchObject({ first: 1, records: 20 });
    await writer.finish(head.startedAt + 1);
  });

  it.each(['is being written', 'has ended'])(
    'come back when those that were cleared before them will not, and the recording %s',
    async (state) => {
      const fixture = newFixture();
      const { writer, path } = await fixture.create();
      writer.append(record({ bytes: pattern(8 * 1024 * 1024) }));
      const first = await fixture.store.clear(path);
      appendNumbered(writer, 2, 20);
      const second = await fixture.store.clear(path);
      if (state === 'has ended') await writer.finish(head.startedAt + 1);
      await fixture.store.sweep(path, first);
      expect(statSync(path).size).toBeLessThan(megabyte);
      await fixture.store.bringBack(path, second);
      expect((await rejection(fixture.store.bringBack(path, first))).code).toBe('NOT_FOUND');
      await writer.finish(head.startedAt + 1);
      const reader = await fixture.store.open(path);
      expect(await reader.info()).toMatchObject({ first: 2, records: 19 });
      await reader.close();
    },
  );

  it('are gone when the limit of the recording has passed them', async () => {
    const fixture = newFixture();
    const { writer, path, listener } = await fixture.create();
    appendNumbered(writer, 1, 10);
    const cleared = await fixture.store.clear(path);
    const cut = listener.next('cut');
    writer.keep({ payloads: 5 });
    appendNumbered(writer, 11, 20);
    await cut;
    expect((await rejection(fixture.store.bringBack(path, cleared))).code).toBe('NOT_FOUND');
    expect(await writer.info()).toMatchObject({ first: 16, records: 5 });
    await writer.finish(head.startedAt + 1);
  });

  it('are in no copy, which ends what can be undone', async () => {
    const fixture = newFixture();
    const { writer, path } = await fixture.create();
    writer.append(record({ bytes: pattern(8 * 1024 * 1024) }));
    const cleared = await fixture.store.clear(path);
    await fixture.store.copy(path, fixture.path('copy.wbs'));
    expect(sizeOnDisk(fixture.path('copy.wbs'))).toBeLessThan(megabyte);
    expect((await rejection(fixture.store.bringBack(path, cleared))).code).toBe('NOT_FOUND');
    writer.append(record({ bytes: pattern(8 * 1024 * 1024) }));
    const again = await fixture.store.clear(path);
    await writer.finish(head.startedAt + 1);
    for await (const _ of fixture.store.passOver(path, [[text('secret')]], fixture.path('blank.wbs')));
    expect(sizeOnDisk(fixture.path('blank.wbs'))).toBeLessThan(megabyte);
    expect((await rejection(fixture.store.bringBack(path, again))).code).toBe('NOT_FOUND');
  });
});

describe('on a disk that is full', needs(disksOfOurOwn()), () => {
  it('cleared records give their room at once, and are gone', async () => {
    const fixture = newFixture();
    using _disk = new SmallDisk(fixture.path('disk'), 12);
    const { writer, listener, path } = await fixture.create('disk/session.wbs');
    while (listener.all('held').length === 0) {
      appendNumbered(writer, 1, 5, 100_000);
      await writer.flush();
    }
    const recovered = listener.next('recovered');
    const cleared = await fixture.store.clear(path);
    await recovered;
    expect((await rejection(fixture.store.bringBack(path, cleared))).code).toBe('NOT_FOUND');
    await writer.finish(head.startedAt + 1);
  });
});
