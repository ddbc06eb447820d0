import { useEffect, useMemo, type RefObject } from 'react';
import { useStore } from 'zustand';
import { keyOfTab } from '../../state/window/tabs.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import type { TreeRow } from '../../state/workspace/treeRows.ts';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import { useKeyedRow } from '../../ui/longList/useKeyedRow.ts';

interface FoundRow {
  readonly row: TreeRow;
  readonly element: Element;
}

/** Where the rows of the tree are. */
interface TreePlaces {
  /** The place of the row that the keys are on. */
  readonly index: number;
  /** The row that an event belongs to. */
  readonly rowOf: (target: EventTarget) => FoundRow | null;
  readonly withKey: (key: string | null) => TreeRow | null;
  /** Puts the keys on a row, and the row in view. */
  readonly focusOn: (key: string) => void;
}

/** Finds rows by their keys, and brings those into view that the rest of the window asks for. */
export function useTreePlaces(
  rows: readonly TreeRow[],
  list: RefObject<LongListHandle | null>,
  state: WorkbenchState,
): TreePlaces {
  const places = useMemo(() => new Map(rows.map((row, place) => [row.key, place])), [rows]);
  const index = useFocusedRow(places, state);
  useRevealed(places, list, state);
  const withKey = (key: string | null): TreeRow | null => rows[places.get(key ?? '') ?? -1] ?? null;
  return {
    index,
    withKey,
    rowOf(target) {
      const element = target instanceof Element ? target.closest('[data-key]') : null;
      const row = withKey(element?.getAttribute('data-key') ?? null);
      return element && row ? { row, element } : null;
    },
    focusOn(key) {
      state.sidebar.setState({ focused: key });
      const place = places.get(key);
      if (place !== undefined) list.current?.reveal(place);
    },
  };
}

/** The place of the row that the keys are on: the one chosen last or what has taken its place, the one whose tab is visible, or the first. */
function useFocusedRow(places: ReadonlyMap<string, number>, state: WorkbenchState): number {
  const focused = useStore(state.sidebar, (sidebar) => sidebar.focused);
  const shown = useStore(state.tabs.store, connectionShown);
  return useKeyedRow(focused, places, places.get(shown ?? ''));
}

function connectionShown({
  tabs,
  active,
}: ReturnType<WorkbenchState['tabs']['store']['getState']>): string | null {
  const tab = tabs.find((each) => keyOfTab(each) === active);
  return tab?.kind === 'connection' ? tab.id : null;
}

/** Brings a row that is to be renamed, or was just made, into view: the latter once, wherever it goes afterwards. */
function useRevealed(
  places: ReadonlyMap<string, number>,
  list: RefObject<LongListHandle | null>,
  state: WorkbenchState,
): void {
  const renaming = useStore(state.sidebar, (sidebar) => sidebar.renaming);
  const folder = useStore(state.connections.store, ({ connections }) =>
    renaming === null ? undefined : connections.find((connection) => connection.id === renaming)?.folder,
  );
  useEffect(() => {
    if (folder !== undefined) state.openFolders.reveal(folder);
  }, [folder, state]);
  const place = renaming === null ? undefined : places.get(renaming);
  useEffect(() => {
    if (place !== undefined) list.current?.reveal(place);
  }, [place, list]);
  const made = useStore(state.sidebar, ({ revealed }) => revealed);
  const placeOfMade = made === null ? undefined : places.get(made);
  useEffect(() => {
    if (placeOfMade === undefined) return;
    list.current?.reveal(placeOfMade);
    state.sidebar.setState({ revealed: null });
  }, [placeOfMade, list, state]);
}
