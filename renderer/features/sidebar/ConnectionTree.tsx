import {
  memo,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type MouseEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { useStore } from 'zustand';
import type { FolderPath } from '../../../shared/model/connectionFolder.ts';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import { searchFor } from '../../state/base/search.ts';
import { keyOfTab } from '../../state/window/tabs.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { searchTexts } from '../../state/workspace/searchTexts.ts';
import { folderKey, foundRows, treeRows, type TreeRow } from '../../state/workspace/treeRows.ts';
import { formatKeys } from '../../ui/keys.ts';
import { LongList, type LongListHandle } from '../../ui/longList/LongList.tsx';
import { anchorAtPoint, PopupMenu, type MenuAnchor } from '../../ui/Menu.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { menuOfRow } from './connectionMenus.tsx';
import { useDrawnRow } from './useDrawnRow.tsx';
import { useTreeDrag } from './useTreeDrag.ts';
import { activate, useTreeKeys } from './useTreeKeys.ts';

interface ConnectionTreeProps {
  readonly state: WorkbenchState;
  readonly actions: WorkbenchActions;
  /** The folder that files which are dragged now would be imported into. */
  readonly fileDrop: FolderPath | null;
}

/** 26 px: a comfortable target for a pointer. */
const rowHeightPixels = 26;

/** The saved connections in their folders. */
export function ConnectionTree({ state, actions, fileDrop }: ConnectionTreeProps): ReactNode {
  const { store } = state.connections;
  const isLoaded = useStore(store, (known) => known.isLoaded);
  const hasUnread = useStore(store, (known) => known.hasUnread);
  const failure = useStore(store, (known) => known.failure);
  const tree = useStore(store, (known) => known.tree);
  const hasAny = useStore(store, ({ connections }) => connections.length > 0);
  const open = useStore(state.openFolders.store);
  // Where there are thousands, the field shows what is typed before the list does.
  const search = useDeferredValue(useStore(state.sidebar, (sidebar) => sidebar.search));
  const [textOf] = useState(() => searchTexts());
  const rows = useMemo(() => {
    if (search.trim() === '') return treeRows(tree, open);
    const matches = searchFor(search);
    return foundRows(tree, (connection) => matches(textOf(connection)));
  }, [tree, open, search, textOf]);
  if (failure !== null) return <Notice tone="danger" text={failure} />;
  // While something cannot be read, the list of problems says so in its place.
  if (rows.length === 0 && !hasAny && (!isLoaded || hasUnread)) return null;
  if (rows.length === 0) return <NoConnections isSearching={hasAny || search.trim() !== ''} />;
  return <Tree rows={rows} state={state} actions={actions} fileDrop={fileDrop} />;
}

function NoConnections({ isSearching }: { isSearching: boolean }): ReactNode {
  return (
    <p className="sidebar-nothing">
      {isSearching
        ? 'No connection’s name or address matches.'
        : `The addresses you talk to, or listen at, are kept here. ${formatKeys('Alt+N')} makes one.`}
    </p>
  );
}

interface TreeProps extends ConnectionTreeProps {
  readonly rows: readonly TreeRow[];
}

/** Drawn again only for other rows: not while the deferred search is behind what is typed. */
const Tree = memo(function Tree({ rows, state, actions, fileDrop }: TreeProps): ReactNode {
  const id = useId();
  const list = useRef<LongListHandle>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const tree = useStore(state.connections.store, (store) => store.tree);
  const places = useMemo(() => new Map(rows.map((row, place) => [row.key, place])), [rows]);
  const index = useFocusedRow(places, state);
  const rowOf = (target: EventTarget): FoundRow | null => {
    const element = target instanceof Element ? target.closest('[data-key]') : null;
    const row = rows[places.get(element?.getAttribute('data-key') ?? '') ?? -1];
    return element && row ? { row, element } : null;
  };
  const focusOn = (key: string): void => {
    state.sidebar.setState({ focused: key });
    const place = places.get(key);
    if (place !== undefined) list.current?.reveal(place);
  };
  useRevealed(places, list, state);
  const drag = useTreeDrag(tree, rowOf, actions.moveInTree, state.openFolders);
  const onKeyDown = useTreeKeys({ rows, index, list, state, actions, focusOn });
  const menu = useTreeMenu(id, rows, index, rowOf, focusOn);
  const onClick = ({ target }: MouseEvent): void => {
    const found = rowOf(target);
    if (!found || !(target instanceof Element) || target.closest('input') || menu.openedBy(target)) return;
    focusOn(found.row.key);
    list.current?.element?.focus();
    activate(found.row, state, actions);
  };
  const draw = useDrawnRow({
    id,
    state,
    actions,
    list,
    active: rows[index],
    menuKey: menu.open?.row.key,
    drop: drag.drop ?? (fileDrop === null ? null : { key: folderKey(fileDrop), edge: 'into' }),
    onProblem: setProblem,
  });
  return (
    <>
      <LongList
        role="tree"
        aria-label="Connections"
        aria-activedescendant={`${id}-${index}`}
        tabIndex={0}
        className={drag.drop?.key === null ? 'sidebar-tree sidebar-tree-drop' : 'sidebar-tree'}
        // While something is dragged there is room below, which stands for the place of all folders.
        style={{ height: (rows.length + (drag.isDragging ? 1 : 0)) * rowHeightPixels }}
        rowCount={rows.length}
        rowHeight={rowHeightPixels}
        renderRow={(place, top) => draw(rows[place], place, top)}
        handle={list}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onContextMenu={menu.onContextMenu}
        {...drag.listeners}
      />
      {problem !== null && (
        <p id="name-problem" role="alert" className="sidebar-rename-problem">
          {problem}
        </p>
      )}
      <PopupMenu
        label={`Actions for ${menu.open?.row.name ?? 'Connections'}`}
        items={menu.open ? menuOfRow(menu.open.row, state, actions) : []}
        anchor={menu.open?.anchor ?? null}
        onClose={menu.close}
      />
    </>
  );
});

/** The place of the row that the keys are on: the one chosen last, the one whose tab is visible, or the first. */
function useFocusedRow(places: ReadonlyMap<string, number>, state: WorkbenchState): number {
  const focused = useStore(state.sidebar, (sidebar) => sidebar.focused);
  const shown = useStore(state.tabs.store, connectionShown);
  return places.get(focused ?? '') ?? places.get(shown ?? '') ?? 0;
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

interface FoundRow {
  readonly row: TreeRow;
  readonly element: Element;
}

interface TreeMenu {
  readonly open: { readonly row: TreeRow; readonly anchor: MenuAnchor } | null;
  /** Opens it when the element is the button of a row's menu. */
  readonly openedBy: (target: Element) => boolean;
  readonly onContextMenu: (event: MouseEvent) => void;
  readonly close: () => void;
}

/** One menu for all rows. */
function useTreeMenu(
  id: string,
  rows: readonly TreeRow[],
  index: number,
  rowOf: (target: EventTarget) => FoundRow | null,
  focusOn: (key: string) => void,
): TreeMenu {
  const [open, setOpen] = useState<TreeMenu['open']>(null);
  const show = (row: TreeRow, anchor: MenuAnchor): void => {
    focusOn(row.key);
    setOpen({ row, anchor });
  };
  return {
    open,
    close: () => setOpen(null),
    openedBy(target) {
      const button = target.closest('[data-more]');
      const found = rowOf(target);
      if (!button || !found) return false;
      show(found.row, button);
      return true;
    },
    onContextMenu(event) {
      const found = rowOf(event.target);
      // The key of the menu has no place of its own: the menu opens at the row that the keys are on.
      const active = event.button === 2 ? undefined : rows[index];
      if (found) show(found.row, anchorAtPoint(event.clientX, event.clientY));
      else if (active) show(active, document.getElementById(`${id}-${index}`) ?? event.currentTarget);
      if (found ?? active) event.preventDefault();
    },
  };
}
