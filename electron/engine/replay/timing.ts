/**
 * Half a second: less is a busy moment, and caught up so that a long replay does not drift. More is a machine that slept or a peer
 * that did not read: what would have been sent meanwhile is not sent in one burst, everything moves back instead.
 */
const caughtUpUs = 500_000;

/** Recorded moments on the time axis of a replay, which stands still while it is held. Times in microseconds. */
export class OriginalTiming {
  private readonly firstAtUs: number;
  private readonly speed: number;
  /** When `firstAtUs` is, in the replay's time. */
  private originUs = 0;
  private heldSinceUs: number | null = null;

  /** `firstAtUs`: when the first frame was recorded. The time that a person took before it is not waited for again. */
  constructor(firstAtUs: number, speed: number) {
    this.firstAtUs = firstAtUs;
    this.speed = speed;
  }

  begin(nowUs: number): void {
    this.originUs = nowUs;
    if (this.heldSinceUs !== null) this.heldSinceUs = nowUs;
  }

  hold(nowUs: number): void {
    this.heldSinceUs ??= nowUs;
  }

  release(nowUs: number): void {
    if (this.heldSinceUs === null) return;
    this.originUs += nowUs - this.heldSinceUs;
    this.heldSinceUs = null;
  }

  dueUs(recordedAtUs: number): number {
    return this.originUs + (recordedAtUs - this.firstAtUs) / this.speed;
  }

  /** How long until what was recorded then is due; 0 and less is now. */
  waitUs(recordedAtUs: number, nowUs: number): number {
    const leftUs = this.dueUs(recordedAtUs) - nowUs;
    if (leftUs < -caughtUpUs) this.originUs -= leftUs;
    return leftUs;
  }
}

/** How an exchange stands. */
export interface ReceiveProgress {
  /** What was recorded in it and has not come: bytes of a stream, or messages. */
  readonly lacking: number;
  /** When the last byte passed, in µs. */
  readonly lastActivityUs: number;
  /** The peer can send no more. */
  readonly isOver: boolean;
}

/** How long to wait at most for what is lacking, if nothing comes; 0 and less is now. Times in microseconds. */
export function replyWaitUs(progress: ReceiveProgress, timeoutUs: number, nowUs: number): number {
  if (progress.lacking === 0 || progress.isOver) return 0;
  return progress.lastActivityUs + timeoutUs - nowUs;
}
