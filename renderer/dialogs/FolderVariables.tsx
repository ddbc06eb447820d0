import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { FolderPath } from '../../shared/model/connectionFolder.ts';
import { foldersAround } from '../../shared/model/variableScope.ts';
import { FolderVariablesDialog } from '../features/environments/FolderVariablesDialog.tsx';
import type { WorkbenchState } from '../state/window/workbench.ts';

interface FolderVariablesProps {
  readonly folder: FolderPath;
  readonly state: WorkbenchState;
  readonly onClose: () => void;
}

/** Where a person edits the variables of a folder. */
export function FolderVariables({ folder, state, onClose }: FolderVariablesProps): ReactNode {
  const { connections, environments } = state;
  const around = useStore(connections.store, (known) => known.folders);
  const folders = foldersAround(folder, around);
  const own = folders.find(({ path }) => path === folder);
  return (
    <FolderVariablesDialog
      path={folder}
      variables={own?.variables}
      revision={own?.revision ?? ''}
      around={folders.filter(({ path }) => path !== folder)}
      environments={environments}
      onSave={(variables, revision) => connections.folders.setVariables(folder, variables, revision)}
      onClose={onClose}
    />
  );
}
