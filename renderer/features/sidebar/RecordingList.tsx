import { Download, PenLine, Pin, Rows3, Trash2, TriangleAlert, ZapOff } from 'lucide-react';
import { useDeferredValue, useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { RecordingSummary } from '../../../shared/model/recording.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import { searchFor, searchText } from '../../state/base/search.ts';
import { keyOfTab } from '../../state/window/tabs.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import type { MenuItem } from '../../ui/Menu.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { StatusDot } from '../../ui/StatusDot.tsx';
import { ItemList, type ListItem } from './ItemList.tsx';
import { formatStart, formatStartInFull } from '../../state/base/startTime.ts';

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
  const active = useStore(state.tabs.store, (tabs) => tabs.active);
  const today = useToday();
  const isReachable = useStore(state.status, (status) => status.state === 'open');
  const matches = searchFor(search);
  const found = recordings.filter(({ name }) => matches(searchText(name)));
  if (found.length === 0) {
    return (
      <p className="sidebar-nothing">
        {recordings.length > 0
          ? 'No recording’s name matches.'
          : 'Everything you open is recorded here, from the first byte.'}
      </p>
    );
  }
  const byId = (id: string): RecordingSummary | undefined => found.find((recording) => recording.id === id);
  const withId = (act: (id: RecordingSummary['id']) => void) => (id: string) => {
    const recording = byId(id);
    if (recording) act(recording.id);
  };
  return (
    <ItemList
      label="Recordings"
      items={found.map((recording) => itemOf(recording, { active, today, isReachable }))}
      renaming={renaming}
      onRenaming={(id) => state.sidebar.setState({ renaming: id })}
      onOpen={withId(actions.showRecording)}
      onRename={(id, name) => withId((known) => actions.renameRecording(known, name))(id)}
      onDelete={withId(actions.askToDeleteRecording)}
      menuOf={(id) => {
        const recording = byId(id);
        return recording ? menuOfRecording(recording, state, actions) : [];
      }}
    />
  );
}

interface ShownBeside {
  readonly active: string | null;
  readonly today: Date;
  /** The engine can be reached. */
  readonly isReachable: boolean;
}

function itemOf(recording: RecordingSummary, { active, today, isReachable }: ShownBeside): ListItem {
  const { id, name, size, startedAt, interrupted } = recording;
  return {
    id,
    name,
    title: titleOf(recording),
    aside: (
      <>
        {interrupted ? (
          <span className="sidebar-interrupted">interrupted</span>
        ) : (
          <span className="sidebar-size">{formatBytes(size)}</span>
        )}
        <span className="sidebar-time">{formatStart(startedAt, today)}</span>
      </>
    ),
    mark: markOf(recording, isReachable),
    isShown: active === keyOfTab({ kind: 'recording', id }),
  };
}

function titleOf(recording: RecordingSummary): string {
  const { name, size, startedAt, liveSession, problem, interrupted, named } = recording;
  const lines = [name, `${formatStartInFull(startedAt)}, ${formatBytes(size)}`];
  if (liveSession !== null) lines.push('being recorded');
  if (interrupted) {
    lines.push(
      'interrupted: the program ended, or the file could not be written; what was recorded until then is here',
    );
  }
  lines.push(problem ?? keepingOf(named));
  return lines.join('\n');
}

function keepingOf(named: boolean): string {
  return named
    ? 'named: it stays when room is needed'
    : 'without a name: when room is needed, the oldest of these go';
}

function markOf(
  { liveSession, problem, interrupted, named }: RecordingSummary,
  isReachable: boolean,
): ReactNode {
  if (problem !== null) return <TriangleAlert size={14} aria-hidden className="sidebar-warning" />;
  if (liveSession !== null) return <StatusDot state={isReachable ? 'open' : 'unknown'} />;
  if (interrupted) return <ZapOff size={14} aria-hidden className="sidebar-warning" />;
  return named ? <Pin size={14} aria-hidden /> : <Rows3 size={14} aria-hidden />;
}

function menuOfRecording(
  { id, name, named, liveSession }: RecordingSummary,
  state: WorkbenchState,
  actions: WorkbenchActions,
): MenuItem[] {
  return [
    { label: 'Open', icon: <Rows3 size={16} />, run: () => actions.showRecording(id) },
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
      disabled: liveSession !== null,
      run: () => actions.exportRecording(id),
    },
    {
      label: 'Delete…',
      icon: <Trash2 size={16} />,
      keys: 'Delete',
      danger: true,
      disabled: liveSession !== null,
      separated: true,
      run: () => actions.askToDeleteRecording(id),
    },
  ];
}

/** The current day, checked every minute, so that yesterday's recordings are not shown as today's. */
function useToday(): Date {
  const [today, setToday] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => {
      const now = new Date();
      setToday((before) => (before.toDateString() === now.toDateString() ? before : now));
    }, 60_000);
    return () => clearInterval(timer);
  }, []);
  return today;
}
