import type { Disposable } from '../../../shared/base/lifecycle.ts';

/** Yields items until the caller stops, and holds their source until then. */
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
