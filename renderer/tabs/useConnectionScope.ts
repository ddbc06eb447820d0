import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { ConnectionId } from '../../shared/model/ids.ts';
import { foldersAround } from '../../shared/model/variableScope.ts';
import type { Scope } from '../../shared/template/scope.ts';
import type { WorkbenchState } from '../state/window/workbench.ts';

/** What templates of a connection can refer to in this window; null for none, which is in no folder. The same object until that has changed. */
export function useConnectionScope(state: WorkbenchState, id: ConnectionId | null): Scope {
  const variables = useStore(state.environments.store);
  const folders = useStore(
    state.connections.store,
    useShallow((known) => {
      const place = id === null ? '' : (state.connections.known(id)?.folder ?? '');
      // Of one without variables only the name counts: it is another object whenever it is moved.
      return foldersAround(place, known.folders).map((folder) =>
        folder.variables === undefined && folder.unread === undefined ? folder.path : folder,
      );
    }),
  );
  return useMemo(
    () =>
      state.environments.scopeWith(
        folders.map((folder) => (typeof folder === 'string' ? { path: folder } : folder)),
      ),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the store answers with what `variables` are
    [state, variables, folders],
  );
}
