import type { PatternFinder } from './patternFinder.ts';

/** The facts about a record, kept while a following payload may complete a match in it. */
export interface KnownRecord {
  readonly seq: number;
  bits: number;
}

/** The first `length` bytes of the pattern are there, in these records, the newest last. */
interface Beginning {
  readonly length: number;
  readonly records: readonly KnownRecord[];
}

const none: readonly Beginning[] = [];

/**
 * Finds the matches of one pattern that span two or more pieces: consecutive payloads of one peer and direction (a stream), or the parts of a
 * large record. It keeps the end of a stream only where a match begins there.
 */
export class SpanTracker {
  private readonly finder: PatternFinder;
  private readonly streams = new Map<number, readonly Beginning[]>();

  constructor(finder: PatternFinder) {
    this.finder = finder;
  }

  /** True while some stream ends with the beginning of a match. */
  get isWaiting(): boolean {
    return this.streams.size > 0;
  }

  isWaitingIn(stream: number): boolean {
    return this.streams.has(stream);
  }

  /** True when a match may begin at the end of the piece: only then, or when a beginning waits, must the piece be taken. */
  mayBeginAtEnd(lastByte: number): boolean {
    return this.finder.mayContinueAfter(lastByte);
  }

  /** Takes the next piece of a stream, not empty. Returns the records of the matches that it completes, each once, including its own. */
  take(stream: number, bytes: Uint8Array, record: KnownRecord): readonly KnownRecord[] {
    const { finder } = this;
    const completed = new Set<KnownRecord>();
    const open: Beginning[] = [];
    for (const { length, records } of this.streams.get(stream) ?? none) {
      if (!finder.continues(bytes, length)) continue;
      const joined = records.at(-1) === record ? records : [...records, record];
      if (bytes.length >= finder.length - length) for (const each of joined) completed.add(each);
      else open.push({ length: length + bytes.length, records: joined });
    }
    this.begin(stream, bytes, record, open);
    return [...completed];
  }

  /** For a piece that is known to complete no match. */
  takeEnd(stream: number, bytes: Uint8Array, record: KnownRecord): void {
    this.begin(stream, bytes, record, []);
  }

  forget(stream: number): void {
    this.streams.delete(stream);
  }

  /** Records before `first` were cut away, some before they were looked at: matches that began in them are dropped. */
  cutBefore(first: number): void {
    for (const [stream, open] of this.streams) {
      const kept = open.filter(({ records }) => records.every(({ seq }) => seq >= first));
      if (kept.length > 0) this.streams.set(stream, kept);
      else this.streams.delete(stream);
    }
  }

  private begin(stream: number, bytes: Uint8Array, record: KnownRecord, open: Beginning[]): void {
    const last = bytes[bytes.length - 1];
    if (last !== undefined && this.finder.mayContinueAfter(last)) {
      for (const length of this.finder.search.beginningsAtEnd(bytes))
        open.push({ length, records: [record] });
    }
    if (open.length > 0) this.streams.set(stream, open);
    else this.streams.delete(stream);
  }
}
