import { useCallback, useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { searchFor } from '../../state/base/search.ts';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { foundRecordingRows, recordingRows } from '../../state/workspace/recordingRows.ts';
import { searchedOf } from '../../state/workspace/recordingWords.ts';
import { formatKeys } from '../../ui/keys.ts';
import { Notice } from '../../ui/Notice.tsx';
import { RecordingTree } from './RecordingTree.tsx';

interface RecordingListProps {
  readonly state: WorkbenchState;
  readonly actions: WorkbenchActions;
}

/** The recordings, below what keeps them from being read. */
export function RecordingList({ state, actions }: RecordingListProps): ReactNode {
  const { recordings, isLoaded, problem, failure } = useStore(state.recordings.store);
  if (failure !== null) return <Notice tone="danger" text={failure} />;
  if (!isLoaded) return null;
  return (
    <>
      {problem !== null && <Notice tone="danger" text={problem} />}
      {(recordings.length > 0 || problem === null) && <ReadRecordings state={state} actions={actions} />}
    </>
  );
}

function ReadRecordings({ state, actions }: RecordingListProps): ReactNode {
  const recordings = useStore(state.recordings.store, (known) => known.recordings);
  const search = useDeferredValue(useStore(state.sidebar, (sidebar) => sidebar.search));
  const renaming = useStore(state.sidebar, (sidebar) => sidebar.renaming);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const fold = useCallback((key: string, isOpen: boolean) => {
    setOpened((before) => {
      const after = new Set(before);
      if (isOpen) after.add(key);
      else after.delete(key);
      return after;
    });
  }, []);
  const rows = useMemo(() => {
    if (search.trim() !== '') {
      const matches = searchFor(search);
      return foundRecordingRows(recordings.filter((recording) => matches(searchedOf(recording))));
    }
    return recordingRows(
      recordings,
      (key, attempts) => opened.has(key) || attempts.some(({ id }) => id === renaming),
    );
  }, [recordings, search, opened, renaming]);
  if (rows.length > 0) return <RecordingTree rows={rows} parts={{ state, actions, fold }} />;
  if (recordings.length > 0) return <p className="sidebar-nothing">No results.</p>;
  return (
    <p className="sidebar-nothing">
      Every session is recorded here, from the first byte: open a connection ({formatKeys('Alt+Enter')}), or a
      .wbs file.
    </p>
  );
}
