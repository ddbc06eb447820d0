import type { StoreApi } from 'zustand/vanilla';
import type { ConnectionTree } from '../../../shared/model/connectionTree.ts';
import { folderOfKey } from '../workspace/treeRows.ts';
import type { TreeMove } from '../workspace/treeMoves.ts';

/** 2 s: where another program has moved something meanwhile, that place never comes. */
const longestWaitMs = 2000;

/**
 * Resolves when a row of the tree stands where it was moved to, or will not. A move may give others a place, too, of which the tree learns a
 * moment after the answer: until then the row is elsewhere, and a step from there would lead to another place.
 */
export async function untilPlaced(
  store: StoreApi<{ readonly tree: ConnectionTree }>,
  key: string,
  { into, place }: TreeMove,
): Promise<void> {
  const isThere = ({ tree }: { readonly tree: ConnectionTree }): boolean =>
    place === 'by-name' || isBefore(siblingsIn(tree, into, key), folderOfKey(key) ?? key, place.before);
  if (isThere(store.getState())) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = store.subscribe((state) => isThere(state) && resolve());
  const timer = setTimeout(resolve, longestWaitMs);
  await promise;
  stop();
  clearTimeout(timer);
}

function siblingsIn(tree: ConnectionTree, into: TreeMove['into'], key: string): readonly string[] {
  const { folders, connections } = tree.contentOf(into);
  return folderOfKey(key) === null ? connections.map(({ id }) => id) : folders.map(({ path }) => path);
}

/** Whether a sibling stands right before another one, or (null) at the end. True where it is not among them. */
function isBefore(keys: readonly string[], moved: string, before: string | null): boolean {
  const at = keys.indexOf(moved);
  return at < 0 || (keys[at + 1] ?? null) === before;
}
