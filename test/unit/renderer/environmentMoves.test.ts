import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropOn, placeAfterStep } from '../../../renderer/features/environments/environmentMoves.ts';
import { baseEnvironmentId } from '../../../shared/model/environment.ts';
import { environmentIdSchema, type EnvironmentId } from '../../../shared/model/ids.ts';

const idOf = (name: string): EnvironmentId => environmentIdSchema.parse(name);
const listed = (count: number) => [
  { id: baseEnvironmentId },
  ...Array.from({ length: count }, (_, index) => ({ id: idOf(`e${index}`) })),
];

/** The names in the order after the move. */
function moved(
  count: number,
  id: EnvironmentId,
  before: EnvironmentId | null | undefined,
): readonly string[] {
  const all = listed(count).map((each) => each.id);
  if (before === undefined) return all;
  const others = all.filter((each) => each !== id);
  return others.toSpliced(before === null ? others.length : others.indexOf(before), 0, id);
}

describe('moving an environment', () => {
  it('by a step changes places with its neighbour; the base stays first', () => {
    const after = (name: string, by: 1 | -1) =>
      moved(3, idOf(name), placeAfterStep(listed(3), idOf(name), by));
    expect(after('e1', -1)).toEqual(['base', 'e1', 'e0', 'e2']);
    expect(after('e1', 1)).toEqual(['base', 'e0', 'e2', 'e1']);
    for (const [name, by] of [
      ['e0', -1],
      ['e2', 1],
      ['base', 1],
      ['base', -1],
      ['nobody', 1],
    ] as const)
      expect(placeAfterStep(listed(3), idOf(name), by)).toBeUndefined();
  });

  it('by a drop puts it where it is dropped, or changes nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.nat(5),
        fc.nat(6),
        fc.boolean(),
        (count, from, to, isLow) => {
          const id = idOf(`e${from % count}`);
          const all = listed(count).map((each) => each.id);
          // The base is a row, too, and so is what is below all of them.
          const row = to % (count + 2);
          const drop = dropOn(listed(count), id, row > count ? undefined : row, isLow ? 0.8 : 0.2);
          const place = row > count ? row : row + (isLow ? 1 : 0);
          const at = all.indexOf(id);
          const expected =
            place === 0 ? all : all.toSpliced(at, 1).toSpliced(place > at ? place - 1 : place, 0, id);
          expect(moved(count, id, drop?.place)).toEqual(expected);
          expect(drop === null ? place : drop.row + (drop.edge === 'after' ? 1 : 0)).toBe(place);
        },
      ),
    );
  });
});
