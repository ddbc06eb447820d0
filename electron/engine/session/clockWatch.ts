import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { measureDelta } from '../../../shared/base/time.ts';
import type { Clock } from '../base/deps.ts';

/** 1 s: soon enough to put the mark at the right place, and it costs an idle machine next to nothing. */
const lookMs = 1000;

/** 1 s: between two looks, NTP slews a clock by less than a thousandth of that. */
const jumpUs = 1_000_000;

interface ClockWatchParts {
  /** Stamps the records: it follows the monotonic clock, which stands still while a machine sleeps. */
  readonly clock: Clock;
  /** The wall clock in microseconds since the epoch, which can jump. */
  readonly wallUs?: () => number;
  /** Called with a sentence, and the size of the jump, whenever the two clocks drift further apart than before. */
  readonly jumped: (note: string, byUs: number) => void;
}

/** Notices that the machine has slept, or that its clock was set. */
export class ClockWatch implements Disposable {
  private readonly parts: ClockWatchParts;
  private readonly wallUs: () => number;
  private readonly timer: NodeJS.Timeout;
  private aheadUs: number;

  constructor(parts: ClockWatchParts) {
    this.parts = parts;
    this.wallUs = parts.wallUs ?? (() => Date.now() * 1000);
    this.aheadUs = this.wallUs() - parts.clock.nowUs();
    this.timer = setInterval(() => this.look(), lookMs);
  }

  dispose(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const aheadUs = this.wallUs() - this.parts.clock.nowUs();
    const byUs = aheadUs - this.aheadUs;
    if (Math.abs(byUs) < jumpUs) return;
    this.aheadUs = aheadUs;
    this.parts.jumped(describeJump(byUs), byUs);
  }
}

function describeJump(byUs: number): string {
  const { value, unit } = measureDelta(Math.abs(byUs));
  const size = `${value.slice(1)} ${unit}`;
  return byUs > 0
    ? `This machine’s clock jumped ahead by ${size}: the machine slept, or its clock was set. Times in this recording continue as if it had not.`
    : `This machine’s clock was set back by ${size}. Times in this recording continue as if it had not.`;
}
