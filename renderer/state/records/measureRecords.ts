import { largestRangeList, type Measured, type RecordRange } from '../../../shared/model/recordForm.ts';
import type { WirebenchClient } from '../base/client.ts';
import type { KnownRecords } from './writtenRecords.ts';

/** How many records there are, and how many bytes they have; null while these are being added up. */
export interface MeasuredRecords {
  readonly records: number;
  readonly bytes: number | null;
}

/** Counts records, tells how many they are, and then how many bytes they have. Rejects with ABORTED when the signal fires. */
export async function measureRecords(
  client: WirebenchClient,
  { source, view, ranges }: KnownRecords,
  tell: (measured: MeasuredRecords) => void,
  signal: AbortSignal,
): Promise<void> {
  const ask = (asked: readonly RecordRange[], from: number): Promise<Measured> => {
    const question = { ranges: [...asked], from };
    return view === null
      ? client.call('records.measured', { source, ...question }, { signal })
      : client.call('views.measured', { view, ...question }, { signal });
  };
  const lists: (readonly RecordRange[])[] = [];
  for (let at = 0; at < ranges.length; at += largestRangeList)
    lists.push(ranges.slice(at, at + largestRangeList));
  const begun: { readonly list: readonly RecordRange[]; readonly measured: Measured }[] = [];
  for (const list of lists) begun.push({ list, measured: await ask(list, 1) });
  const records = begun.reduce((sum, { measured }) => sum + measured.records, 0);
  let bytes = begun.reduce((sum, { measured }) => sum + measured.bytes, 0);
  if (begun.some(({ measured }) => measured.next !== null)) tell({ records, bytes: null });
  for (const { list, measured } of begun) {
    for (let { next } = measured; next !== null;) {
      const more: Measured = await ask(list, next);
      bytes += more.bytes;
      next = more.next;
    }
  }
  tell({ records, bytes });
}
