import { useEffect, useMemo, useState, type RefObject } from 'react';
import { useStore } from 'zustand';
import { keyOfTab } from '../../state/window/tabs.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import type { RecordingRow } from '../../state/workspace/recordingRows.ts';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import { useKeyedRow } from '../../ui/longList/useKeyedRow.ts';

/** Where the rows of the recordings are. */
interface RecordingPlaces {
  /** The place of the row that the keys are on. */
  readonly index: number;
  /** The row that an event belongs to. */
  readonly rowAt: (target: EventTarget) => RecordingRow | null;
  readonly withKey: (key: string | null) => RecordingRow | null;
  /** Puts the keys on a row, and the row in view. */
  readonly focusOn: (key: string) => void;
}

/** Finds rows by their keys; the keys are on the one chosen last, or that whose tab is visible, or the first. */
export function useRecordingPlaces(
  rows: readonly RecordingRow[],
  state: WorkbenchState,
  list: RefObject<LongListHandle | null>,
): RecordingPlaces {
  const places = useMemo(() => new Map(rows.map(({ key }, place) => [key, place])), [rows]);
  const [focused, setFocused] = useState<string | null>(null);
  const shown = useStore(state.tabs.store, ({ tabs, active }) => {
    const tab = tabs.find((each) => keyOfTab(each) === active);
    return tab?.kind === 'recording' ? tab.id : null;
  });
  const index = useKeyedRow(focused, places, places.get(shown ?? ''));
  useRevealed(places, list, state, setFocused);
  const withKey = (key: string | null): RecordingRow | null => rows[places.get(key ?? '') ?? -1] ?? null;
  return {
    index,
    withKey,
    rowAt(target) {
      const element = target instanceof Element ? target.closest('[data-key]') : null;
      return withKey(element?.getAttribute('data-key') ?? null);
    },
    focusOn(key) {
      setFocused(key);
      const place = places.get(key);
      if (place !== undefined) list.current?.reveal(place);
    },
  };
}

/** Brings the row of a recording that is to be shown into view, and the keys to it, once. */
function useRevealed(
  places: ReadonlyMap<string, number>,
  list: RefObject<LongListHandle | null>,
  { sidebar }: WorkbenchState,
  focus: (key: string) => void,
): void {
  const revealed = useStore(sidebar, (shown) => shown.revealed);
  const place = revealed === null ? undefined : places.get(revealed);
  useEffect(() => {
    if (place === undefined || revealed === null) return;
    focus(revealed);
    list.current?.reveal(place);
    sidebar.setState({ revealed: null });
  }, [place, revealed, list, sidebar, focus]);
}
