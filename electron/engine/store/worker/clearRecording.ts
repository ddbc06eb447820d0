import { WirebenchError } from '../../../../shared/base/errors.ts';
import type { ClearedRecords } from '../clearedRecords.ts';
import { onFile } from '../fileProblem.ts';
import { changeRecording } from './changeRecording.ts';
import { openRecording } from './openRecording.ts';
import { RecordingCuts } from './recordingCuts.ts';
import type { RecordingFile } from './recordingFile.ts';
import { sweepRecording } from './sweepRecording.ts';

/** Removes every record so far from the file that is being written; they may come back. Rejects with WRONG_STATE where none is, and with a sentence where it cannot be written. */
export async function clearRecording(live: RecordingFile | undefined, path: string): Promise<ClearedRecords> {
  if (!live) throw new WirebenchError('WRONG_STATE', 'The recording of this session cannot be written now.');
  await live.settle();
  const cleared = onFile(path, () => live.cutter.clear(path));
  // Whoever deletes on a full disk wants the room.
  if (live.isHeld) void live.cutter.letGo();
  return cleared;
}

/** Brings back what was cleared, whether the file is still being written or not. Rejects as `RecordingCuts.bringBack`. */
export async function bringBackRecords(
  live: RecordingFile | undefined,
  path: string,
  cleared: ClearedRecords,
): Promise<void> {
  if (!live) {
    changeRecording(path, (database) => new RecordingCuts(database).bringBack(cleared));
    return;
  }
  await live.settle();
  onFile(path, () => live.cutter.bringBack(cleared));
}

/** Frees the space of what was cleared, which will not come back. In a finished file, the rows from `kept` on stay. */
export async function sweepCleared(
  live: RecordingFile | undefined,
  path: string,
  { cleared, kept }: { readonly cleared: ClearedRecords; readonly kept: number | null },
): Promise<void> {
  if (live) return live.cutter.letGo(cleared);
  const opened = openRecording(path);
  try {
    await sweepRecording(opened, path, { isWanted: () => true, kept });
  } finally {
    opened.database.close();
  }
}
