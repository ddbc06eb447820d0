/** A version that is newer than this one. */
export interface NewVersion {
  readonly version: string;
  /** Plain text. */
  readonly notes: string;
}

/** The bytes of a download so far, and in all. */
export interface Received {
  readonly receivedBytes: number;
  readonly totalBytes: number;
}

/** Looks for a newer version once, and gets it. Each rejects with a sentence. */
export interface Updater {
  /** Null where there is none. */
  find(): Promise<NewVersion | null>;
  /** What was found. Its checksum, and its signature where the system knows one, are right when it resolves; what is wrong is deleted. */
  download(received: (soFar: Received) => void, signal: AbortSignal): Promise<void>;
  /** Puts what was downloaded in the place of this program, which it ends, and starts that. `failed` is told where nothing comes of it. */
  install(failed: (sentence: string) => void): void;
}
