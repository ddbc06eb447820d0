import type { RepeatOptions } from '../../../shared/model/repeat.ts';

/** 100 ms, or the interval where that is longer: what a busy machine delays is made up for within it, and nothing piles up beyond. */
const longestLateUs = 100_000;

/** What to do now. */
interface RepeatStep {
  /** How many messages to send at once: more than one where the machine was late. */
  readonly send: number;
  /** When the first of these was due; the others are an interval apart. In microseconds. */
  readonly dueUs: number;
  /** How many times have passed that are not made up for. */
  readonly missed: number;
  /** When to look again; null when nothing remains to be sent. In microseconds. */
  readonly nextUs: number | null;
}

/**
 * When a message that is repeated is due: at whole multiples of the interval after the start, whatever was late in between. Times are in
 * microseconds on a clock that never jumps.
 */
export class RepeatSchedule {
  private readonly startUs: number;
  private readonly intervalUs: number;
  private readonly lateUs: number;
  private left: number;
  /** The number of the next time, from 0. */
  private next = 0;

  constructor({ count, intervalMs }: RepeatOptions, startUs: number) {
    this.startUs = startUs;
    this.intervalUs = intervalMs * 1000;
    this.lateUs = Math.max(longestLateUs, this.intervalUs);
    this.left = count ?? Number.POSITIVE_INFINITY;
  }

  /** `room`: how many can be taken now. What there is no room for waits, and is missed when its time is over. */
  step(nowUs: number, room: number): RepeatStep {
    if (this.left === 0) return { send: 0, dueUs: nowUs, missed: 0, nextUs: null };
    const passedUs = nowUs - this.startUs;
    const due = Math.max(this.next, Math.floor(passedUs / this.intervalUs) + 1);
    const kept = Math.max(this.next, Math.ceil((passedUs - this.lateUs) / this.intervalUs));
    const missed = Math.min(kept, due) - this.next;
    const send = Math.min(due - this.next - missed, room, this.left);
    const dueUs = this.startUs + (this.next + missed) * this.intervalUs;
    this.next += missed + send;
    this.left -= send;
    if (this.left === 0) return { send, dueUs, missed, nextUs: null };
    // What waits for room is looked at again when its time is over.
    const isWaiting = this.next < due;
    const nextUs = this.startUs + this.next * this.intervalUs + (isWaiting ? this.lateUs : 0);
    return { send, dueUs, missed, nextUs: isWaiting ? nextUs + 1 : nextUs };
  }
}
