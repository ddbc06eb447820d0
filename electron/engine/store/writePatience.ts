/** The time that the writer of a recording waits for a file that cannot be written now. */
export interface WritePatience {
  /** So long a file that another program has locked is waited for silently; then the recording is held. */
  readonly busyMs: number;
  /** Until a held file is tried again. */
  readonly heldRetryMs: number;
  /** So long a held file is tried when its recording has ended. */
  readonly finishMs: number;
}

/**
 * - 5 s: a person who looks at the file with another program is waited for silently; then the session says that the wire is held because of
 *   it.
 * - 1 s: soon enough for a person who frees space and looks, and rare enough to cost nothing overnight.
 * - 3 s for writing a held file after all once its session has ended: a person who disconnects does not want to wait longer.
 */
export const usualPatience: WritePatience = { busyMs: 5000, heldRetryMs: 1000, finishMs: 3000 };
