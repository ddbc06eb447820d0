import { describe, expect, it } from 'vitest';
import type { Mark, MarkColour } from '../../../shared/model/mark.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import { text, type StoreFixture } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();

const secret = 'correct horse';
const blank = '*'.repeat(secret.length);
/** Many more than the rows that are read at once: it takes several steps to read them. */
const markCount = 20_000;
const everything = { from: 1, to: markCount };

/** A mark on every record; its note has the secret. */
function marksOf(colour: MarkColour, said = secret): Mark[] {
  return Array.from({ length: markCount }, (_, index) => {
    const seq = index + 1;
    return { from: seq, to: seq, colour, note: `${seq}: ${said}`, at: 1 };
  });
}

function mark({ store }: StoreFixture, path: string, colour: MarkColour): Promise<unknown> {
  return store.setMarks(path, [{ ...everything, marks: marksOf(colour) }]);
}

async function marksIn({ store }: StoreFixture, path: string): Promise<readonly Mark[]> {
  const reader = await store.open(path);
  const { marks } = await reader.marks({ ...everything, count: markCount });
  await reader.close();
  return marks;
}

describe('going through a recording with thousands of marks', () => {
  it('finds a secret in a note, and copies the marks without it, as they are at one moment', async () => {
    const fixture = newFixture();
    const { store } = fixture;
    const source = await fixture.recording(marksOf('red').map(() => ({ bytes: text('ok') })));
    await mark(fixture, source, 'red');
    let elsewhere: readonly boolean[] = [];
    for await (const progress of store.passOver(source, [[text(secret)]], null)) ({ elsewhere } = progress);
    expect(elsewhere).toEqual([true]);

    const copy = fixture.path('copy.wbs');
    const changes: MarkColour[] = ['blue', 'green', 'red', 'blue'];
    for await (const { share, isDone } of store.passOver(source, [[text(secret)]], copy)) {
      // The records are behind it: from now on it reads the marks.
      const next = share === 1 && !isDone ? changes.shift() : undefined;
      if (next) await mark(fixture, source, next);
    }
    expect(changes.length).toBeLessThan(4);
    const copied = await marksIn(fixture, copy);
    expect(copied).toEqual(marksOf(copied[0]?.colour ?? 'red', blank));
  });
});
