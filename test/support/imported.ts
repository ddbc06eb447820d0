import type { Recordings } from '../../electron/engine/workspace/recordings.ts';
import type { RecordingId } from '../../shared/model/ids.ts';

/** Imports a file of this machine to its end. */
export async function imported(recordings: Recordings, path: string): Promise<RecordingId> {
  let last: RecordingId | null = null;
  for await (const { recording } of recordings.importFile(path)) last = recording;
  if (last === null) throw new Error(`${path} was not imported.`);
  return last;
}
