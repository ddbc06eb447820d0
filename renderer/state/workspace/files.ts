import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { RecordingId, ViewId } from '../../../shared/model/ids.ts';
import type { RecordFormName, RecordRange, WrittenCounts } from '../../../shared/model/recordForm.ts';

/** Reports the progress of a file, from 0 to 1. */
export type FileProgress = (share: number) => void;

/** Records that are written into a file. */
export interface SavedRecords {
  readonly source: RecordSource;
  /** Only its matches; null for every record in the ranges. */
  readonly view: ViewId | null;
  readonly ranges: readonly RecordRange[];
  readonly form: RecordFormName;
  /** That of the file, with its ending. */
  readonly name: string;
}

/** Transfers recordings and texts from and to the person's own folders, as the page's host allows. */
export interface RecordingFiles {
  /** Asks for a `.wbs` file and imports it into the workspace; null when the person chose none, or the signal fired. */
  openRecordingFile(progress: FileProgress, signal: AbortSignal): Promise<RecordingId | null>;
  /** Saves a copy of a recording for the person, or the one without secrets that has this number; false when they cancelled. */
  exportRecording(
    source: { readonly recording: RecordingId; readonly copy?: number },
    name: string,
    progress: FileProgress,
  ): Promise<boolean>;
  /** Imports a recording that was dropped on the page into the workspace; null when the signal fired. */
  importRecording(file: File, progress: FileProgress, signal: AbortSignal): Promise<RecordingId | null>;
  /** Copies a file that was dropped into the workspace, to be sent. Returns its path as a message keeps it; null when the signal fired. */
  copyToSend(file: File, progress: FileProgress, signal: AbortSignal): Promise<string | null>;
  /** True where a file that is chosen to be sent is copied into the workspace, since the engine cannot read the person's own. */
  readonly copiesChosenFiles: boolean;
  /** Asks for a file to be sent. Returns its path as a message keeps it; null when the person chose none, or the signal fired. */
  chooseFileToSend(progress: FileProgress, signal: AbortSignal): Promise<string | null>;
  /** Writes records into a file for the person; null when they chose none. Rejects with the signal's reason, and leaves no file, when it fires. */
  saveRecords(
    records: SavedRecords,
    progress: FileProgress,
    signal: AbortSignal,
  ): Promise<WrittenCounts | null>;
  /** Saves a text for the person as a file with that name. */
  readonly saveText: (name: string, text: string) => void;
  /** The same for what is no string. */
  readonly saveContent: (name: string, content: Blob) => void;
  readonly collections: CollectionPicker;
}

/** Files of another program that belong together; `path` is within what was chosen. */
export interface ChosenCollection {
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly content: Blob }[];
}

/** Lets a person say what is to be imported. */
export interface CollectionPicker {
  /** Files, each a collection by itself, or a folder that is one; empty when the person chose none. */
  choose(what: 'files' | 'folder'): Promise<readonly ChosenCollection[]>;
  /** What was dropped: each file, and each folder. To be called while the event lasts. */
  dropped(transfer: DataTransfer): Promise<readonly ChosenCollection[]>;
}
