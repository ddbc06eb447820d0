import { useCallback, useEffect, useRef, useState } from 'react';
import type { ByteForm } from '../../../shared/bytes/byteForms.ts';
import { copyBytes } from './copyBytes.ts';
import type { InspectedRecord } from './useByteWindow.ts';

export interface Copying {
  /** A sentence: the outcome of the last copy. */
  readonly result: string | null;
  readonly copy: (stretch: { readonly from: number; readonly to: number }, form: ByteForm) => void;
}

/** How long a copy's result is shown, in milliseconds: long enough to be read. */
const resultMs = 6_000;

/** Copies from a record; a new copy, or leaving the record, cancels the one in progress. */
export function useCopy(record: InspectedRecord): Copying {
  const [result, setResult] = useState<string | null>(null);
  const underWay = useRef<AbortController | null>(null);
  useEffect(() => () => underWay.current?.abort(), []);
  useEffect(() => {
    if (result === null) return undefined;
    const timer = setTimeout(() => setResult(null), resultMs);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = useCallback(
    (stretch: { readonly from: number; readonly to: number }, form: ByteForm): void => {
      underWay.current?.abort();
      const abort = new AbortController();
      underWay.current = abort;
      const report = async (): Promise<void> => {
        const sentence = await copyBytes(record, stretch, form, abort.signal);
        if (!abort.signal.aborted) setResult(sentence);
      };
      void report();
    },
    [record],
  );
  return { result, copy };
}
