import type { ReplayComparison, ReplayComparisonPage } from '../../../shared/model/replay.ts';

/** 4096 rows, 80 KiB: little for a short replay, and few pieces for a long one. */
const chunkRows = 4096;
const columns = 5;
/** Stands for null, since no payload has that many bytes. For sequence numbers, which begin at 1, null is 0. */
const none = 0xffff_ffff;
const outcomes = ['matched', 'mismatched', 'missing'] as const;

/** The verdicts of a replay in the order of the recording: 20 bytes each, and quick access to any page of them. */
export class Comparisons {
  private readonly chunks: Uint32Array[] = [];
  private readonly counts = { matched: 0, mismatched: 0, missing: 0 };
  private length = 0;

  get totals(): Readonly<Record<ReplayComparison['outcome'], number>> {
    return this.counts;
  }

  add(comparison: ReplayComparison): void {
    const { recordedSeq, replayedSeq, outcome, size, differsAt } = comparison;
    const row = this.length % chunkRows;
    const chunk = row === 0 ? new Uint32Array(chunkRows * columns) : this.chunks.at(-1);
    if (row === 0 && chunk) this.chunks.push(chunk);
    chunk?.set(
      [recordedSeq, replayedSeq ?? 0, outcomes.indexOf(outcome), size, differsAt ?? none],
      row * columns,
    );
    this.length += 1;
    this.counts[outcome] += 1;
  }

  page(from: number, count: number): ReplayComparisonPage {
    const rows: ReplayComparison[] = [];
    for (let index = from; index < Math.min(from + count, this.length); index += 1)
      rows.push(this.row(index));
    return { total: this.length, rows };
  }

  private row(index: number): ReplayComparison {
    const chunk = this.chunks[Math.floor(index / chunkRows)];
    const start = (index % chunkRows) * columns;
    const cell = (column: number): number => chunk?.[start + column] ?? 0;
    const differsAt = cell(4);
    return {
      recordedSeq: cell(0),
      replayedSeq: cell(1) === 0 ? null : cell(1),
      outcome: outcomes[cell(2)] ?? 'missing',
      size: cell(3),
      differsAt: differsAt === none ? null : differsAt,
    };
  }
}
