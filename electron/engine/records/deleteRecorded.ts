import type { RecordingId } from '../../../shared/model/ids.ts';
import { requireLiveRecording } from '../session/isLive.ts';
import type { Session } from '../session/session.ts';
import type { Store } from '../store/store.ts';
import type { RecordMarks } from './recordMarks.ts';
import type { RecordSources } from './recordSources.ts';

interface DeleteRecordedParts {
  readonly store: Pick<Store, 'clear' | 'bringBack' | 'sweep'>;
  readonly marks: Pick<RecordMarks, 'changedWithin'>;
  readonly sources: Pick<RecordSources, 'returned'>;
  readonly pathOf: (recording: RecordingId) => string;
}

/** Records that were deleted and may come back. */
interface DeletedRecords {
  /** Rejects with a sentence; it may be tried again then. */
  restore(): Promise<void>;
  /** They will not come back: their space is freed. Never rejects. */
  lapse(): Promise<void>;
}

/** Deletes what was recorded of a live session so far. Throws WRONG_STATE for any other, and rejects as `Store.clear`. */
export async function deleteRecorded(
  session: Session,
  { store, marks, sources, pathOf }: DeleteRecordedParts,
): Promise<DeletedRecords> {
  requireLiveRecording(session);
  const recording = session.info.value.recordingId;
  const path = pathOf(recording);
  const cleared = await store.clear(path);
  return {
    async restore() {
      await store.bringBack(path, cleared);
      session.recordingBegins(cleared.from);
      sources.returned();
      marks.changedWithin(recording, cleared);
    },
    lapse: () => store.sweep(path, cleared),
  };
}
