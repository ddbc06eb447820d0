import type { RecordingId } from '../../../shared/model/ids.ts';

/** How far a file is, from 0 to 1. */
export type FileProgress = (share: number) => void;

/** How recordings, and texts, come from and go to the person's own folders: what the host of the page can do. */
export interface RecordingFiles {
  /** Asks for a `.wbs` file and takes it into the workspace; null when the person chose none. */
  openRecordingFile(progress: FileProgress): Promise<RecordingId | null>;
  /** Gives the person a copy of a recording; false when they chose nowhere. */
  exportRecording(recording: RecordingId, name: string, progress: FileProgress): Promise<boolean>;
  /** Gives the person a text as a file of that name. */
  readonly saveText: (name: string, text: string) => void;
}
