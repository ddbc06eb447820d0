/** What becomes of the entries; `RecordWriterEvents` tells what each means. */
export interface RecordingFileEvents {
  committed(total: number, bytes: number, buffers: ArrayBuffer[]): void;
  /** Records before `first` are not in the file any more. */
  cut(first: number): void;
  /** What is appended waits, because the file cannot be written now. */
  held(message: string, cause: string): void;
  recovered(): void;
  stopped(message: string, fromSeq: number): void;
}
