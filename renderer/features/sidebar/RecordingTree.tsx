import { useId, useRef, type ReactNode, type RefObject } from 'react';
import { useStore } from 'zustand';
import { keyOfTab } from '../../state/window/tabs.ts';
import type { RecordingRow } from '../../state/workspace/recordingRows.ts';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import { idOfRow, RowTree } from '../../ui/longList/RowTree.tsx';
import { useRowPointer } from '../../ui/longList/useRowPointer.ts';
import { RowMenus } from '../../ui/RowMenus.tsx';
import { useToday } from '../../ui/useToday.ts';
import { menuOfRecordingRow } from './recordingMenu.tsx';
import { RecordingRowView } from './RecordingRowView.tsx';
import { activateRecording, useRecordingKeys, type RecordingParts } from './useRecordingKeys.ts';
import { useRecordingPlaces } from './useRecordingPlaces.ts';
import { useRowNaming } from './useRowNaming.ts';

interface RecordingTreeProps {
  readonly rows: readonly RecordingRow[];
  readonly parts: RecordingParts;
}

/** 40 px: a line for the name, and one for what tells it from others of that name. */
const rowHeightPixels = 40;

/** The recordings, any number of them: arrow keys and letters move, Enter opens, F2 renames, Delete asks. */
export function RecordingTree({ rows, parts }: RecordingTreeProps): ReactNode {
  const { state } = parts;
  const id = useId();
  const list = useRef<LongListHandle>(null);
  const { index, focusOn, rowAt, withKey } = useRecordingPlaces(rows, state, list);
  const onKeyDown = useRecordingKeys({ rows, index, list, focusOn, ...parts });
  const { button, closeButton, listeners } = useRowPointer({
    ...{ list, rowAt, withKey },
    keyOf: ({ key }) => key,
    focusOn: ({ key }) => focusOn(key),
    activate: (row) => activateRecording(row, parts),
  });
  const draw = useDrawnRecording({ id, rows, index, list, parts, menuKey: button?.row.key });
  return (
    <RowMenus
      label="Actions for the recording"
      keyRow={rows[index]}
      keyElement={() => document.getElementById(idOfRow(id, index))}
      rowAt={rowAt}
      itemsOf={(row) => menuOfRecordingRow(row, parts)}
      onOpen={({ key }) => focusOn(key)}
      button={button}
      onButtonClose={closeButton}
    >
      <RowTree
        {...{ id, label: 'Recordings', place: index }}
        className="recording-list"
        rowCount={rows.length}
        rowHeight={rowHeightPixels}
        renderRow={draw}
        handle={list}
        onKeyDown={onKeyDown}
        {...listeners}
      />
    </RowMenus>
  );
}

interface DrawnParts extends RecordingTreeProps {
  readonly id: string;
  readonly index: number;
  readonly list: RefObject<LongListHandle | null>;
  readonly menuKey: string | undefined;
}

/** Draws a row as it stands now. */
function useDrawnRecording({ id, rows, index, list, parts, menuKey }: DrawnParts) {
  const { state, actions } = parts;
  const active = useStore(state.tabs.store, (tabs) => tabs.active);
  const isReachable = useStore(state.status, (status) => status.state === 'open');
  const today = useToday();
  const namingOf = useRowNaming(state.sidebar, list);
  return (place: number, top: number): ReactNode => {
    const row = rows[place];
    if (!row) return null;
    const { key } = row;
    const recording = row.kind === 'recording' ? row.recording.id : null;
    return (
      <RecordingRowView
        {...{ id: idOfRow(id, place), row, top, today, isReachable }}
        isShown={recording !== null && active === keyOfTab({ kind: 'recording', id: recording })}
        isFocused={place === index}
        isMenuOpen={menuKey === key}
        naming={
          recording === null
            ? undefined
            : namingOf({ key, rename: (name) => actions.renameRecording(recording, name) })
        }
      />
    );
  };
}
