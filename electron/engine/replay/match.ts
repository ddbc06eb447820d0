import type { RecordKind } from '../../../shared/model/record.ts';
import type { ReplayComparison } from '../../../shared/model/replay.ts';

/** The facts that the comparison knows about a payload, recorded or received. */
interface MatchedPayload {
  readonly seq: number;
  readonly kind: RecordKind;
  readonly size: number;
}

/** Offset of the first byte that differs in two pieces of the same length; null when they are equal. */
export function firstDifference(left: Uint8Array, right: Uint8Array): number | null {
  if (Buffer.compare(left, right) === 0) return null;
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) return at;
  return null;
}

/** Compares one recorded payload with what came, piece by piece, in order. */
export class PayloadMatch {
  private readonly recorded: MatchedPayload;
  private comparedBytes = 0;
  private replayedSeq: number | null = null;
  private differsAt: number | null = null;

  constructor(recorded: MatchedPayload) {
    this.recorded = recorded;
  }

  /** Every byte of the recorded payload was compared with one that came. */
  get isWhole(): boolean {
    return this.comparedBytes === this.recorded.size;
  }

  get hasBegun(): boolean {
    return this.replayedSeq !== null;
  }

  /** Sets the received payload in which its first byte came. */
  beginIn(replayedSeq: number): void {
    this.replayedSeq ??= replayedSeq;
  }

  /** Compares the next pieces of both sides, which have the same length. */
  compare(recorded: Uint8Array, received: Uint8Array): void {
    if (this.differsAt === null) {
      const at = firstDifference(recorded, received);
      if (at !== null) this.differsAt = this.comparedBytes + at;
    }
    this.comparedBytes += recorded.length;
  }

  /** For a stream: a payload that was cut short differs at the place where it broke off. */
  streamVerdict(): ReplayComparison {
    if (this.replayedSeq === null && this.recorded.size > 0) return this.missing();
    return this.verdict(this.isWhole ? this.differsAt : (this.differsAt ?? this.comparedBytes));
  }

  /** For a message, once the bytes that both have were compared. One of another kind differs from the start. */
  messageVerdict(received: MatchedPayload): ReplayComparison {
    const { kind, size } = this.recorded;
    const byLength = received.size === size ? null : Math.min(received.size, size);
    const byKind = received.kind === kind ? null : 0;
    return this.verdict(this.differsAt ?? byLength ?? byKind);
  }

  missing(): ReplayComparison {
    const { seq, size } = this.recorded;
    return { recordedSeq: seq, replayedSeq: null, outcome: 'missing', size, differsAt: null };
  }

  private verdict(differsAt: number | null): ReplayComparison {
    const { seq, size } = this.recorded;
    const outcome = differsAt === null ? 'matched' : 'mismatched';
    return { recordedSeq: seq, replayedSeq: this.replayedSeq, outcome, size, differsAt };
  }
}
