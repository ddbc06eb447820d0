import type { ReactNode, RefObject } from 'react';
import { useStore } from 'zustand';
import { folderName, folderNameProblem } from '../../../shared/model/connectionFolder.ts';
import { placeOf } from '../../../shared/model/endpointPlace.ts';
import { newestSessionOf, statusOf } from '../../state/sessions/sessions.ts';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import { keyOfTab } from '../../state/window/tabs.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { shortAddress } from '../../state/workspace/endpoints.ts';
import type { ResolveAddress } from '../../state/workspace/resolvedAddress.ts';
import type { Drop } from '../../state/workspace/treeMoves.ts';
import type { TreeRow } from '../../state/workspace/treeRows.ts';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import { TreeRowView, type TreeRowViewProps } from './TreeRowView.tsx';
import { useRowNaming } from './useRowNaming.ts';

interface DrawnRowParts {
  readonly state: WorkbenchState;
  readonly actions: WorkbenchActions;
  readonly id: string;
  readonly list: RefObject<LongListHandle | null>;
  readonly active: TreeRow | undefined;
  readonly menuKey: string | undefined;
  readonly drop: Pick<Drop, 'key' | 'edge'> | null;
  readonly resolve: ResolveAddress;
  readonly onProblem: (problem: string | null) => void;
}

/** Draws a row of the tree as it stands now. */
export function useDrawnRow(parts: DrawnRowParts) {
  const { id, state, actions, list, active, menuKey, drop, resolve, onProblem } = parts;
  const edits = useStore(state.edits.store);
  const sessions = useStore(state.sessions.store, (store) => store.sessions);
  const isReachable = useStore(state.status, (status) => status.state === 'open');
  const namingOf = useRowNaming(state.sidebar, list, onProblem);
  const activeTab = useStore(state.tabs.store, (tabs) => tabs.active);
  return (row: TreeRow | undefined, place: number, top: number): ReactNode => {
    if (!row) return null;
    const ofConnection = row.kind === 'connection' ? row.connection : null;
    const endpoint = ofConnection && (edits[ofConnection.id]?.endpoint ?? ofConnection.endpoint);
    const resolved = ofConnection && endpoint && resolve(ofConnection, endpoint);
    const shown = resolved ?? endpoint;
    const props: TreeRowViewProps = {
      id: `${id}-${place}`,
      row,
      top,
      endpoint,
      address: shown === null ? '' : shortAddress(shown),
      resolved: resolved && placeOf(resolved),
      status: statusOf(ofConnection ? newestSessionOf(sessions, ofConnection.id) : undefined, isReachable),
      isShown: ofConnection !== null && activeTab === keyOfTab({ kind: 'connection', id: ofConnection.id }),
      isFocused: row === active,
      isMenuOpen: row.key === menuKey,
      drop: drop?.key === row.key ? drop.edge : null,
    };
    const naming = namingOf({
      key: row.key,
      problemOf: nameProblemOf(row, state),
      rename: (name) => rename(row, name, actions),
    });
    return naming ? <TreeRowView {...props} naming={naming} /> : <TreeRowView {...props} />;
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
