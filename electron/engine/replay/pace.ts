import type { ReplayOptions } from '../../../shared/model/replay.ts';
import type { Clock } from '../base/deps.ts';
import { Alarm } from './alarm.ts';
import { Arrivals } from './arrivals.ts';
import type { SendStep } from './plan.ts';
import type { Survey } from './survey.ts';
import { OriginalTiming, replyWaitUs } from './timing.ts';

/** 100 ms after the last recorded byte has come: enough to notice that today’s peer says more than the recorded one did. */
const lingerUs = 100_000;

/** Why the wait for the last replies ended. */
export type Rest = 'complete' | 'silent' | 'over';

/** Makes a replay wait until its next message is due, and at the end for what is still to come. Only this part of a replay sleeps. */
export class Pace {
  readonly arrivals: Arrivals;
  /**
   * Only a replay that waits for replies knows which send they came after. At original timing, a service that is now slower or faster would
   * answer on the other side of the next send; so there, and when everything is sent at once, only the order counts.
   */
  readonly isByExchange: boolean;
  /** How often the next message was sent although a reply was incomplete. */
  unanswered = 0;
  private readonly options: ReplayOptions;
  private readonly survey: Survey;
  private readonly clock: Clock;
  private readonly alarm = new Alarm();
  private readonly original: OriginalTiming;
  private isHeld = false;
  private hasEnded = false;
  private isGivenUp = false;

  constructor(options: ReplayOptions, survey: Survey, clock: Clock) {
    this.options = options;
    this.survey = survey;
    this.clock = clock;
    this.isByExchange = options.timing === 'wait';
    const { weightBeforeFirstSend, receivedWeight, conversation } = survey;
    const expected = {
      isStream: conversation.isStream,
      isByExchange: this.isByExchange,
      weight: this.isByExchange ? weightBeforeFirstSend : receivedWeight,
    };
    this.arrivals = new Arrivals(expected, () => this.alarm.ring());
    this.original = new OriginalTiming(survey.firstAt, options.speed);
  }

  /** The connection is open. */
  begin(): void {
    const nowUs = this.clock.nowUs();
    this.original.begin(nowUs);
    this.arrivals.noteActivity(nowUs);
  }

  /** Time stands still until `release`. */
  hold(): void {
    this.isHeld = true;
    this.original.hold(this.clock.nowUs());
    this.alarm.ring();
  }

  release(): void {
    const nowUs = this.clock.nowUs();
    this.isHeld = false;
    this.original.release(nowUs);
    this.arrivals.noteActivity(nowUs);
    this.alarm.ring();
  }

  /** Ends every wait, present and future. */
  end(): void {
    this.hasEnded = true;
    this.alarm.ring();
  }

  noteSent(): void {
    if (this.isGivenUp) this.unanswered += 1;
    this.arrivals.noteActivity(this.clock.nowUs());
  }

  /** Resolves when the message is due and the replay is not held. */
  async turnOf(step: SendStep): Promise<void> {
    const { arrivals, original } = this;
    switch (this.options.timing) {
      case 'fast':
        await this.until(() => 0);
        return;
      case 'original':
        await this.until((nowUs) => original.waitUs(step.at, nowUs));
        return;
      case 'wait':
        await this.until((nowUs) => replyWaitUs(arrivals, this.replyTimeoutUs(), nowUs));
        this.isGivenUp = arrivals.lacking > 0 && !arrivals.isOver;
        arrivals.expect(step.replies);
    }
  }

  /**
   * Resolves when everything recorded (or everything of the last exchange) has come, nothing more can come, or nothing came for
   * `replyTimeoutMs`.
   */
  async rest(): Promise<Rest> {
    const { arrivals } = this;
    await this.until((nowUs) =>
      arrivals.isOver || this.hasAll() ? 0 : this.silentFromUs() + this.replyTimeoutUs() - nowUs,
    );
    if (!this.hasAll()) return arrivals.isOver || this.hasEnded ? 'over' : 'silent';
    const lingerEndUs = this.clock.nowUs() + lingerUs;
    await this.until((nowUs) => (arrivals.isOver ? 0 : lingerEndUs - nowUs));
    return 'complete';
  }

  private hasAll(): boolean {
    return this.arrivals.lacking === 0;
  }

  private replyTimeoutUs(): number {
    return this.options.replyTimeoutMs * 1000;
  }

  /** At original timing, silence counts from the time when the last recorded byte is due: silence until then was recorded, too. */
  private silentFromUs(): number {
    const { lastActivityUs } = this.arrivals;
    if (this.options.timing !== 'original' || this.survey.toReceive === 0) return lastActivityUs;
    return Math.max(lastActivityUs, this.original.dueUs(this.survey.lastReceivedAt));
  }

  /** Checks again whenever something happens that may change the answer. */
  private async until(waitUs: (nowUs: number) => number): Promise<void> {
    while (!this.hasEnded) {
      const leftUs = this.isHeld ? Number.POSITIVE_INFINITY : waitUs(this.clock.nowUs());
      if (leftUs <= 0) return;
      await this.alarm.sleep(Math.ceil(leftUs / 1000));
    }
  }
}
