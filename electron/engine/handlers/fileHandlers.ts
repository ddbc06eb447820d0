import { WirebenchError } from '../../../shared/base/errors.ts';
import type { Dialogs } from '../base/deps.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { HandlersOf } from './handlersOf.ts';

/** The files that a person sends: looking at them, choosing them, and copying them into the workspace. */
export function createFileHandlers(
  { files }: Pick<Workspace, 'files'>,
  dialogs: Dialogs | undefined,
): HandlersOf<'files'> {
  const { incoming } = files;
  return {
    'files.look': async ({ path }) => {
      const file = await files.open(path);
      await file.close();
      return { size: file.size };
    },
    'files.choose': async () => {
      if (!dialogs)
        throw new WirebenchError('UNSUPPORTED', 'This host cannot ask for a file. Choose it in the browser.');
      const chosen = await dialogs.chooseFile();
      return { path: chosen === null ? null : await files.choose(chosen) };
    },
    'files.beginImport': async ({ name, size }) => ({ import: await incoming.begin(name, size) }),
    'files.importPiece': async ({ import: number, offset }, { body }) => {
      await incoming.piece(number, offset, body);
      return {};
    },
    'files.finishImport': async ({ import: number }) => ({ path: await files.finishImport(number) }),
    'files.cancelImport': async ({ import: number }) => {
      await incoming.drop(number);
      return {};
    },
  };
}
