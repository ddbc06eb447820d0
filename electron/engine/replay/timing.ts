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

/** How the conversation stands: what was received until now (bytes of a stream, or messages), and when the last byte passed, in µs. */
export interface Standing {
  readonly received: number;
  readonly lastActivityUs: number;
  /** The peer can send no more. */
  readonly isOver: boolean;
}

/**
 * Holds a message back until what had been received before it is received again. A reply that did not come in time is not waited for
 * a second time: the messages after it wait for that much less.
 */
export class ReplyTiming {
  private readonly timeoutUs: number;
  private forgiven = 0;

  constructor(replyTimeoutMs: number) {
    this.timeoutUs = replyTimeoutMs * 1000;
  }

  /** How much has to be received for the message to be due at once. */
  needed(receivedBefore: number): number {
    return receivedBefore - this.forgiven;
  }

  /** How long to wait at most, if nothing comes; 0 and less is now. */
  waitUs(receivedBefore: number, standing: Standing, nowUs: number): number {
    const lacking = this.needed(receivedBefore) - standing.received;
    if (lacking <= 0) return 0;
    const leftUs = standing.isOver ? 0 : standing.lastActivityUs + this.timeoutUs - nowUs;
    if (leftUs <= 0) this.forgiven += lacking;
    return leftUs;
  }
}
