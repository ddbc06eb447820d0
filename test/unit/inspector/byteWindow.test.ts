import { afterEach, describe, expect, it } from 'vitest';
import { createByteWindow, type ByteWindow } from '../../../renderer/state/records/byteWindow.ts';
import { readBytes } from '../../../renderer/state/records/readBytes.ts';
import { sessionIdSchema } from '../../../shared/model/ids.ts';
import { largestWindowBytes } from '../../../shared/model/record.ts';
import { createFakeRecords, type FakeRecords } from '../../support/fakeRecords.ts';
import { until } from '../../support/until.ts';

const source = { session: sessionIdSchema.parse('s1') };
const size = 64_000_000;
let records: FakeRecords;
let bytes: ByteWindow;

function open(): void {
  records = createFakeRecords(1, (offset) => (offset >> 8) & 0xff, size);
  bytes = createByteWindow(records.client, source, { seq: 1, size });
}

afterEach(() => {
  bytes.dispose();
  records[Symbol.dispose]();
});

describe('the bytes of a payload of 64 MB', () => {
  it('are asked for where they are looked at, and nowhere else', async () => {
    open();
    bytes.show(size - 100, size);
    await until(() => bytes.block(size - 1) !== undefined);
    const block = bytes.block(size - 1);
    expect(block?.start).toBe(Math.floor((size - 1) / largestWindowBytes) * largestWindowBytes);
    expect(block?.bytes[size - 1 - block.start]).toBe(((size - 1) >> 8) & 0xff);
    expect(records.askedBytes).toEqual([block?.start]);
    expect(bytes.block(0)).toBeUndefined();
  });

  it('are never asked for after they were scrolled past', async () => {
    open();
    records.hold();
    for (let at = 0; at < size; at += largestWindowBytes) bytes.show(at, at + 800);
    records.release();
    await until(() => bytes.block(size - 1) !== undefined);
    expect(records.askedBytes.length).toBeLessThanOrEqual(4);
    expect(records.mostAtOnce()).toBeLessThanOrEqual(2);
  });

  it('say why they are missing, and come when asked for again', async () => {
    open();
    records.refuse('The file is gone.');
    bytes.show(0, 100);
    await until(() => bytes.store.getState().problem === 'The file is gone.');
    records.refuse(null);
    bytes.retry();
    await until(() => bytes.block(0) !== undefined);
    expect(bytes.store.getState().problem).toBeNull();
  });

  it('can be read as one stretch, to be copied', async () => {
    open();
    const stretch = { seq: 1, from: 1_000, to: 201_000 };
    const whole = await readBytes(records.client, source, stretch, new AbortController().signal);
    expect(whole.length).toBe(200_000);
    expect([whole[0], whole[199_999]]).toEqual([(1_000 >> 8) & 0xff, (200_999 >> 8) & 0xff]);
  });
});
