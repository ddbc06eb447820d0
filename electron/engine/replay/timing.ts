/**
 * Half a second: a shorter delay is a busy moment, and is caught up so that a long replay does not drift. A longer one is a machine that
 * slept or a peer that did not read: the messages due meanwhile do not go out in one burst; everything moves back instead.
 */
const caughtUpUs = 500_000;

/** Recorded moments on the time axis of a replay, which stands still while it is held. Times in microseconds. */
export class OriginalTiming {
  private readonly firstAtUs: number;
  private readonly speed: number;
  /** When `firstAtUs` is, in the replay's time. */
  private originUs = 0;
  private heldSinceUs: number | null = null;

  /** `firstAtUs`: when the first payload was recorded. The time a person took before it is not waited for again. */
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

  /** Time left until something recorded at that moment is due; 0 or less means now. */
  waitUs(recordedAtUs: number, nowUs: number): number {
    const leftUs = this.dueUs(recordedAtUs) - nowUs;
    if (leftUs < -caughtUpUs) this.originUs -= leftUs;
    return leftUs;
  }
}

/** The state of an exchange. */
export interface ReceiveProgress {
  /** What was recorded in it and has not come yet: bytes of a stream, or messages. */
  readonly lacking: number;
  /** When the last byte passed, in µs. */
  readonly lastActivityUs: number;
  /** The peer can send no more. */
  readonly isOver: boolean;
}

/** How long to wait at most for what is lacking, if nothing comes; 0 or less means now. Times in microseconds. */
export function replyWaitUs(progress: ReceiveProgress, timeoutUs: number, nowUs: number): number {
  if (progress.lacking === 0 || progress.isOver) return 0;
  return progress.lastActivityUs + timeoutUs - nowUs;
}
