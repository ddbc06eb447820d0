import { ChevronDown, ChevronRight, Columns2, Download, PenLine, Pin, Rows3, Trash2 } from 'lucide-react';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import type { RecordingRow } from '../../state/workspace/recordingRows.ts';
import { formatKeys } from '../../ui/keys.ts';
import type { MenuItem } from '../../ui/Menu.tsx';
import type { RecordingParts } from './useRecordingKeys.ts';

/** What can be done with a row of the list of recordings. */
export function menuOfRecordingRow(row: RecordingRow, { state, actions, fold }: RecordingParts): MenuItem[] {
  if (row.kind === 'recording') return menuOfRecording(row.recording, state, actions);
  return [
    row.isOpen
      ? { label: 'Collapse', icon: <ChevronDown size={16} />, run: () => fold(row.key, false) }
      : { label: 'Expand', icon: <ChevronRight size={16} />, run: () => fold(row.key, true) },
  ];
}

function menuOfRecording(
  { id, name, named, liveSession }: Extract<RecordingRow, { kind: 'recording' }>['recording'],
  state: WorkbenchState,
  actions: WorkbenchActions,
): MenuItem[] {
  const isLive = liveSession !== null;
  return [
    { label: 'Open', icon: <Rows3 size={16} />, run: () => actions.showRecording(id) },
    {
      label: 'Open to the side',
      icon: <Columns2 size={16} />,
      run: () => state.tabs.openBeside({ kind: 'recording', id }),
    },
    {
      label: 'Rename',
      icon: <PenLine size={16} />,
      keys: 'F2',
      separated: true,
      run: () => state.sidebar.setState({ renaming: id }),
    },
    {
      label: 'Keep',
      icon: <Pin size={16} />,
      disabled: named,
      // A recording is kept because a person named it; here the person accepts the present name.
      run: () => actions.renameRecording(id, name),
    },
    {
      label: 'Save a copy…',
      icon: <Download size={16} />,
      disabled: isLive,
      run: () => actions.exportRecording(id),
    },
    {
      label: 'Delete…',
      icon: <Trash2 size={16} />,
      keys: formatKeys('Delete'),
      danger: true,
      disabled: isLive,
      separated: true,
      run: () => actions.deleteRecording(id),
    },
  ];
}
