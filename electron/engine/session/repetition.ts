import { allowsOf, messageOf } from '../../../shared/base/errors.ts';
import { formatCount, formatCounted } from '../../../shared/base/quantity.ts';
import type { RepeatOptions, RepeatProgress } from '../../../shared/model/repeat.ts';
import type { Clock } from '../base/deps.ts';
import { Distances } from './distances.ts';
import { RepeatSchedule } from './repeatSchedule.ts';
import type { SendQueue } from './sendQueue.ts';

/**
 * 16 messages, or 1 MiB in all that waits to be sent, may be under way, and one that is larger alone: enough for 1,000/s over a link that
 * takes them 16 ms late.
 */
const mostUnderWay = 16;
const mostQueuedBytes = 1024 * 1024;

/** Sends the message once more; `begun` is called when it is handed over, with the time of that. Rejects with a sentence. */
export type SendOnce = (isFirst: boolean, begun: (atUs: number) => void) => Promise<unknown>;

type BehindWhat = NonNullable<RepeatProgress['behind']>;

interface RepetitionParts {
  readonly options: RepeatOptions;
  /** Of what is sent each time, about, in bytes. */
  readonly size: number;
  readonly clock: Clock;
  readonly send: SendOnce;
  /** What the session waits to send, in bytes, and what for. */
  readonly load: () => Pick<SendQueue, 'queuedBytes' | 'waitsFor'>;
  /** It got on, or it is over. */
  readonly changed: (isOver: boolean) => void;
}

/** A message that is sent again and again, from the moment it is made; drift-free, and never more than its link takes. */
export class Repetition {
  /** Resolves when nothing more is sent by it. */
  readonly ended: Promise<void>;
  private readonly parts: RepetitionParts;
  private readonly schedule: RepeatSchedule;
  private readonly distances = new Distances();
  /** How many may be under way. */
  private readonly most: number;
  private readonly end = Promise.withResolvers<void>();
  private phase: RepeatProgress['phase'] = 'running';
  private reason: string | null = null;
  private allows: string | undefined;
  private underWay = 0;
  private begun = 0;
  private sent = 0;
  private missed = 0;
  /** How many were missed for each reason. */
  private readonly missedFor = new Map<BehindWhat, number>();
  /** What it was found to wait for when it was last looked at. */
  private heldBy: BehindWhat | null = null;
  private firstUs = 0;
  private lastUs = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: RepetitionParts) {
    this.parts = parts;
    this.ended = this.end.promise;
    this.most = Math.max(1, Math.min(mostUnderWay, Math.floor(mostQueuedBytes / Math.max(1, parts.size))));
    this.schedule = new RepeatSchedule(parts.options, parts.clock.nowUs());
    this.look();
  }

  get isRunning(): boolean {
    return this.phase === 'running';
  }

  get progress(): RepeatProgress {
    const { phase, reason, allows, sent, missed, firstUs, lastUs } = this;
    const [behind] = [...this.missedFor].toSorted(([, left], [, right]) => right - left)[0] ?? [null];
    const passedUs = lastUs - firstUs;
    const rate = sent < 2 || passedUs === 0 ? null : ((sent - 1) * 1_000_000) / passedUs;
    const spread = this.distances.describe();
    const why = { reason, ...(allows !== undefined && { allows }) };
    return { ...this.parts.options, ...why, phase, sent, missed, behind, rate, spread };
  }

  /** Does nothing once it has ended. `why` begins the sentence that says so. */
  stop(why = 'Stopped'): void {
    if (!this.isRunning) return;
    const { count } = this.parts.options;
    const sent = formatCounted(this.sent, 'message');
    this.finish(
      'stopped',
      `${why} after ${count === null ? sent : `${formatCount(this.sent)} of ${formatCounted(count, 'message')}`}.`,
    );
  }

  private look(): void {
    if (!this.isRunning) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    const nowUs = this.parts.clock.nowUs();
    const { queuedBytes, waitsFor } = this.parts.load();
    const isFull = this.underWay >= this.most || queuedBytes >= mostQueuedBytes;
    // Reading what variables stand for is work of this machine.
    if (isFull) this.heldBy = waitsFor === 'reading' ? 'machine' : waitsFor;
    const { send, dueUs, missed, nextUs } = this.schedule.step(nowUs, isFull ? 0 : this.most - this.underWay);
    if (missed > 0) {
      this.missed += missed;
      const what = this.heldBy ?? 'machine';
      this.missedFor.set(what, (this.missedFor.get(what) ?? 0) + missed);
      this.parts.changed(false);
    }
    if (!isFull) this.heldBy = null;
    const { intervalMs } = this.parts.options;
    for (let each = 0; each < send && this.isRunning; each += 1)
      this.sendOnce(dueUs + each * intervalMs * 1000);
    if (this.isRunning && nextUs !== null) {
      const waitMs = Math.floor((nextUs - this.parts.clock.nowUs()) / 1000);
      this.timer = setTimeout(() => this.look(), Math.max(0, waitMs));
    }
  }

  private sendOnce(dueUs: number): void {
    const isFirst = this.begun === 0;
    this.begun += 1;
    this.underWay += 1;
    this.parts
      .send(isFirst, (atUs) => this.handedOver(atUs, dueUs))
      .then(
        () => this.taken(),
        (error: unknown) => this.finish('failed', messageOf(error), allowsOf(error)),
      );
  }

  private handedOver(atUs: number, dueUs: number): void {
    this.distances.add(atUs, dueUs);
    this.lastUs = atUs;
    if (this.sent === 0) this.firstUs = this.lastUs;
    this.sent += 1;
    this.parts.changed(false);
  }

  private taken(): void {
    const wasFull = this.heldBy !== null || this.underWay >= this.most;
    this.underWay -= 1;
    const { count } = this.parts.options;
    if (this.isRunning && this.underWay === 0 && this.begun === count) this.finish('done', null);
    // What waited for room need not wait for its time to be over.
    else if (wasFull) this.look();
  }

  private finish(phase: RepeatProgress['phase'], reason: string | null, allows?: string): void {
    if (!this.isRunning) return;
    clearTimeout(this.timer);
    this.phase = phase;
    this.reason = reason;
    this.allows = allows;
    this.parts.changed(true);
    this.end.resolve();
  }
}
