import type { RecordingId } from '../../../shared/model/ids.ts';
import type { OpenRecordings } from './openRecordings.ts';
import { isLive } from '../session/isLive.ts';
import type { SessionRegistry } from '../session/session.ts';

/**
 * Closes everything that still reads a recording, before its file is deleted: an ended session reads its file as well, and some systems do
 * not delete open files. A live session is left alone.
 */
export async function releaseRecording(
  id: RecordingId,
  sessions: SessionRegistry,
  openRecordings: OpenRecordings,
): Promise<void> {
  const reading = sessions.all.value.find(({ info }) => info.value.recordingId === id);
  if (reading && !isLive(reading)) await sessions.release(reading.id);
  await openRecordings.forget(id);
}
