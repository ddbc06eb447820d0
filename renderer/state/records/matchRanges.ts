import { createStore, type StoreApi } from 'zustand/vanilla';
import { Owner, type Disposable } from '../../../shared/base/lifecycle.ts';
import type { ByteRange } from '../../../shared/model/filteredView.ts';
import type { ViewId } from '../../../shared/model/ids.ts';
import { largestWindowBytes } from '../../../shared/model/record.ts';
import type { WirebenchClient } from '../base/client.ts';
import type { Toward } from './matchList.ts';
import { PageLoader } from '../base/pageLoader.ts';

/** 16 windows are 1 MiB of a record: more than people scroll through at once. */
const windowsKept = 16;

/** Where the contents of a filter occur in one record, around the bytes on the screen, whatever the record's size. */
export interface MatchRanges extends Disposable {
  /** Grows whenever `within` may return something else. */
  readonly store: StoreApi<{ readonly version: number }>;
  /** The ranges that overlap a stretch, as far as they are loaded, in order. */
  within(from: number, to: number): readonly ByteRange[];
  /** Says which bytes are on the screen, `to` exclusive. */
  show(from: number, to: number): void;
  /** The next range that begins after an offset, or the previous one; it wraps around at the end. Null when there is none. */
  step(offset: number, toward: Toward, signal: AbortSignal): Promise<ByteRange | null>;
}

export function createMatchRanges(
  client: WirebenchClient,
  view: ViewId,
  record: { readonly seq: number; readonly size: number },
): MatchRanges {
  return new RecordMatchRanges(client, view, record);
}

class RecordMatchRanges implements MatchRanges {
  readonly store = createStore(() => ({ version: 0 }));
  private readonly client: WirebenchClient;
  private readonly view: ViewId;
  private readonly seq: number;
  private readonly size: number;
  private readonly owner = new Owner();
  private readonly pages: PageLoader<readonly ByteRange[]>;

  constructor(client: WirebenchClient, view: ViewId, { seq, size }: { seq: number; size: number }) {
    this.client = client;
    this.view = view;
    this.seq = seq;
    this.size = size;
    this.pages = this.owner.add(
      new PageLoader<readonly ByteRange[]>({
        load: (index, signal) => this.read(index, signal),
        isMissing: (_, ranges) => ranges === undefined,
        arrived: () => this.store.setState(({ version }) => ({ version: version + 1 })),
        // The highlights are only an addition: the filter bar says why there are none.
        failed: () => undefined,
        pagesKept: windowsKept,
      }),
    );
  }

  within(from: number, to: number): readonly ByteRange[] {
    const ranges: ByteRange[] = [];
    for (let index = windowOf(from); index * largestWindowBytes < to; index += 1) {
      append(ranges, this.pages.get(index) ?? []);
    }
    return ranges.filter((range) => range.from < to && range.to > from);
  }

  show(from: number, to: number): void {
    const wanted: number[] = [];
    const end = Math.min(to, this.size);
    for (let index = windowOf(Math.max(0, from)); index * largestWindowBytes < end; index += 1) {
      wanted.push(index);
    }
    this.pages.want(wanted);
  }

  async step(offset: number, toward: Toward, signal: AbortSignal): Promise<ByteRange | null> {
    const count = Math.ceil(this.size / largestWindowBytes);
    const start = windowOf(Math.max(0, offset));
    // The window where it begins is searched twice: the second time, last, for ranges on the other side of the offset.
    for (let looked = 0; looked <= count; looked += 1) {
      const index = (start + (toward === 'next' ? looked : count * 2 - looked)) % count;
      const ranges = this.pages.get(index) ?? (await this.read(index, signal));
      if (signal.aborted) return null;
      const isFirst = looked === 0;
      const found =
        toward === 'next'
          ? ranges.find((range) => !isFirst || range.from > offset)
          : ranges.findLast((range) => !isFirst || range.from < offset);
      if (found) return found;
    }
    return null;
  }

  dispose(): void {
    this.owner.dispose();
  }

  private async read(index: number, signal: AbortSignal): Promise<readonly ByteRange[]> {
    const offset = index * largestWindowBytes;
    const length = Math.min(largestWindowBytes, this.size - offset);
    if (length <= 0) return [];
    const { view, seq } = this;
    return (await this.client.call('views.ranges', { view, seq, offset, length }, { signal })).ranges;
  }
}

function windowOf(offset: number): number {
  return Math.floor(offset / largestWindowBytes);
}

/** Adds the ranges of the next window. A range that crosses the boundary is joined again. */
function append(ranges: ByteRange[], next: readonly ByteRange[]): void {
  const last = ranges.at(-1);
  const [first, ...others] = next;
  if (!first) return;
  if (last?.to === first.from && first.from % largestWindowBytes === 0) {
    ranges[ranges.length - 1] = { from: last.from, to: first.to };
    ranges.push(...others);
  } else ranges.push(...next);
}
