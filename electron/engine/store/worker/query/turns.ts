import type { Pause, Steps } from './steps.ts';

/** 6 ms of work, then whoever waits for a page is served: less than a frame of a screen. */
const turnMs = 6;
/** 2 ms: a commit takes about so long. */
const busyRetryMs = 2;

/** Work that is done in slices. */
export interface Job {
  readonly steps: Steps;
  /** Whether others need the processor more at the moment: then it rests after each turn as long as that took. */
  givesWay(): boolean;
  /** Told after each turn. */
  paused(): void;
  /** Told when it threw; it has no further turn. */
  failed(error: unknown): void;
}

/** Gives every job a turn, one after the other, and lets messages in between. */
export class Turns {
  private waiting: Job[] = [];
  private readonly removed = new WeakSet<Job>();
  private isScheduled = false;

  /** Gives a job turns until it has nothing left to do; again after that. */
  wake(job: Job): void {
    if (this.removed.has(job)) return;
    if (!this.waiting.includes(job)) this.waiting.push(job);
    this.schedule();
  }

  remove(job: Job): void {
    this.removed.add(job);
    this.waiting = this.waiting.filter((each) => each !== job);
  }

  private wakeLater(job: Job, ms: number): void {
    setTimeout(() => this.wake(job), ms);
  }

  private schedule(): void {
    if (this.isScheduled || this.waiting.length === 0) return;
    this.isScheduled = true;
    setImmediate(() => this.takeTurn());
  }

  private takeTurn(): void {
    this.isScheduled = false;
    const job = this.waiting.shift();
    if (job) {
      const pause = this.run(job);
      if (pause === 'busy') this.wakeLater(job, busyRetryMs);
      else if (pause === 'slice' && job.givesWay()) this.wakeLater(job, turnMs);
      else if (pause === 'slice') this.waiting.push(job);
    }
    this.schedule();
  }

  /** What is left of the job; undefined when nothing is. */
  private run(job: Job): Pause | undefined {
    const until = performance.now() + turnMs;
    let pause: Pause | undefined = 'slice';
    try {
      while (pause === 'slice' && performance.now() < until) pause = job.steps.next().value ?? undefined;
    } catch (error) {
      this.remove(job);
      job.failed(error);
      return undefined;
    }
    job.paused();
    return pause;
  }
}
