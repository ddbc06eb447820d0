import { memo, useDeferredValue, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { FolderPath } from '../../../shared/model/connectionFolder.ts';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import { searchFor } from '../../state/base/search.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { addressResolver, type ResolveAddress } from '../../state/workspace/resolvedAddress.ts';
import { searchTexts, textWith } from '../../state/workspace/searchTexts.ts';
import { folderKey, foundRows, treeRows, type TreeRow } from '../../state/workspace/treeRows.ts';
import { Button } from '../../ui/Button.tsx';
import { formatKeys } from '../../ui/keys.ts';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import { idOfRow, RowTree } from '../../ui/longList/RowTree.tsx';
import { useRowPointer } from '../../ui/longList/useRowPointer.ts';
import { RowMenus } from '../../ui/RowMenus.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Sentence } from '../../ui/Sentence.tsx';
import { menuOfRow } from './connectionMenus.tsx';
import { useDrawnRow } from './useDrawnRow.tsx';
import { useTreeDrag } from './useTreeDrag.ts';
import { activate, useTreeKeys } from './useTreeKeys.ts';
import { useTreePlaces } from './useTreePlaces.ts';

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
  const resolve = useResolvedAddresses(state);
  // What is shown of an address is found, too.
  const textOf = useMemo(() => searchTexts((connection) => textWith(connection, resolve)), [resolve]);
  const rows = useMemo(() => {
    if (search.trim() === '') return treeRows(tree, open);
    const matches = searchFor(search);
    return foundRows(tree, (connection) => matches(textOf(connection)));
  }, [tree, open, search, textOf]);
  if (failure !== null) return <Notice tone="danger" text={failure} />;
  // While something cannot be read, the list of problems says so in its place.
  if (rows.length === 0 && !hasAny && (!isLoaded || hasUnread)) return null;
  if (rows.length === 0)
    return (
      <NoConnections isSearching={hasAny || search.trim() !== ''} onNew={() => actions.newConnection()} />
    );
  return <Tree rows={rows} state={state} actions={actions} fileDrop={fileDrop} resolve={resolve} />;
}

function NoConnections(props: { readonly isSearching: boolean; readonly onNew: () => void }): ReactNode {
  if (props.isSearching) return <p className="sidebar-nothing">No results.</p>;
  return (
    <div className="sidebar-nothing">
      <p>The addresses that you connect to, or listen at, are listed here.</p>
      <Button onClick={props.onNew}>New connection</Button> <kbd>{formatKeys('Alt+N')}</kbd>
    </div>
  );
}

/** What addresses stand for in the active environment. */
function useResolvedAddresses({ connections, environments }: WorkbenchState): ResolveAddress {
  const folders = useStore(connections.store, (known) => known.folders);
  const scope = useStore(environments.store, (known) => known.scope);
  return useMemo(
    () =>
      addressResolver(folders, (around) => (around.length === 0 ? scope : environments.scopeWith(around))),
    [folders, scope, environments],
  );
}

interface TreeProps extends ConnectionTreeProps {
  readonly rows: readonly TreeRow[];
  readonly resolve: ResolveAddress;
}

/** Drawn again only for other rows: not while the deferred search is behind what is typed. */
const Tree = memo(function Tree({ rows, state, actions, fileDrop, resolve }: TreeProps): ReactNode {
  const id = useId();
  const list = useRef<LongListHandle>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const tree = useStore(state.connections.store, (store) => store.tree);
  const places = useTreePlaces(rows, list, state);
  const { index, rowOf, withKey, focusOn } = places;
  const drag = useTreeDrag(tree, rowOf, actions.moveInTree, state.openFolders);
  const onKeyDown = useTreeKeys({ rows, index, list, state, actions, focusOn });
  const rowAt = (target: EventTarget): TreeRow | null => rowOf(target)?.row ?? null;
  const { button, closeButton, listeners } = useRowPointer({
    ...{ list, rowAt, withKey },
    keyOf: ({ key }) => key,
    focusOn: ({ key }) => focusOn(key),
    activate: (row) => activate(row, state, actions),
  });
  const draw = useDrawnRow({
    id,
    state,
    actions,
    list,
    active: rows[index],
    menuKey: button?.row.key,
    drop: drag.drop ?? (fileDrop === null ? null : { key: folderKey(fileDrop), edge: 'into' }),
    resolve,
    onProblem: setProblem,
  });
  return (
    <RowMenus
      label="Actions for the row"
      keyRow={rows[index]}
      keyElement={() => document.getElementById(idOfRow(id, index))}
      rowAt={rowAt}
      itemsOf={(row) => menuOfRow(row, state, actions)}
      onOpen={({ key }) => focusOn(key)}
      button={button}
      onButtonClose={closeButton}
    >
      <RowTree
        {...{ id, label: 'Connections', place: index }}
        className={drag.drop?.key === null ? 'sidebar-tree sidebar-tree-drop' : 'sidebar-tree'}
        // While something is dragged there is room below, which stands for the place of all folders.
        style={{ height: (rows.length + (drag.isDragging ? 1 : 0)) * rowHeightPixels }}
        rowCount={rows.length}
        rowHeight={rowHeightPixels}
        renderRow={(place, top) => draw(rows[place], place, top)}
        handle={list}
        onKeyDown={onKeyDown}
        {...listeners}
        {...drag.listeners}
      />
      {problem !== null && (
        <p id="name-problem" role="alert" className="sidebar-rename-problem">
          <Sentence text={problem} />
        </p>
      )}
    </RowMenus>
  );
});
