import { WirebenchError } from '../../../shared/base/errors.ts';
import type { Dialogs } from '../base/deps.ts';
import type { RecordSources } from '../records/recordSources.ts';
import type { RecordViews } from '../records/recordViews.ts';
import { saveRecords } from '../records/saveRecords.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { HandlersOf } from './handlersOf.ts';
import { whileHeld } from './whileHeld.ts';

interface FileHandlerParts {
  readonly files: Workspace['files'];
  readonly sources: RecordSources;
  readonly views: RecordViews;
  readonly dialogs: Dialogs | undefined;
}

/** The files that a person sends: looking at them, choosing them, and copying them into the workspace; and those with records. */
export function createFileHandlers({
  files,
  sources,
  views,
  dialogs,
}: FileHandlerParts): HandlersOf<'files'> {
  const { incoming } = files;
  return {
    'files.look': async ({ path }) => {
      const file = await files.open(path);
      await file.close();
      return { size: file.size };
    },
    'files.choose': async () => {
      const chosen = await required(dialogs).chooseFile();
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
    'files.saveRecords': ({ source, view, name, ...records }) =>
      whileHeld(
        () => sources.follow(source),
        async function* saving() {
          const path = await required(dialogs).chooseSaveTarget(name);
          let saved = { records: 0, leftOut: 0, damaged: 0 };
          if (path !== null) {
            const asked = view === null ? await sources.reader(source) : views.get(view);
            for await (const { share, bytes: _, ...counts } of saveRecords(asked, records, path)) {
              saved = counts;
              yield { share, saved: null };
            }
          }
          yield { share: 1, saved: { ...saved, path } };
        },
      ),
  };
}

function required(dialogs: Dialogs | undefined): Dialogs {
  if (dialogs) return dialogs;
  throw new WirebenchError('UNSUPPORTED', 'This host cannot ask for a file. Choose it in the browser.');
}
