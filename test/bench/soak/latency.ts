import { largest, quantile } from '../report/statistics.ts';

/** Milliseconds; of the record that waited longest, each time that something was reached. */
export interface Quantiles {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** A million records: fifty seconds of 20,000 a second. Who is further behind has lost track, and it would show long before. */
const rememberedRecords = 1_048_576;

/** How long records are on their way from where they began to where they are reached, in order, many at a time. */
export class Latency {
  /** The newest record that began, and the newest that was reached. */
  newest = 0;
  last = 0;
  private readonly beganMs = new Float64Array(rememberedRecords);
  private samplesMs: number[] = [];

  began(seq: number, nowMs: number): void {
    this.beganMs[seq % rememberedRecords] = nowMs;
    this.newest = seq;
  }

  reached(seq: number, nowMs: number): void {
    if (seq <= this.last) return;
    this.samplesMs.push(nowMs - (this.beganMs[(this.last + 1) % rememberedRecords] ?? nowMs));
    this.last = seq;
  }

  /** Of what was reached since it was asked for the last time. */
  take(): Quantiles {
    const samples = this.samplesMs;
    this.samplesMs = [];
    return { p50: quantile(samples, 0.5), p99: quantile(samples, 0.99), max: largest(samples) };
  }
}
