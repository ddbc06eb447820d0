import type { RecordingId } from '../../../shared/model/ids.ts';

/** Where session files go, and by which id a window knows them. */
export interface RecordingFiles {
  /** A free path for a new recording. */
  choose(name: string, startedAt: number): Promise<string>;
  idOf(path: string): RecordingId;
}
