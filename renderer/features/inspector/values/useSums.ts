import { useEffect, useState } from 'react';
import { messageOf } from '../../../../shared/base/errors.ts';
import { formatBytes } from '../../../../shared/bytes/sizes.ts';
import { noValue, type ReadValue } from '../../../../shared/bytes/values/reading.ts';
import { sumBytes, sumNames } from '../../../state/records/sumBytes.ts';
import type { ByteStretch } from '../byteStretch.ts';
import type { InspectedRecord } from '../useByteWindow.ts';

/** 16 MiB: summed in about a second, and as much as is sent again at once. */
const largestSumBytes = 16 * 1024 * 1024;

/** After 150 ms people notice that they wait: until then the sums before stay, so that nothing flickers while the cursor moves. */
const unnoticedMs = 150;

const underWay = noValue('…');

/** A sum by its name. */
type NamedSum = readonly [name: string, value: ReadValue];

/** The sums of a stretch of a record, as soon as they are known. */
export function useSums({ client, source, seq }: InspectedRecord, { from, to }: ByteStretch): NamedSum[] {
  const [sums, setSums] = useState<readonly ReadValue[] | null>(null);
  const isTooLong = to - from > largestSumBytes;
  useEffect(() => {
    if (isTooLong) return undefined;
    const abort = new AbortController();
    const waiting = setTimeout(() => setSums(null), unnoticedMs);
    const sum = async (): Promise<void> => {
      const found = await sumBytes(client, source, { seq, from, to }, abort.signal).catch((error: unknown) =>
        sumNames.map(() => noValue(messageOf(error))),
      );
      if (abort.signal.aborted) return;
      clearTimeout(waiting);
      setSums(found);
    };
    void sum();
    return () => {
      clearTimeout(waiting);
      abort.abort();
    };
  }, [client, source, seq, from, to, isTooLong]);
  const tooLong = isTooLong ? noValue(`of at most ${formatBytes(largestSumBytes)}`) : null;
  return sumNames.map((name, index) => [name, tooLong ?? sums?.[index] ?? underWay]);
}
