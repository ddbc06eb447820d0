import type { RecordingId } from '../../../shared/model/ids.ts';

/** The places of session files, and the ids by which windows know them. */
export interface RecordingFiles {
  /** A free path for a new recording. */
  choose(name: string, startedAt: number): Promise<string>;
  idOf(path: string): RecordingId;
}
