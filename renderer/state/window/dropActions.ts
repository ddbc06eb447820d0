import { messageOf } from '../../../shared/base/errors.ts';
import { quoted } from '../../../shared/bytes/visibleText.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import { composedKind, putDraft, secretsIn } from './compose.ts';
import { draftOfBytes } from './draftOfBytes.ts';
import type { KeptDraft } from './drafts.ts';
import { tabInFront } from './tabs.ts';
import { withTransfer } from './withTransfer.ts';
import type { WorkbenchState } from './workbench.ts';
import type { WorkbenchParts } from './workbenchParts.ts';

/** What a person does with files by dropping them. */
export interface DropActions {
  /** Imports recordings, and shows them. */
  openRecordings: (files: readonly File[]) => void;
  /** Opens the recordings among what was dropped on the window, and offers to make the message of the tab in front of anything else. */
  dropFiles: (transfer: DataTransfer) => void;
}

export function isRecordingFile({ name }: Pick<File, 'name'>): boolean {
  return /\.wbs$/i.test(name);
}

export function createDropActions(state: WorkbenchState): DropActions {
  const openRecordings = (files: readonly File[]): void => {
    if (files.length === 0) return;
    const abort = new AbortController();
    withTransfer(
      state,
      files.length === 1 ? 'Opening a recording' : 'Opening recordings',
      async (progress) => {
        for (const [place, file] of files.entries()) {
          const shareOfAll = (share: number): void => progress((place + share) / files.length);
          const id = await state.files.importRecording(file, shareOfAll, abort.signal);
          if (id === null) return;
          state.tabs.open({ kind: 'recording', id });
        }
      },
      abort,
    );
  };
  return {
    openRecordings,
    dropFiles(transfer) {
      // The list is empty once the event is over.
      const files = [...transfer.files];
      const hasFolder = [...transfer.items].some((item) => item.webkitGetAsEntry()?.isDirectory === true);
      const others = files.filter((file) => !isRecordingFile(file));
      openRecordings(files.filter(isRecordingFile));
      if (hasFolder) state.toasts.say('Drop the folder of a collection on the sidebar, which imports it.');
      else if (others.length > 0) offerAsMessage(state, others);
    },
  };
}

function offerAsMessage({ tabs, dialogs, toasts }: WorkbenchState, files: readonly File[]): void {
  const tab = tabInFront(tabs.store.getState());
  const [file] = files;
  if (tab?.kind !== 'connection')
    toasts.say('Only a connection can send a file. Show one, and drop the file there.');
  else if (file && files.length === 1)
    dialogs.setState({ kind: 'droppedFile', connection: tab.id, file }, true);
  else toasts.say('Drop one file at a time: a message is one file.');
}

type Parts = Pick<WorkbenchParts, 'state' | 'drafts'>;

/** Puts the bytes of a file into the composer of a connection, to be edited there. */
export async function composeFile(parts: Parts, connection: ConnectionId, file: File): Promise<void> {
  const bytes = await bytesOf(file);
  const secrets = await secretsIn(parts, connection, bytes);
  const draft = draftOfBytes(bytes, 'data', composedKind(parts, connection), secrets);
  putDraft(parts, connection, draft);
}

/** Copies a file into the workspace, and makes it the message of a connection. `draftOf`: the draft that sends the file at a path. */
export function sendAsFile(
  parts: Parts,
  connection: ConnectionId,
  file: File,
  draftOf: (path: string) => Omit<KeptDraft, 'message' | 'revision'>,
): void {
  const { state } = parts;
  const abort = new AbortController();
  withTransfer(
    state,
    'Copying into the workspace',
    async (progress) => {
      const path = await state.files.copyToSend(file, progress, abort.signal);
      if (path !== null) putDraft(parts, connection, draftOf(path));
    },
    abort,
  );
}

async function bytesOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new Error(`${quoted(file.name)} could not be read: ${messageOf(error)}`, { cause: error });
  }
}
