import { useLayoutEffect, useMemo, useState } from 'react';
import { createStore, useStore } from 'zustand';
import type { HexHighlight } from '../../editor/hexGrid/HighlightBoxes.tsx';
import { createMatchRanges, type MatchRanges } from '../../state/records/matchRanges.ts';
import type { RecordView } from '../../state/records/recordView.ts';
import { looksIntoBytes, shortestContent, withOpenEnds } from './openEnds.ts';
import type { InspectedRecord } from './useByteWindow.ts';

const none = createStore(() => ({ version: 0 }));

/** What the filter of a view looks for, in the record that is inspected. */
export interface RecordMatches {
  readonly ranges: MatchRanges;
  /** Those in a stretch. The same function until it may give something else. */
  readonly highlights: (from: number, to: number) => readonly HexHighlight[];
}

/** Null where no filter applies, or one that does not look into the bytes. */
export function useMatchRanges(view: RecordView, record: InspectedRecord): RecordMatches | null {
  const opened = useStore(view.filter.store, ({ progress }) => progress?.view ?? null);
  const filter = view.filter.matches?.filter ?? '';
  const [ranges, setRanges] = useState<MatchRanges | null>(null);
  const { client, seq, size } = record;
  useLayoutEffect(() => {
    if (opened === null || !looksIntoBytes(filter)) return undefined;
    const made = createMatchRanges(client, opened, { seq, size });
    // Made and ended by one effect: what is made while rendering could be thrown away without an end.
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
    // The version says when `within` gives something else.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [ranges, version, filter, size]);
}
