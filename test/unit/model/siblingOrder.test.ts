import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareSiblings,
  orderKeySchema,
  placesFor,
  type Sibling,
} from '../../../shared/model/siblingOrder.ts';

/** Siblings as a person left them, by moves alone. */
function moved(
  siblings: readonly Sibling[],
  from: number,
  to: number,
): { after: Sibling[]; written: number } {
  const item = siblings[from];
  if (!item) throw new Error('There is no such item.');
  const others = siblings.toSpliced(from, 1);
  const places = placesFor(others, to, item);
  const after = siblings
    .map((each) => (places.has(each.key) ? { ...each, order: places.get(each.key) } : each))
    .toSorted(compareSiblings);
  expect(after.map(({ key }) => key)).toEqual(others.toSpliced(to, 0, item).map(({ key }) => key));
  for (const { order } of after) orderKeySchema.optional().parse(order);
  return { after, written: places.size };
}

const named = (names: readonly string[]): Sibling[] =>
  names.map((name, index) => ({ key: `k${index}`, name })).toSorted(compareSiblings);

describe('the order that a person gives', () => {
  it('holds through any moves, whatever the names are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 3 }), { minLength: 2, maxLength: 12 }),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 40 }),
        (names, moves) => {
          let siblings = named(names);
          for (const [from, to] of moves) {
            siblings = moved(siblings, from % siblings.length, to % siblings.length).after;
          }
          expect(siblings).toHaveLength(names.length);
        },
      ),
    );
  });

  it('changes one item where all others have a place', () => {
    let siblings = named(['a', 'b', 'c', 'd', 'e']);
    siblings = moved(siblings, 0, 4).after;
    fc.assert(
      fc.property(fc.nat(4), fc.nat(4), (from, to) => {
        expect(moved(siblings, from, to).written).toBe(1);
      }),
    );
  });

  it('writes no more than those above, where nobody has a place yet', () => {
    const siblings = named(['a', 'b', 'c', 'd']);
    expect(moved(siblings, 3, 0).written).toBe(1);
    expect(moved(siblings, 3, 2).written).toBe(3);
  });

  it('takes the place away from an item that stands there by its name', () => {
    const siblings = named(['a', 'b', 'c']);
    const { after } = moved(siblings, 2, 0);
    const back = moved(after, 0, 2).after;
    expect(back.map(({ name, order }) => [name, order])).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['c', undefined],
    ]);
  });

  it('sorts two items with one place, as a merge leaves them, by name, and lets a third between them', () => {
    const siblings: Sibling[] = [
      { key: '1', name: 'b', order: 'a0' },
      { key: '2', name: 'a', order: 'a0' },
      { key: '3', name: 'z', order: 'a1' },
    ];
    const sorted = siblings.toSorted(compareSiblings);
    expect(sorted.map(({ name }) => name)).toEqual(['a', 'b', 'z']);
    moved(sorted, 2, 1);
  });

  it('gives everything a new place before a key becomes too long to be read', () => {
    let siblings: Sibling[] = [
      { key: 'l', name: 'l', order: 'a0' },
      { key: 'm', name: 'm', order: 'a1' },
      { key: 'r', name: 'r', order: 'a2' },
    ];
    for (let move = 0; move < 2000; move += 1) siblings = moved(siblings, 2, 1).after;
    expect(siblings).toHaveLength(3);
  });

  it.each(['', 'z', '!', 'a00', 'a'.repeat(200)])('is no key: %j', (text) => {
    expect(orderKeySchema.safeParse(text).success).toBe(false);
  });
});
