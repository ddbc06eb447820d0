import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toWireError } from '../../../shared/base/errors.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import { numberedMessage, range } from '../../support/numberedMessages.ts';
import { randomBelow, seededRandom } from '../../support/random.ts';
import { allRows } from '../../support/sessionBench.ts';
import { StoreFixture } from '../store/storeFixture.ts';

/** All bytes of all records, as they are read; or the sentence that says why not. */
async function readAll(store: Store, path: string): Promise<readonly Buffer[] | string> {
  try {
    const reader = await store.open(path);
    try {
      const found: Buffer[] = [];
      for (const { seq, size } of await allRows(reader)) {
        found.push(Buffer.from((await reader.bytes({ seq, offset: 0, length: size })).bytes));
      }
      return found;
    } finally {
      await reader.close();
    }
  } catch (error) {
    const { code, message } = toWireError(error);
    return `${code}: ${message}`;
  }
}

const sizes = [0, 1, 64, 1000, 5000, 20_000, 40_000];
const messages = range(1, 70).map((number) => {
  const size = sizes[number % sizes.length] ?? 0;
  return numberedMessage(number, Math.max(4, size)).subarray(0, size);
});

function isOriginal(found: readonly Buffer[] | string): boolean {
  if (typeof found === 'string' || found.length !== messages.length) return false;
  return messages.every((message, index) => found[index]?.equals(message) === true);
}

describe('a recording in which bits were flipped', () => {
  it('gives exactly what was recorded, or a sentence: never other bytes', async () => {
    await using fixture = new StoreFixture();
    const path = await fixture.recording(messages.map((bytes) => ({ bytes })));
    expect(isOriginal(await readAll(fixture.store, path))).toBe(true);
    const whole = readFileSync(path);
    const random = seededRandom(1981);
    const outcomes: string[] = [];
    for (const round of range(1, 60)) {
      const bytes = Buffer.from(whole);
      const at = randomBelow(random, bytes.length);
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << randomBelow(random, 8)), at);
      const flipped = fixture.path(`flipped-${round}.wbs`);
      writeFileSync(flipped, bytes);
      const found = await readAll(fixture.store, flipped);
      outcomes.push(typeof found === 'string' ? found : isOriginal(found) ? 'original' : 'other');
    }
    expect(outcomes.filter((each) => !/^original$|^BAD_REQUEST: “.*” .*\.$/.test(each))).toEqual([]);
    // Most of the file is bytes of the wire, and some of it is empty space.
    const refused = outcomes.filter((each) => each !== 'original').length;
    expect(refused).toBeGreaterThan(30);
    expect(refused).toBeLessThan(60);
  });
});

describe('a recording that was cut off', () => {
  it('is refused with a sentence, wherever that was', async () => {
    await using fixture = new StoreFixture();
    const path = await fixture.recording(messages.map((bytes) => ({ bytes })));
    const whole = readFileSync(path);
    const random = seededRandom(7);
    const cut = fixture.path('cut.wbs');
    for (const _ of range(1, 20)) {
      writeFileSync(cut, whole);
      truncateSync(cut, randomBelow(random, whole.length));
      expect(await readAll(fixture.store, cut)).toMatch(/^BAD_REQUEST: “.*\.$/);
    }
  });
});
