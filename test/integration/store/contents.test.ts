import { copyFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { NewRecord } from '../../../electron/engine/store/store.ts';
import { formatVersion } from '../../../electron/engine/store/schema.ts';
import { recordKinds } from '../../../shared/model/record.ts';
import { randomBelow, seededRandom } from '../../support/random.ts';
import { asVersion } from './olderVersion.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import { head, pattern, rejection, text } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();

const notes = ['', 'A note.', '\ufeffno mark', 'grüße 😀 "\\\n\0 \u2028', 'x'.repeat(20_000)];

/** All that a record can be: each kind and direction, bytes that are no text, none, and some that are large. */
function allKinds(count: number): Partial<NewRecord>[] {
  const random = seededRandom(7);
  const below = (limit: number): number => randomBelow(random, limit);
  return Array.from({ length: count }, (_, index) => ({
    at: head.startedAt + (below(3) - 1) * index,
    peer: [null, 1, 4_000_000_000][below(3)] ?? null,
    direction: ([null, 'in', 'out'] as const)[below(3)] ?? null,
    kind: recordKinds[index % recordKinds.length] ?? 'data',
    bytes: index % 500 === 499 ? pattern(70_000) : pattern(below(120) * below(2)),
    note: below(40) === 0 ? (notes[below(notes.length)] ?? '') : null,
    ...(recordKinds[index % recordKinds.length] === 'changed' && below(2) === 0
      ? { detail: { what: 'clock', byUs: index - 1000 } }
      : {}),
  }));
}

function change(path: string, sql: string): void {
  using database = new DatabaseSync(path);
  database.exec(sql);
}

/** What is recorded of a payload, or read of a record, in one line. */
function lineOf(facts: object, bytes: Uint8Array): string {
  return `${JSON.stringify(facts)} ${Buffer.from(bytes).toString('base64')}`;
}

describe('records that are read with their bytes', () => {
  it.each([formatVersion, 3] as const)(
    'are all as they were recorded, in a file of version %i',
    async (version) => {
      const fixture = newFixture();
      const payloads = allKinds(2500);
      const path = await fixture.recording(payloads);
      if (version !== formatVersion) asVersion(path, version);
      const reader = await fixture.store.open(path);
      for (const windowBytes of [64, 65_536]) {
        const lines: string[] = [];
        for (let page = await reader.contents(1, 4096, windowBytes); page.length > 0;) {
          for (const { seq, at, size, peer, kind, direction, note, detail, bytes } of page) {
            lines.push(lineOf({ seq, at, size, peer, kind, direction, note, detail }, bytes));
          }
          page = await reader.contents(lines.length + 1, 4096, windowBytes);
        }
        const expected = payloads.map(
          ({ at, peer, kind, direction, note, detail, bytes = new Uint8Array(0) }, index) =>
            lineOf(
              {
                seq: index + 1,
                at,
                size: bytes.length,
                peer,
                kind,
                direction,
                note,
                detail: version === 3 ? undefined : detail,
              },
              bytes.subarray(0, windowBytes),
            ),
        );
        expect(lines.findIndex((line, index) => line !== expected[index])).toBe(-1);
        expect(lines).toHaveLength(expected.length);
      }
      await reader.close();
    },
  );

  it('end before one that was changed, which is told then', async () => {
    const fixture = newFixture();
    const sound = await fixture.recording(Array.from({ length: 100 }, () => ({ bytes: text('.') })));
    for (const [index, [what, problem]] of changes.entries()) {
      const path = fixture.path(`${index}.wbs`);
      copyFileSync(sound, path);
      change(path, `UPDATE records SET ${what} WHERE seq = 50`);
      const reader = await fixture.store.open(path);
      const before = await reader.contents(1, 4096, 64);
      const said = await rejection(reader.contents(50, 4096, 64));
      const after = await reader.contents(51, 4096, 64);
      expect([what, before.length, before.at(-1)?.seq, after.length]).toEqual([what, 49, 49, 50]);
      expect(said.message).toContain(problem);
      await reader.close();
    }
  });
});

/** What is done to record 50, and what is said of it. */
const changes: readonly (readonly [string, string])[] = [
  ["bytes = x'00'", 'record number 50 is not what was recorded'],
  ["note = 'Another.'", 'record number 50 is not what was recorded'],
  ['at = at + 1', 'record number 50 is not what was recorded'],
  ['crc = NULL', 'record number 50 is not what was recorded'],
  ['size = 3', 'the bytes of record number 50 are not complete'],
  ["kind = 'else'", 'record number 50 has no valid kind'],
  ["direction = 'up'", 'record number 50 has no valid direction'],
  ['peer = 0', 'record number 50 has no valid peer'],
  ["note = printf('%.70000c', 'x')", 'record number 50 has no valid note'],
  ["detail = '{}'", 'record number 50 is not what was recorded'],
  ["detail = printf('%.70000c', 'x')", 'record number 50 has no valid detail'],
];
