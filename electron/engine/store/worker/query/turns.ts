import type { Pause, Steps } from './steps.ts';

/** 6 ms of work, then page requests are served: less than a frame of a screen. */
const turnMs = 6;
/** 2 ms: about as long as a commit takes. */
const busyRetryMs = 2;

/** Work that is done in slices. */
export interface Job {
  readonly steps: Steps;
  /** Whether others need the processor more at the moment: then the job rests after each turn as long as the turn took. */
  givesWay(): boolean;
  /** Called after each turn. */
  paused(): void;
  /** Called when the job threw; it gets no further turn. */
  failed(error: unknown): void;
}

/** Gives every job a turn, one after the other, and handles messages in between. */
export class Turns {
  private waiting: Job[] = [];
  private readonly removed = new WeakSet<Job>();
  private isScheduled = false;

  /** Gives a job turns until it has nothing left to do; to be called again when it has more. */
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

  /** Why the job paused; undefined when nothing of it is left. */
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
