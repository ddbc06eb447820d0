import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fixturesOfOneStore } from './sharedStore.ts';
import { pattern, record, text } from './storeFixture.ts';
import { needs, onLinux } from '../../support/needs.ts';

const newFixture = fixturesOfOneStore();

/** Bytes that this process has asked the system to read so far. */
function bytesRead(): number {
  return Number(/rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
}

describe('what a look into a large recording reads of its file', needs(onLinux), () => {
  it('is some 2 MB for 64 KiB out of the middle of a 64 MB record', async () => {
    const fixture = newFixture();
    const bytes = pattern(64_000_000);
    const path = await fixture.recording([{ bytes: text('small') }, { bytes }]);
    expect(statSync(path).size).toBeGreaterThan(bytes.length);
    const before = bytesRead();
    const reader = await fixture.store.open(path);
    const page = await reader.tail({ rows: 2 });
    const window = await reader.bytes({ seq: 2, offset: 32_000_000, length: 65_536 });
    expect(bytesRead() - before).toBeLessThan(3_000_000);
    expect(page.rows.map((row) => row.size)).toEqual([5, 64_000_000]);
    expect(Buffer.compare(window.bytes, bytes.subarray(32_000_000, 32_065_536))).toBe(0);
  });

  it('is little for a page of large records: their previews stand beside them', async () => {
    const fixture = newFixture();
    const bytes = pattern(500_000);
    const path = await fixture.recording(Array.from({ length: 100 }, () => ({ bytes })));
    const reader = await fixture.store.open(path);
    const before = bytesRead();
    const { rows } = await reader.tail({ rows: 100 });
    expect(bytesRead() - before).toBeLessThan(3_000_000);
    expect(Buffer.compare(rows[99]?.preview ?? bytes, bytes.subarray(0, 64))).toBe(0);
  });

  it('is less than 1 MB to open 200,000 records, of 10 MB, and show 256 of them', async () => {
    const fixture = newFixture();
    const { writer, path } = await fixture.create();
    const bytes = text('0123456789abcdef');
    for (let index = 1; index <= 200_000; index += 1) writer.append(record({ bytes }));
    await writer.finish(1);
    expect(statSync(path).size).toBeGreaterThan(10_000_000);
    await fixture.store.summarize(path);
    const before = bytesRead();
    const reader = await fixture.store.open(path);
    expect(await reader.info()).toMatchObject({ records: 200_000, bytesIn: 3_200_000 });
    expect((await reader.rows({ from: 100_000, count: 256 })).rows).toHaveLength(256);
    expect(bytesRead() - before).toBeLessThan(1_000_000);
  });
});
