import { DatabaseSync } from 'node:sqlite';

/** All of a recording but the bytes that were sent and received, as JSON. */
export function recordingFacts(path: string): string {
  using recording = new DatabaseSync(path, { readOnly: true });
  return JSON.stringify([
    recording.prepare('select note, detail from records').all(),
    recording.prepare('select * from peers').all(),
    recording.prepare('select * from meta').all(),
  ]);
}
