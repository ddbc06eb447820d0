import {
  Braces,
  Columns2,
  Copy,
  FolderPlus,
  Import,
  PenLine,
  Plug,
  Plus,
  Trash2,
  Unplug,
} from 'lucide-react';
import type { FolderPath } from '../../../shared/model/connectionFolder.ts';
import { isServer } from '../../../shared/model/endpointKinds.ts';
import { hasEnded } from '../../../shared/model/session.ts';
import { newestSessionOf } from '../../state/sessions/sessions.ts';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { folderKey, type TreeRow } from '../../state/workspace/treeRows.ts';
import { formatKeys } from '../../ui/keys.ts';
import type { MenuItem } from '../../ui/Menu.tsx';

/** What can be done with a row of the tree. */
export function menuOfRow(row: TreeRow, state: WorkbenchState, actions: WorkbenchActions): MenuItem[] {
  return row.kind === 'folder'
    ? menuOfFolder(row.path, state, actions)
    : menuOfConnection(row, state, actions);
}

function menuOfFolder(path: FolderPath, state: WorkbenchState, actions: WorkbenchActions): MenuItem[] {
  return [
    {
      label: 'New connection here',
      icon: <Plus size={16} />,
      run: () => actions.newConnection(undefined, path),
    },
    {
      label: 'Variables…',
      icon: <Braces size={16} />,
      run: () => state.dialogs.setState({ kind: 'folderVariables', folder: path }, true),
    },
    { label: 'New folder here', icon: <FolderPlus size={16} />, run: () => actions.newFolder(path) },
    {
      label: 'Import here…',
      icon: <Import size={16} />,
      run: () => actions.importCollection('files', path),
    },
    ...editing(
      () => state.sidebar.setState({ renaming: folderKey(path) }),
      () => actions.duplicateFolder(path),
      () => actions.deleteFolder(path),
      'Delete…',
    ),
  ];
}

function menuOfConnection(
  { connection: { id, endpoint } }: Extract<TreeRow, { kind: 'connection' }>,
  state: WorkbenchState,
  actions: WorkbenchActions,
): MenuItem[] {
  const session = newestSessionOf(state.sessions.store.getState().sessions, id);
  const isLive = session !== undefined && !hasEnded(session.phase);
  const open = (): void => {
    actions.showConnection(id);
    actions.toggleConnection(id);
  };
  return [
    isLive
      ? {
          label: isServer(endpoint.kind) ? 'Stop listening' : 'Disconnect',
          icon: <Unplug size={16} />,
          run: () => actions.toggleConnection(id),
        }
      : { label: isServer(endpoint.kind) ? 'Listen' : 'Connect', icon: <Plug size={16} />, run: open },
    {
      label: 'Open to the side',
      icon: <Columns2 size={16} />,
      run: () => state.tabs.openBeside({ kind: 'connection', id }),
    },
    ...editing(
      () => state.sidebar.setState({ renaming: id }),
      () => actions.duplicateConnection(id),
      () => actions.deleteConnection(id),
      isLive ? 'Delete…' : 'Delete',
    ),
  ];
}

function editing(
  rename: () => void,
  duplicate: () => void,
  remove: () => void,
  removeLabel: string,
): MenuItem[] {
  return [
    { label: 'Rename', icon: <PenLine size={16} />, keys: 'F2', separated: true, run: rename },
    { label: 'Duplicate', icon: <Copy size={16} />, run: duplicate },
    {
      label: removeLabel,
      icon: <Trash2 size={16} />,
      keys: formatKeys('Delete'),
      danger: true,
      separated: true,
      run: remove,
    },
  ];
}
