import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toWireError } from '../../../shared/base/errors.ts';
import { randomBelow, seededRandom } from '../../support/random.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import { pattern, readAll, rejection, text } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();

describe('a damaged recording', () => {
  it('is refused with a sentence wherever it was cut off', async () => {
    const fixture = newFixture();
    const path = await fixture.recording(Array.from({ length: 300 }, () => ({ bytes: pattern(1000) })));
    const { size } = statSync(path);
    for (const kept of [0, 1, 99, 100, 5000, 16_384, 100_000, size - 16_384, size - 1]) {
      const cut = fixture.path(`cut-${kept}.wbs`);
      copyFileSync(path, cut);
      truncateSync(cut, kept);
      const { code, message } = await rejection(readAll(fixture.store, cut));
      expect(code).toBe('BAD_REQUEST');
      expect(message).toMatch(/damaged|not a Wirebench recording/);
    }
  });

  it('is read or refused with a sentence, whatever bits are flipped in it', async () => {
    const fixture = newFixture();
    const path = await fixture.recording([
      ...Array.from({ length: 40 }, (_, index) => ({ bytes: pattern(index % 4), note: 'a note' })),
      { bytes: pattern(1_200_000) },
    ]);
    const whole = readFileSync(path);
    const random = seededRandom(2024);
    const outcomes = new Set<string>();
    // The pages of the tables come first; most of their bytes are empty space, and zero.
    const structure = [...whole.subarray(0, 8 * 16_384).entries()].filter(([, byte]) => byte !== 0);
    for (let round = 0; round < 80; round += 1) {
      const bytes = Uint8Array.from(whole);
      for (let flips = randomBelow(random, 4); flips >= 0; flips -= 1) {
        const at =
          round % 4 === 0
            ? randomBelow(random, bytes.length)
            : (structure[randomBelow(random, structure.length)]?.[0] ?? 0);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << randomBelow(random, 8));
      }
      const damaged = fixture.path('flipped.wbs');
      writeFileSync(damaged, bytes);
      const outcome = await readAll(fixture.store, damaged).catch(toWireError);
      outcomes.add(typeof outcome === 'number' ? 'read' : `${outcome.code}: ${outcome.message}`);
    }
    expect(outcomes.size).toBeGreaterThan(5);
    for (const outcome of outcomes) {
      expect(outcome).toMatch(/^read$|^BAD_REQUEST: “.*\.wbs” .*\. .*\.$/);
    }
    expect(await readAll(fixture.store, path)).toBe(41);
  });
});

describe('a bit that is flipped in the bytes of a record', () => {
  /** Flips one bit of the byte that `marker` begins with, wherever it stands in the file. */
  function flip(path: string, marker: Uint8Array): void {
    const bytes = readFileSync(path);
    const at = bytes.indexOf(marker);
    expect(at).toBeGreaterThan(0);
    bytes[at] = (bytes[at] ?? 0) ^ 4;
    writeFileSync(path, bytes);
  }

  it.each([
    ['a short record', 100, 40, 0],
    ['a long one', 900_000, 500_000, 0],
    ['a part of a very long one', 3_000_000, 2_500_000, 2_400_000],
  ])('is found, and named: %s', async (_, size, at, readFrom) => {
    const fixture = newFixture();
    const bytes = pattern(size);
    const marker = text('HERE-IT-IS');
    bytes.set(marker, at);
    const path = await fixture.recording([{ bytes: text('before') }, { bytes }, { bytes: text('after') }]);
    flip(path, marker);
    const reader = await fixture.store.open(path);
    const { code, message } = await rejection(reader.bytes({ seq: 2, offset: readFrom, length: 10 }));
    expect(code).toBe('BAD_REQUEST');
    expect(message).toMatch(
      /“.*” is damaged: (?:the bytes of )?record number 2 (?:is not what was|are not those that were) recorded\./,
    );
    for (const seq of [1, 3])
      expect((await reader.bytes({ seq, offset: 0, length: 10 })).size).toBeGreaterThan(0);
  });
});
