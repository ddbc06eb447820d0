import type { WirebenchError } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { onAbort } from '../../../shared/base/onAbort.ts';
import type { RecordingId } from '../../../shared/model/ids.ts';
import type { ImportProgress } from '../../../shared/model/recording.ts';
import type { FileProgress } from './files.ts';

/** Begins an import, which lasts as long as the result is not disposed. */
type Importing = (
  taken: (step: ImportProgress) => void,
  ended: (error: WirebenchError | null) => void,
) => Disposable;

/** Waits for what an import by the engine brings; null where it ends without a recording, or when the signal fires, which cancels it. */
export async function importedRecording(
  begin: Importing,
  progress: FileProgress,
  signal: AbortSignal,
): Promise<RecordingId | null> {
  const { promise, resolve, reject } = Promise.withResolvers<RecordingId | null>();
  let imported: RecordingId | null = null;
  const importing = begin(
    ({ share, recording }) => {
      imported = recording;
      if (recording === null) progress(share);
    },
    (error) => (error ? reject(error) : resolve(imported)),
  );
  const listening = onAbort(signal, () => resolve(null));
  try {
    return await promise;
  } finally {
    listening.dispose();
    importing.dispose();
  }
}
