import type { Disposable } from '../../../shared/base/lifecycle.ts';

/** Gives items for as long as they are wanted, and holds what they are of until then. */
export async function* whileHeld<Item>(
  hold: () => Disposable,
  items: () => AsyncIterable<Item>,
): AsyncGenerator<Item, void, undefined> {
  const held = hold();
  try {
    yield* items();
  } finally {
    held.dispose();
  }
}
