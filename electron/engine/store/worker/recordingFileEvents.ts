/** Reports what happens to the entries; `RecordWriterEvents` explains each event. */
export interface RecordingFileEvents {
  committed(total: number, bytes: number, buffers: ArrayBuffer[]): void;
  /** Records before `first` are no longer in the file. */
  cut(first: number): void;
  /** Appended records wait, because the file cannot be written now. */
  held(message: string, cause: string): void;
  recovered(): void;
  stopped(message: string, fromSeq: number): void;
}
