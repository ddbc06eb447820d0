import { FolderInput, FolderOpen, FolderPlus, FoldVertical, Import, Plus, Trash2 } from 'lucide-react';
import { askToDeleteNotKept } from '../../state/window/deleteNotKept.ts';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { formatKeys } from '../../ui/keys.ts';
import type { MenuItem } from '../../ui/Menu.tsx';

/** What can be imported. */
export function importItems(actions: WorkbenchActions): MenuItem[] {
  return [
    {
      label: 'Files of Postman, Insomnia, Bruno…',
      icon: <Import size={16} />,
      run: () => actions.importCollection('files'),
    },
    {
      label: 'Folder of a collection…',
      icon: <FolderInput size={16} />,
      run: () => actions.importCollection('folder'),
    },
  ];
}

/** The menu of the connections as a whole: of their heading, and of the room around them. */
export function menuOfConnections(state: WorkbenchState, actions: WorkbenchActions): MenuItem[] {
  return [
    {
      label: 'New connection',
      icon: <Plus size={16} />,
      keys: formatKeys('Alt+N'),
      run: () => actions.newConnection(),
    },
    { label: 'New folder', icon: <FolderPlus size={16} />, run: () => actions.newFolder('') },
    { label: 'Import…', icon: <Import size={16} />, separated: true, items: importItems(actions) },
    {
      label: 'Close all folders',
      icon: <FoldVertical size={16} />,
      separated: true,
      disabled: state.openFolders.store.getState().size === 0,
      run: () => state.openFolders.closeAll(),
    },
  ];
}

/** The menu of the recordings as a whole. */
export function menuOfRecordings(state: WorkbenchState, actions: WorkbenchActions): MenuItem[] {
  const { storage } = state.storage.store.getState();
  return [
    {
      label: 'Open a .wbs file…',
      icon: <FolderOpen size={16} />,
      run: () => actions.openRecordingFile(),
    },
    {
      label: 'Delete those not kept…',
      icon: <Trash2 size={16} />,
      separated: true,
      danger: true,
      disabled: !storage || storage.unnamedCount === 0,
      run: () => {
        if (storage) askToDeleteNotKept(storage, state);
      },
    },
  ];
}
