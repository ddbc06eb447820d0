import { WirebenchError } from '../../../shared/base/errors.ts';
import type { Dialogs } from '../base/deps.ts';
import type { OpenRecordings } from '../records/openRecordings.ts';
import { releaseRecording } from '../records/releaseRecording.ts';
import type { SessionRegistry } from '../session/session.ts';
import type { Store } from '../store/store.ts';
import type { BlankedCopies } from '../workspace/blankedCopies.ts';
import type { Deletions } from '../workspace/deletions.ts';
import type { Recordings } from '../workspace/recordings.ts';
import { readPiece } from '../workspace/readPiece.ts';
import type { HandlersOf } from './handlersOf.ts';

interface RecordingHandlerParts {
  readonly recordings: Recordings;
  readonly openRecordings: OpenRecordings;
  readonly sessions: SessionRegistry;
  readonly store: Store;
  readonly copies: BlankedCopies;
  readonly deletions: Deletions;
  readonly dialogs: Dialogs | undefined;
}

/** The recordings of the workspace: reading, renaming, deleting, importing and exporting. */
export function createRecordingHandlers(parts: RecordingHandlerParts): HandlersOf<'recordings'> {
  const { recordings, openRecordings, sessions, store, copies, deletions } = parts;
  return {
    'recordings.list': async function* list(_input, { signal }) {
      for await (const summaries of recordings.list.changes(signal))
        yield { recordings: summaries, problem: recordings.problem };
    },
    'recordings.open': async ({ recording }) => (await openRecordings.reader(recording)).info(),
    'recordings.rename': async ({ recording, name }) => {
      await recordings.rename(recording, name);
      return {};
    },
    'recordings.remove': async ({ recording }) => {
      await releaseRecording(recording, sessions, openRecordings);
      return { deletion: await deletions.make(() => recordings.remove(recording)) };
    },
    'recordings.findSecrets': ({ recording }, { signal }) => copies.findSecrets(recording, signal),
    'recordings.blank': ({ recording }, { signal }) => copies.make(recording, signal),
    'recordings.read': async ({ recording, copy, offset }) => {
      const { size, bytes } = await (copy === undefined
        ? recordings.read(recording, offset)
        : readPiece(copies.pathOf(copy), offset));
      return { output: { size }, body: bytes };
    },
    'recordings.beginImport': async ({ name, size }) => ({
      import: await recordings.beginImport(name, size),
    }),
    'recordings.importPiece': async ({ import: number, offset }, { body }) => {
      await recordings.importPiece(number, offset, body);
      return {};
    },
    'recordings.finishImport': async ({ import: number }) => ({
      recording: await recordings.finishImport(number),
    }),
    'recordings.cancelImport': async ({ import: number }) => {
      await recordings.cancelImport(number);
      return {};
    },
    'recordings.openDialog': async function* opening() {
      const path = await dialogsOf(parts).chooseRecording();
      if (path !== null) yield* recordings.importFile(path);
    },
    'recordings.copyDialog': async ({ recording, copy }) => {
      const source = copy === undefined ? recordings.pathOf(recording) : copies.pathOf(copy);
      const name = recordings.list.value.find(({ id }) => id === recording)?.name ?? 'Recording';
      const path = await dialogsOf(parts).chooseCopyTarget(name);
      if (path !== null) await store.copy(source, path);
      return { path };
    },
  };
}

function dialogsOf({ dialogs }: RecordingHandlerParts): Dialogs {
  if (dialogs) return dialogs;
  throw new WirebenchError('UNSUPPORTED', 'This host cannot ask for a file. Choose it in the browser.');
}
