import { isolated, quoted } from '../../../shared/bytes/visibleText.ts';
import type { RecordingId } from '../../../shared/model/ids.ts';
import type { SecretSearch } from '../../../shared/model/secretSearch.ts';
import { itemOf } from '../base/itemOf.ts';
import type { FileProgress } from '../workspace/files.ts';
import { showWhenFree } from './openDialogs.ts';
import { withTransfer } from './withTransfer.ts';
import type { WorkbenchState } from './workbench.ts';

type Exporting = Pick<WorkbenchState, 'client' | 'files' | 'recordings' | 'dialogs' | 'toasts' | 'transfer'>;

/** Saves a copy of a recording for the person, who is asked first if secrets of the workspace stand in it. */
export function exportRecording(state: Exporting, recording: RecordingId): void {
  const { client, files, recordings, dialogs, toasts } = state;
  const name = recordings.get(recording)?.name ?? 'recording';
  const abort = new AbortController();
  const title = `Looking for secrets in ${quoted(name)}`;
  const search = async (progress: FileProgress): Promise<void> => {
    const found = await findSecrets(client, recording, progress, abort.signal);
    if (found.secrets.length > 0) showWhenFree(dialogs, { kind: 'secretsFound', recording, name, found });
    else if ((await files.exportRecording({ recording }, name, progress)) && found.unsought.length > 0)
      toasts.say(describeUnsought(found));
  };
  withTransfer(state, title, search, abort);
}

/** Saves a copy as the recording is. */
export function exportAsIs(state: Exporting, recording: RecordingId, name: string): void {
  withTransfer(state, `Copying ${quoted(name)}`, async (progress) => {
    await state.files.exportRecording({ recording }, name, progress);
  });
}

/** Saves a copy in which secrets are blanked. */
export function exportBlanked(state: Exporting, recording: RecordingId, name: string): void {
  const abort = new AbortController();
  const save = async (progress: FileProgress): Promise<void> => {
    const waiting = itemOf<number>(abort.signal, (resolve, reject) =>
      state.client.subscribe(
        'recordings.blank',
        { recording },
        ({ share, copy }) => {
          progress(share);
          if (copy !== null) resolve(copy);
        },
        reject,
      ),
    );
    try {
      await state.files.exportRecording({ recording, copy: await waiting.item }, name, progress);
    } finally {
      waiting.dispose();
    }
  };
  withTransfer(state, `Blanking secrets in a copy of ${quoted(name)}`, save, abort);
}

/** Says which secrets were not looked for; an empty text where there are none. */
export function describeUnsought({ unsought }: SecretSearch): string {
  if (unsought.length === 0) return '';
  const names = unsought.map(({ name, where }) => `${quoted(name)} (${isolated(where)})`).join(', ');
  return `Not looked for, because only values of 4 bytes to 16 KiB are: ${names}.`;
}

async function findSecrets(
  client: WorkbenchState['client'],
  recording: RecordingId,
  progress: FileProgress,
  signal: AbortSignal,
): Promise<SecretSearch> {
  const waiting = itemOf<SecretSearch>(signal, (resolve, reject) =>
    client.subscribe(
      'recordings.findSecrets',
      { recording },
      ({ share, found }) => {
        progress(share);
        if (found) resolve(found);
      },
      reject,
    ),
  );
  try {
    return await waiting.item;
  } finally {
    waiting.dispose();
  }
}
