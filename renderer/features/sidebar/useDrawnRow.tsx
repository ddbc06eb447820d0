import { useState, type ReactNode, type RefObject } from 'react';
import { useStore } from 'zustand';
import { folderName, folderNameProblem } from '../../../shared/model/connectionFolder.ts';
import { newestSessionOf, statusOf } from '../../state/sessions/sessions.ts';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import { keyOfTab } from '../../state/window/tabs.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import type { Drop } from '../../state/workspace/treeMoves.ts';
import type { TreeRow } from '../../state/workspace/treeRows.ts';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import type { TypedName } from '../../ui/NameField.tsx';
import { TreeRowView, type TreeRowViewProps } from './TreeRowView.tsx';

interface DrawnRowParts {
  readonly state: WorkbenchState;
  readonly actions: WorkbenchActions;
  readonly id: string;
  readonly list: RefObject<LongListHandle | null>;
  readonly active: TreeRow | undefined;
  readonly menuKey: string | undefined;
  readonly drop: Pick<Drop, 'key' | 'edge'> | null;
  readonly onProblem: (problem: string | null) => void;
}

/** Draws a row of the tree as it stands now. */
export function useDrawnRow({ id, state, actions, list, active, menuKey, drop, onProblem }: DrawnRowParts) {
  const edits = useStore(state.edits.store);
  const sessions = useStore(state.sessions.store, (store) => store.sessions);
  const isReachable = useStore(state.status, (status) => status.state === 'open');
  const renaming = useStore(state.sidebar, (sidebar) => sidebar.renaming);
  // A row whose place changes, or that is scrolled out of view and back, gets another field.
  const [typed] = useState(() => new Map<string, TypedName>());
  const shown = useStore(state.tabs.store, (tabs) => tabs.active);
  return (row: TreeRow | undefined, place: number, top: number): ReactNode => {
    if (!row) return null;
    const ofConnection = row.kind === 'connection' ? row.connection : null;
    const props: TreeRowViewProps = {
      id: `${id}-${place}`,
      row,
      top,
      endpoint: ofConnection && (edits[ofConnection.id]?.endpoint ?? ofConnection.endpoint),
      status: statusOf(ofConnection ? newestSessionOf(sessions, ofConnection.id) : undefined, isReachable),
      isShown: ofConnection !== null && shown === keyOfTab({ kind: 'connection', id: ofConnection.id }),
      isFocused: row === active,
      isMenuOpen: row.key === menuKey,
      drop: drop?.key === row.key ? drop.edge : null,
    };
    if (renaming !== row.key) return <TreeRowView {...props} />;
    const onDone = (name: string | null): void => {
      state.sidebar.setState({ renaming: null });
      typed.clear();
      onProblem(null);
      // Left by a click, the focus is already on its way elsewhere.
      const tree = list.current?.element;
      if (tree?.contains(document.activeElement)) tree.focus();
      if (name !== null) rename(row, name, actions);
    };
    const problemOf = nameProblemOf(row, state);
    const onTyped = (text: TypedName): void => {
      typed.clear();
      typed.set(row.key, text);
    };
    const naming = { typed: typed.get(row.key), onTyped, problemOf, onProblem, onDone };
    return <TreeRowView {...props} naming={naming} />;
  };
}

function rename(row: TreeRow, name: string, actions: WorkbenchActions): void {
  if (row.kind === 'folder') actions.renameFolder(row.path, name);
  else actions.renameConnection(row.connection.id, name);
}

function nameProblemOf(row: TreeRow, state: WorkbenchState): ((name: string) => string | null) | undefined {
  if (row.kind === 'connection') return undefined;
  const { folders } = state.connections.store.getState().tree.contentOf(row.parent);
  const siblings = folders.filter(({ path }) => path !== row.path).map(({ path }) => folderName(path));
  return (name) => folderNameProblem(name, siblings);
}
