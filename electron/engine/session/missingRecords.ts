import { formatCounted } from '../../../shared/base/quantity.ts';
import type { RecordedNoun } from '../../../shared/model/endpointKinds.ts';
import type { NewRecord } from '../store/store.ts';
import type { DetailOf } from '../../../shared/model/recordDetail.ts';
import { isPayloadKind } from '../../../shared/model/record.ts';
import { PayloadCounts } from './payloadCounts.ts';

/** Payloads that passed and are not recorded. `sinceUs` is the time of the first of them, in microseconds since the epoch. */
class MissingTally extends PayloadCounts {
  events = 0;
  sinceUs = Number.POSITIVE_INFINITY;

  get payloads(): number {
    return this.payloadsIn + this.payloadsOut;
  }

  get isEmpty(): boolean {
    return this.payloads === 0 && this.events === 0;
  }

  merge(other: MissingTally): void {
    this.payloadsIn += other.payloadsIn;
    this.payloadsOut += other.payloadsOut;
    this.bytesIn += other.bytesIn;
    this.bytesOut += other.bytesOut;
    this.events += other.events;
    this.sinceUs = Math.min(this.sinceUs, other.sinceUs);
  }
}

/** The part of a record that is counted. */
type CountedRecord = Pick<NewRecord, 'at' | 'kind' | 'direction'> & { readonly size: number };

/**
 * Counts what could not be recorded, until a record of the session says how much that is. If that record is lost, too, the count continues
 * as if it had never been written.
 */
export class MissingRecords {
  private readonly noun: RecordedNoun;
  private untold = new MissingTally();
  private told: { readonly seq: number; readonly tally: MissingTally }[] = [];
  private allPayloads = 0;

  constructor(noun: RecordedNoun) {
    this.noun = noun;
  }

  /** Over the whole session. */
  get payloads(): number {
    return this.allPayloads;
  }

  /** True when nothing is left to report. */
  get isEmpty(): boolean {
    return this.untold.isEmpty;
  }

  add({ at, kind, direction, size }: CountedRecord): void {
    const { untold } = this;
    untold.sinceUs = Math.min(untold.sinceUs, at);
    if (isPayloadKind(kind) && direction !== null) {
      this.allPayloads += 1;
      untold.countPayload(direction, size);
    } else {
      untold.events += 1;
    }
  }

  /** Adds payloads that a record of their own reports. */
  addTold(payloads: number): void {
    this.allPayloads += payloads;
  }

  /** Everything not reported yet, as a sentence and in fields; `cause` is a sentence, too. */
  describe(cause: string, nowUs: number): { readonly note: string; readonly detail: DetailOf<'gap'> } {
    const { payloadsIn, payloadsOut, bytesIn, bytesOut, events, sinceUs } = this.untold;
    const { noun } = this;
    const parts = [
      ...(payloadsIn > 0
        ? [`${formatCounted(payloadsIn, noun)} (${formatCounted(bytesIn, 'byte')}) received`]
        : []),
      ...(payloadsOut > 0
        ? [`${formatCounted(payloadsOut, noun)} (${formatCounted(bytesOut, 'byte')}) sent`]
        : []),
      ...(events > 0 ? [formatCounted(events, 'event')] : []),
    ];
    const since = Math.min(sinceUs, nowUs);
    const seconds = ((nowUs - since) / 1_000_000).toFixed(1);
    return {
      note: `Missing here: ${parts.join(', ')}, over ${seconds} s. ${cause}`,
      detail: {
        ...{ what: 'recording', payloadsIn, payloadsOut, bytesIn, bytesOut, events },
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
