import type { Clock } from '../base/deps.ts';
import {
  largestStepCount,
  noFacts,
  type ConnectionFacts,
  type ConnectionStep,
  type StepName,
} from '../../../shared/model/facts.ts';
import { LinkProblem } from '../base/linkProblem.ts';

/** The facts that are found only once, besides the steps. */
type Found = Partial<Omit<ConnectionFacts, 'startedAt' | 'steps'>>;

/** A step under way. Ending it a second time changes nothing. */
export interface RouteStep {
  /** `note`: the result, such as the addresses of a name. */
  done(note?: string | null): void;
  failed(problem: { readonly message: string; readonly code: string | null }): void;
  /** `reason` is why the signal fired: with the deadline's, whose code is `ETIMEDOUT`, the step has failed. */
  cancelled(reason?: unknown): void;
}

/** A client's steps up to its link, reported as a whole whenever one changes. */
export class Route {
  private readonly clock: Clock;
  private readonly tell: (facts: ConnectionFacts) => void;
  private readonly startedAt: number;
  private found: ConnectionFacts;

  /** `tell` is an endpoint's `progressed`. */
  constructor(clock: Clock, tell: (facts: ConnectionFacts) => void) {
    this.clock = clock;
    this.tell = tell;
    this.startedAt = clock.nowUs();
    this.found = { ...noFacts, startedAt: this.startedAt };
  }

  get facts(): ConnectionFacts {
    return this.found;
  }

  /** The addresses of both ends, once known. */
  get ends(): { readonly local: string; readonly remote: string } {
    const { local, remote } = this.found;
    return { local: local ?? '?', remote: remote ?? '?' };
  }

  set(found: Found): void {
    this.found = { ...this.found, ...found };
    this.tell(this.found);
  }

  begin(name: StepName, target: string): RouteStep {
    const beganUs = this.elapsedUs();
    let step: ConnectionStep = {
      name,
      target,
      beganUs,
      endedUs: null,
      outcome: 'running',
      note: null,
      code: null,
    };
    this.put([...this.found.steps, step].slice(-largestStepCount));
    const end = (ended: Pick<ConnectionStep, 'outcome' | 'note' | 'code'>): void => {
      if (step.outcome !== 'running') return;
      const before = step;
      step = { ...step, ...ended, endedUs: this.elapsedUs() };
      this.put(this.found.steps.map((each) => (each === before ? step : each)));
    };
    return {
      done: (note = null) => end({ outcome: 'done', note, code: null }),
      failed: ({ message, code }) => end({ outcome: 'failed', note: message, code }),
      cancelled: (reason) => end(isLate(reason) ? late : { outcome: 'cancelled', note: null, code: null }),
    };
  }

  /** Runs one step: done when `work` resolves, failed or cancelled when it rejects. */
  async run<Value>(
    name: StepName,
    target: string,
    signal: AbortSignal,
    work: () => Promise<Value>,
    noteOf: (value: Value) => string | null = () => null,
  ): Promise<Value> {
    const step = this.begin(name, target);
    try {
      const value = await work();
      step.done(noteOf(value));
      return value;
    } catch (error) {
      if (signal.aborted) step.cancelled(signal.reason);
      else step.failed(error instanceof LinkProblem ? error : { message: String(error), code: null });
      throw error;
    }
  }

  private put(steps: ConnectionStep[]): void {
    this.found = { ...this.found, steps };
    this.tell(this.found);
  }

  private elapsedUs(): number {
    return Math.max(0, this.clock.nowUs() - this.startedAt);
  }
}

const late = { outcome: 'failed', note: 'The connection attempt timed out.', code: 'ETIMEDOUT' } as const;

function isLate(reason: unknown): boolean {
  return reason instanceof LinkProblem && reason.code === late.code;
}
