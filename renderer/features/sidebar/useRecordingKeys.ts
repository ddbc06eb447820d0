import type { KeyboardEvent, RefObject } from 'react';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import type { RecordingRow } from '../../state/workspace/recordingRows.ts';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import { useTypeAhead } from '../../ui/longList/useTypeAhead.ts';
import { recordingActionOfKey } from './recordingKeys.ts';

/** What rows of recordings act upon. */
export interface RecordingParts {
  readonly state: WorkbenchState;
  readonly actions: WorkbenchActions;
  /** Shows or hides the attempts of a row. */
  readonly fold: (key: string, isOpen: boolean) => void;
}

interface KeysParts extends RecordingParts {
  readonly rows: readonly RecordingRow[];
  readonly index: number;
  readonly list: RefObject<LongListHandle | null>;
  readonly focusOn: (key: string) => void;
}

/** The listener for the keys of the recordings. */
export function useRecordingKeys({ rows, index, list, focusOn, ...parts }: KeysParts) {
  const typeAhead = useTypeAhead();
  return (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || event.target.closest('input, button')) return;
    const row = rows[index];
    if (!row) return;
    const action = recordingActionOfKey(event, rows, index, list.current?.rowsInView ?? 1);
    if (action?.does === 'focus') focusOn(rows[action.place]?.key ?? row.key);
    else if (action?.does === 'fold') parts.fold(row.key, action.isOpen);
    else if (action?.does === 'activate') activateRecording(row, parts);
    else if (action) change(row, action.does, parts);
    else {
      const typed = typeAhead(event, rows, index);
      if (typed === undefined) return;
      const found = rows[typed ?? -1];
      if (found) focusOn(found.key);
    }
    event.preventDefault();
  };
}

/** What Enter and a click do: attempts are shown or hidden, a recording is shown. */
export function activateRecording(row: RecordingRow, { actions, fold }: RecordingParts): void {
  if (row.kind === 'attempts') fold(row.key, !row.isOpen);
  else actions.showRecording(row.recording.id);
}

function change(row: RecordingRow, does: 'rename' | 'delete', { state, actions }: RecordingParts): void {
  if (row.kind === 'attempts') return;
  if (does === 'rename') state.sidebar.setState({ renaming: row.recording.id });
  else actions.deleteRecording(row.recording.id);
}
