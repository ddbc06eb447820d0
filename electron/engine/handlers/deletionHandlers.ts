import type { Deletions } from '../workspace/deletions.ts';
import type { HandlersOf } from './handlersOf.ts';

/** What was deleted in the last ten seconds. */
export function createDeletionHandlers(deletions: Deletions): HandlersOf<'deletions'> {
  return {
    'deletions.undo': async ({ deletion }) => {
      await deletions.undo(deletion);
      return {};
    },
  };
}
