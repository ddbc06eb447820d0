import { useEffect, useRef, useState } from 'react';
import { isAborted, messageOf } from '../../../shared/base/errors.ts';
import type { ByteStretch } from './byteStretch.ts';

/** How long an outcome is shown, in milliseconds: long enough to be read. */
const shownMs = 6_000;

interface Told {
  readonly stretch: ByteStretch;
  readonly sentence: string;
}

export interface Outcome {
  /** A sentence: what came of what was done last with these bytes. Others have nothing to do with it. */
  readonly of: (stretch: ByteStretch) => string | null;
  /** Does something with bytes, and tells its sentence, or why it failed. Something new, or the end of the component, cancels it. */
  readonly run: (stretch: ByteStretch, work: (signal: AbortSignal) => Promise<string | null>) => void;
}

/** What came of the last action with bytes, for a while. */
export function useOutcome(): Outcome {
  const [told, setTold] = useState<Told | null>(null);
  const underWay = useRef<AbortController | null>(null);
  useEffect(() => () => underWay.current?.abort(), []);
  useEffect(() => {
    if (told === null) return undefined;
    const timer = setTimeout(() => setTold(null), shownMs);
    return () => clearTimeout(timer);
  }, [told]);
  const report = async (
    stretch: ByteStretch,
    work: (signal: AbortSignal) => Promise<string | null>,
  ): Promise<void> => {
    underWay.current?.abort();
    const abort = new AbortController();
    underWay.current = abort;
    const sentence = await work(abort.signal).catch((error: unknown) =>
      isAborted(error) ? null : messageOf(error),
    );
    if (!abort.signal.aborted) setTold(sentence === null ? null : { stretch, sentence });
  };
  return {
    of: ({ from, to }) =>
      told !== null && told.stretch.from === from && told.stretch.to === to ? told.sentence : null,
    run: (stretch, work) => void report(stretch, work),
  };
}
