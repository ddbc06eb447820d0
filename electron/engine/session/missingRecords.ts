import { formatCounted } from '../../../shared/base/quantity.ts';
import type { NewRecord } from '../store/store.ts';
import type { DetailOf } from '../../../shared/model/recordDetail.ts';
import { isFrameKind } from '../../../shared/model/record.ts';
import { FrameCounts } from './frameCounts.ts';

/** Frames that passed and are not recorded. `sinceUs` is the time of the first of them, in microseconds since the epoch. */
class MissingTally extends FrameCounts {
  events = 0;
  sinceUs = Number.POSITIVE_INFINITY;

  get frames(): number {
    return this.framesIn + this.framesOut;
  }

  get isEmpty(): boolean {
    return this.frames === 0 && this.events === 0;
  }

  merge(other: MissingTally): void {
    this.framesIn += other.framesIn;
    this.framesOut += other.framesOut;
    this.bytesIn += other.bytesIn;
    this.bytesOut += other.bytesOut;
    this.events += other.events;
    this.sinceUs = Math.min(this.sinceUs, other.sinceUs);
  }
}

/** The part of a record that is counted. */
export type CountedRecord = Pick<NewRecord, 'at' | 'kind' | 'direction'> & { readonly size: number };

/**
 * Counts what could not be recorded, until a record of the session says how much that is. If that record is lost, too, the count continues
 * as if it had never been written.
 */
export class MissingRecords {
  private untold = new MissingTally();
  private told: { readonly seq: number; readonly tally: MissingTally }[] = [];
  private allFrames = 0;

  /** Over the whole session. */
  get frames(): number {
    return this.allFrames;
  }

  /** True when nothing is left to report. */
  get isEmpty(): boolean {
    return this.untold.isEmpty;
  }

  add({ at, kind, direction, size }: CountedRecord): void {
    const { untold } = this;
    untold.sinceUs = Math.min(untold.sinceUs, at);
    if (isFrameKind(kind) && direction !== null) {
      this.allFrames += 1;
      untold.countFrame(direction, size);
    } else {
      untold.events += 1;
    }
  }

  /** Adds frames that a record of their own reports. */
  addTold(frames: number): void {
    this.allFrames += frames;
  }

  /** Everything not reported yet, as a sentence and in fields; `cause` is a sentence, too. */
  describe(cause: string, nowUs: number): { readonly note: string; readonly detail: DetailOf<'gap'> } {
    const { framesIn, framesOut, bytesIn, bytesOut, events, sinceUs } = this.untold;
    const parts = [
      ...(framesIn > 0
        ? [`${formatCounted(framesIn, 'frame')} (${formatCounted(bytesIn, 'byte')}) received`]
        : []),
      ...(framesOut > 0
        ? [`${formatCounted(framesOut, 'frame')} (${formatCounted(bytesOut, 'byte')}) sent`]
        : []),
      ...(events > 0 ? [formatCounted(events, 'event')] : []),
    ];
    const since = Math.min(sinceUs, nowUs);
    const seconds = ((nowUs - since) / 1_000_000).toFixed(1);
    return {
      note: `Missing here: ${parts.join(', ')}, over ${seconds} s. ${cause}`,
      detail: {
        ...{ what: 'recording', framesIn, framesOut, bytesIn, bytesOut, events },
        ...{ since, until: nowUs, reason: cause },
      },
    };
  }

  /** The record with this number reports it. */
  tellIn(seq: number): void {
    this.told.push({ seq, tally: this.untold });
    this.untold = new MissingTally();
  }

  /** Records up to here are in the file. */
  committed(total: number): void {
    if (this.told.length > 0) this.told = this.told.filter(({ seq }) => seq > total);
  }

  /** No record from this number on is in the file. */
  lostFrom(fromSeq: number): void {
    for (const { seq, tally } of this.told) if (seq >= fromSeq) this.untold.merge(tally);
    this.told = [];
  }
}
