import { useLayoutEffect, useMemo, useState } from 'react';
import { createStore, useStore } from 'zustand';
import type { HexHighlight } from '../../editor/hexGrid/HighlightBoxes.tsx';
import { createMatchRanges, type MatchRanges } from '../../state/records/matchRanges.ts';
import type { RecordView } from '../../state/records/recordView.ts';
import { looksIntoBytes, shortestContent, withOpenEnds } from './openEnds.ts';
import type { InspectedRecord } from './useByteWindow.ts';

const none = createStore(() => ({ version: 0 }));

/** The matches of a view's filter in the inspected record. */
export interface RecordMatches {
  readonly ranges: MatchRanges;
  /** The matches in a stretch. The same function until its result may change. */
  readonly highlights: (from: number, to: number) => readonly HexHighlight[];
}

/** Null where no filter applies, or it does not look at the bytes. */
export function useMatchRanges(view: RecordView, record: InspectedRecord): RecordMatches | null {
  const opened = useStore(view.filter.store, ({ progress }) => progress?.view ?? null);
  const filter = view.filter.matches?.filter ?? '';
  const [ranges, setRanges] = useState<MatchRanges | null>(null);
  const { client, seq, size } = record;
  useLayoutEffect(() => {
    if (opened === null || !looksIntoBytes(filter)) return undefined;
    const made = createMatchRanges(client, opened, { seq, size });
    // One effect creates and disposes it: anything created while rendering could be dropped without being disposed.
    // oxlint-disable-next-line react/set-state-in-effect
    setRanges(made);
    return () => {
      made.dispose();
      setRanges(null);
    };
  }, [client, opened, filter, seq, size]);
  const { version } = useStore(ranges?.store ?? none);
  return useMemo(() => {
    if (!ranges) return null;
    const shortest = shortestContent(filter);
    const highlights = (from: number, to: number): HexHighlight[] =>
      ranges.within(from, to).map((range) => withOpenEnds(range, size, shortest));
    return { ranges, highlights };
    // The version changes when `within` may return something else.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [ranges, version, filter, size]);
}
