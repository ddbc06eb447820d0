import { useCallback, useMemo, useRef, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { CompletionContext } from '../../shared/filter/completion.ts';
import { parseFilter } from '../../shared/filter/parseFilter.ts';
import type { Endpoint } from '../../shared/model/connection.ts';
import { nounOfRecorded } from '../../shared/model/endpointKinds.ts';
import { TrafficChart } from '../features/chart/TrafficChart.tsx';
import { FilterField } from '../features/filter/FilterField.tsx';
import { GoTo } from '../features/timeline/GoTo.tsx';
import { MatchSteps } from '../features/timeline/MatchSteps.tsx';
import { TableMenuButton } from '../features/timeline/TableMenuButton.tsx';
import { Timeline } from '../features/timeline/Timeline.tsx';
import { TimelineBar } from '../features/timeline/TimelineBar.tsx';
import { recordKeys } from '../commands/recordCommands.ts';
import { completionFor } from '../state/records/filterCompletion.ts';
import { stretchIn, withStretch } from '../state/records/filterBrush.ts';
import { focusTimeline } from '../commands/panes.ts';
import type { RecordView, RecordViewState } from '../state/records/recordView.ts';
import type { MenuItem } from '../ui/Menu.tsx';
import { keepTable, rowActions } from './rowActions.ts';
import type { TableWords } from '../state/window/tableTexts.ts';
import { useKeptFilter } from './useKeptFilter.ts';
import { useShownTimes } from './useShownTimes.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

interface RecordsPaneProps {
  readonly view: RecordView;
  readonly parts: WorkbenchParts;
  readonly endpoint: Endpoint;
  /** When the session began, in microseconds since the epoch. */
  readonly startedAt: number;
  /** When it ended; null while it goes on. */
  readonly endedAt: number | null;
  readonly peers: CompletionContext['peers'];
  readonly peerAddress: (peer: number) => string;
  readonly emptyHint: ReactNode;
  /** The actions on a running session. */
  readonly menu?: readonly MenuItem[];
}

const noMenu: readonly MenuItem[] = [];

/** The records of a session or recording: the filter, the list, and below it the traffic, since rows begin as high as they can. */
export function RecordsPane(props: RecordsPaneProps): ReactNode {
  const { view, parts, endpoint, startedAt, endedAt, peerAddress, emptyHint, menu = noMenu } = props;
  useKeptFilter(view, parts);
  const isChartShown = useStore(parts.chartShown);
  const pane = useRef<HTMLDivElement>(null);
  const toTimeline = (): void => focusTimeline(pane.current);
  const rows = useMemo(() => rowActions(parts, view), [parts, view]);
  const onTable = useCallback((words: TableWords | null) => keepTable(parts, view, words), [parts, view]);
  return (
    <div ref={pane} className="records-pane">
      <TimelineBar
        view={view}
        filterField={<RecordFilterField {...props} onLeave={toTimeline} />}
        goTo={<GoTo view={view} startedAt={startedAt} keys={recordKeys.goTo} onThere={toTimeline} />}
        tableMenu={<TableMenuButton view={view} layout={parts.tableLayout} endpoint={endpoint} />}
        isChartShown={isChartShown}
        onChart={(shown) => parts.chartShown.setState(shown, true)}
        menu={menu}
      />
      <div className="records-list">
        <Timeline
          view={view}
          subject={{ endpoint, startedAt, endedAt, peers: props.peers, peerAddress }}
          layout={parts.tableLayout}
          rows={rows}
          onTable={onTable}
          emptyHint={emptyHint}
        />
      </div>
      {isChartShown && <RecordsChart view={view} parts={parts} endpoint={endpoint} startedAt={startedAt} />}
    </div>
  );
}

function RecordFilterField(props: RecordsPaneProps & { readonly onLeave: () => void }): ReactNode {
  const { view, parts, endpoint, peers, onLeave } = props;
  const { text, progress } = useStore(view.filter.store);
  const hasSeveralPeers = useStore(view.store, (state) => state.hasSeveralPeers);
  const completion = useMemo(
    () => completionFor(endpoint, peers, hasSeveralPeers),
    [endpoint, peers, hasSeveralPeers],
  );
  return (
    <FilterField
      value={text}
      onValue={(typed) => view.filter.setText(typed)}
      problem={progress?.problem ?? null}
      // Enter applies a new filter at once; pressed again, it steps through the matches.
      onSubmit={(backwards) => {
        if (parseFilter(text).ok && !view.filter.apply()) void view.step(backwards ? 'previous' : 'next');
      }}
      onLeave={onLeave}
      completion={completion}
      history={parts.filterHistory}
      status={<MatchSteps view={view} nextKeys={recordKeys.next} previousKeys={recordKeys.previous} />}
      placeholder="filter…"
    />
  );
}

const secondUs = 1_000_000;

/** Traffic is counted in seconds: the first one that has nothing hidden in it, or null where nothing is hidden. */
function sinceHidden({ hidden, hiddenUntil }: RecordViewState): number | null {
  if (hidden === 0 || hiddenUntil === null) return null;
  return (Math.floor(hiddenUntil / secondUs) + 1) * secondUs;
}

type RecordsChartProps = Pick<RecordsPaneProps, 'view' | 'parts' | 'endpoint' | 'startedAt'>;

function RecordsChart({ view, parts, endpoint, startedAt }: RecordsChartProps): ReactNode {
  const { client, toasts } = parts.state;
  const text = useStore(view.filter.store, (state) => state.text);
  const shown = useShownTimes(view);
  const since = useStore(view.store, sinceHidden);
  const marks = useStore(view.marks.store, (state) => state.marks);
  return (
    <TrafficChart
      noun={nounOfRecorded(endpoint.kind)}
      client={client}
      source={view.source}
      live={view.live}
      since={since}
      brush={stretchIn(text, startedAt)}
      onBrush={(stretch) => view.filter.setText(withStretch(text, stretch, startedAt))}
      onJump={(us) => toasts.run(() => view.goTo({ kind: 'time', us }))}
      marks={marks}
      onMark={(seq) => toasts.run(() => view.goTo({ kind: 'number', seq }))}
      shownFrom={shown?.from ?? null}
      shownTo={shown?.to ?? null}
    />
  );
}
