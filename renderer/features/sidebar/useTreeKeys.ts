import type { KeyboardEvent, RefObject } from 'react';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import type { TreeRow } from '../../state/workspace/treeRows.ts';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import { useTypeAhead } from '../../ui/longList/useTypeAhead.ts';
import { actionOfKey } from './treeKeys.ts';

interface TreeKeysParts {
  readonly rows: readonly TreeRow[];
  readonly state: WorkbenchState;
  readonly actions: WorkbenchActions;
  readonly index: number;
  readonly list: RefObject<LongListHandle | null>;
  readonly focusOn: (key: string) => void;
}

/** The listener for the keys of the tree. */
export function useTreeKeys({ rows, index, list, state, actions, focusOn }: TreeKeysParts) {
  const typeAhead = useTypeAhead();
  return (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || event.target.closest('input')) return;
    if (event.target.closest('button') && (event.key === 'Enter' || event.key === ' ')) return;
    const row = rows[index];
    if (!row) return;
    const action = actionOfKey(event, rows, index, list.current?.rowsInView ?? 1);
    if (action?.does === 'focus') focusOn(action.key);
    else if (action?.does === 'fold') fold(row, action.isOpen, state);
    else if (action?.does === 'activate') activate(row, state, actions);
    else if (action?.does === 'rename') state.sidebar.setState({ renaming: row.key });
    else if (action?.does === 'delete') askToDelete(row, actions);
    else if (action?.does === 'move') actions.stepInTree(row.key, action.direction);
    else {
      const typed = typeAhead(event, rows, index);
      const found = rows[typed ?? -1];
      if (found) focusOn(found.key);
      if (typed === undefined) return;
    }
    event.preventDefault();
  };
}

/** What Enter and a click do: a folder opens or closes, a connection is shown. */
export function activate(row: TreeRow, state: WorkbenchState, actions: WorkbenchActions): void {
  if (row.kind === 'folder') fold(row, !row.isOpen, state);
  else actions.showConnection(row.connection.id);
}

function fold(row: TreeRow, isOpen: boolean, state: WorkbenchState): void {
  if (row.kind === 'folder') state.openFolders.set(row.path, isOpen);
}

function askToDelete(row: TreeRow, actions: WorkbenchActions): void {
  if (row.kind === 'folder') actions.deleteFolder(row.path);
  else actions.deleteConnection(row.connection.id);
}
