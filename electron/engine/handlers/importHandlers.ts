import type { Workspace } from '../workspace/workspace.ts';
import type { HandlersOf } from './handlersOf.ts';

/** Collections of other programs that a window sends. */
export function createImportHandlers({ uploads }: Workspace): HandlersOf<'imports'> {
  return {
    'imports.begin': ({ name }) => ({ import: uploads.begin(name) }),
    'imports.piece': ({ import: number, path, offset }, { body }) => {
      uploads.piece(number, path, offset, body);
      return {};
    },
    'imports.finish': ({ import: number, into }) => uploads.finish(number, into),
  };
}
