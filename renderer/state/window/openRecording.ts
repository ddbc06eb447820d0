import type { RecordingId } from '../../../shared/model/ids.ts';
import type { FileProgress } from '../workspace/files.ts';
import { withTransfer } from './withTransfer.ts';
import type { WorkbenchState } from './workbench.ts';

/**
 * Opens a recording once it is in the workspace, and shows meanwhile how far that is. `take` brings it there; null for none. Resolves when
 * that is over, also where it fails, which the person is told.
 */
export function openRecording(
  state: Pick<WorkbenchState, 'tabs' | 'toasts' | 'transfer'>,
  take: (progress: FileProgress, signal: AbortSignal) => Promise<RecordingId | null>,
): Promise<void> {
  const abort = new AbortController();
  return new Promise((resolve) => {
    const open = async (progress: FileProgress): Promise<void> => {
      try {
        const id = await take(progress, abort.signal);
        if (id !== null) state.tabs.open({ kind: 'recording', id });
      } finally {
        resolve();
      }
    };
    withTransfer(state, 'Opening a recording', open, abort);
  });
}
