import { useEffect, useRef, useState } from 'react';
import { stretchOf, type HexSelection } from '../../editor/hexGrid/hexSelection.ts';
import type { Toward } from '../../state/records/matchList.ts';
import type { MatchRanges } from '../../state/records/matchRanges.ts';

export interface MatchSteps {
  readonly go: (toward: Toward) => void;
  /** The message when there is nothing to go to. */
  readonly word: string | null;
}

/** Steps from one match in the record to the next; a new step replaces one that is still searching. */
export function useMatchSteps(
  ranges: MatchRanges | null,
  selection: HexSelection | null,
  arrived: (selection: HexSelection) => void,
): MatchSteps {
  const [word, setWord] = useState<string | null>(null);
  const looking = useRef<AbortController | null>(null);
  useEffect(() => () => looking.current?.abort(), []);
  const go = async (toward: Toward): Promise<void> => {
    if (!ranges) return;
    looking.current?.abort();
    const abort = new AbortController();
    looking.current = abort;
    const from = selection ? stretchOf(selection).from : -1;
    const found = await ranges.step(from, toward, abort.signal).catch(() => null);
    if (abort.signal.aborted) return;
    setWord(found ? null : 'The filter matches nothing in these bytes.');
    if (found) arrived({ anchor: found.from, focus: found.to - 1, column: selection?.column ?? 'hex' });
  };
  return { go: (toward) => void go(toward), word };
}
