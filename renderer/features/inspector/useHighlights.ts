import { useMemo } from 'react';
import type { HexHighlight } from '../../editor/hexGrid/HighlightBoxes.tsx';
import type { ByteStretch } from './byteStretch.ts';
import type { RecordMatches } from './useMatchRanges.ts';

type Highlights = RecordMatches['highlights'];

/** What is highlighted in the dump: the filter's matches, and the bytes of a value. */
export function useHighlights(matches: RecordMatches | null, covered: ByteStretch | null): Highlights {
  return useMemo(() => {
    const values: readonly HexHighlight[] = covered
      ? [{ ...covered, opensBefore: false, opensAfter: false, what: 'value' }]
      : [];
    return (from, to) => [
      ...(matches?.highlights(from, to) ?? []),
      ...values.filter((value) => value.from < to && value.to > from),
    ];
  }, [matches, covered]);
}
