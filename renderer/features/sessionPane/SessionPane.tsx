import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Group, Panel, Separator, usePanelRef } from 'react-resizable-panels';
import { joinClasses } from '../../ui/joinClasses.ts';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { PaneHeight } from '../../ui/paneHeight.ts';
import { keptHeight, leastHeights } from './leastHeights.ts';
import { useHeightBelow } from './useHeightBelow.ts';
import { pressInLarge, useLargeFocus, type LargePane } from './useLargeFocus.ts';
import { usePaneIds } from './usePaneIds.ts';
import { usePaneSize } from './usePaneSize.ts';
import { useRememberedLayout } from './useRememberedLayout.ts';
import './sessionPane.css';
import '../../ui/split.css';

interface SessionPaneProps {
  /** The list of peers, where there can be several. */
  readonly peers?: ReactNode;
  readonly timeline: ReactNode;
  /** Without it there is nothing to inspect yet. */
  readonly inspector?: ReactNode;
  /** Whether the inspector covers the other panes. */
  readonly large: LargePane;
  /** The composer, or other content below. */
  readonly below?: ReactNode;
  /** The id under which the height of the pane below is remembered. */
  readonly belowId?: string;
  /** Its name for people. */
  readonly belowName?: string;
  /** Its height in pixels until its content says what it wants. */
  readonly belowSize?: number;
}

/** 900 px: an inspector with sixteen bytes in a row takes 500 of them, and a list beside it needs the others. */
const narrowPixels = 900;
/** 500 px: sixteen bytes in a row, and a scrollbar. */
const inspectorPixels = 500;

/** The panes of a session. All sessions share the sizes that a person gave them; a narrow window has its own. */
export function SessionPane(props: SessionPaneProps): ReactNode {
  const { large } = props;
  const panes = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow(panes, narrowPixels);
  useLargeFocus(panes, large.isLarge);
  return (
    <div ref={panes} className={joinClasses('session-pane', large.isLarge && 'is-large')}>
      {isNarrow !== null && <Panes {...props} isNarrow={isNarrow} />}
    </div>
  );
}

interface PanesProps extends SessionPaneProps {
  readonly isNarrow: boolean;
}

/** The records, and what is below them. Where the window has less height than they need, they scroll with the tab. */
function Panes(props: PanesProps): ReactNode {
  const { below, belowId = 'composer', belowName = 'Composer', belowSize = 96, isNarrow, large } = props;
  const group = useRef<HTMLDivElement>(null);
  // The height of what is below is the same however wide the window is.
  const id = usePaneIds(false);
  const kept = (isNarrow ? 2 : 1) * keptHeight;
  const height = useHeightBelow(group, { id: id(belowId), usual: belowSize, kept });
  const { records } = leastHeights(props, isNarrow);
  const least = records + (below === undefined ? 0 : height.least + 1);
  return (
    <div className="session-panes" style={{ minHeight: large.isLarge ? 0 : least }}>
      <Group orientation="vertical" elementRef={group} onLayoutChanged={height.onLayoutChanged}>
        <Panel id={id('records')} minSize={records}>
          {isNarrow ? <RecordsBelow {...props} /> : <RecordsBeside {...props} />}
        </Panel>
        {below !== undefined && (
          <>
            <Separator
              className="split split-down"
              aria-label={`Height of the ${belowName.toLowerCase()}`}
              disableDoubleClick
              onDoubleClick={height.forget}
            />
            <Panel
              id={id(belowId)}
              panelRef={height.panel}
              defaultSize={height.first}
              minSize={height.least}
              groupResizeBehavior="preserve-pixel-size"
            >
              <PaneHeight value={height.want}>
                <Pane name={belowId}>{below}</Pane>
              </PaneHeight>
            </Panel>
          </>
        )}
      </Group>
    </div>
  );
}

/** The list, and the inspector beside it. */
function RecordsBeside(props: PanesProps): ReactNode {
  const { timeline, inspector } = props;
  const group = useRef<HTMLDivElement>(null);
  const panel = usePanelRef();
  const id = usePaneIds(false);
  const width = usePaneSize(group, id('inspector'), 'offsetWidth');
  const forget = (): void => {
    width.forget();
    panel.current?.resize(inspectorPixels);
  };
  return (
    <Group orientation="horizontal" elementRef={group} onLayoutChanged={width.onLayoutChanged}>
      <Panel id={id('timeline')} minSize={240}>
        <Pane name="timeline">{timeline}</Pane>
      </Panel>
      {inspector !== undefined && (
        <>
          <Separator
            className="split split-across"
            aria-label="Size of the list"
            disableDoubleClick
            onDoubleClick={forget}
          />
          <Panel
            id={id('inspector')}
            panelRef={panel}
            defaultSize={width.set ?? inspectorPixels}
            minSize={320}
            groupResizeBehavior="preserve-pixel-size"
          >
            <Aside {...props} />
          </Panel>
        </>
      )}
    </Group>
  );
}

/** The list, and the inspector below it where there is little width. */
function RecordsBelow(props: PanesProps): ReactNode {
  const { timeline, inspector } = props;
  const least = leastHeights(props, true);
  const id = usePaneIds(true);
  const ids = [id('timeline'), id('inspector')] as const;
  const { layout, forget } = useRememberedLayout('records', inspector === undefined ? [ids[0]] : [...ids]);
  return (
    <Group orientation="vertical" {...layout}>
      <Panel id={ids[0]} minSize={least.timeline}>
        <Pane name="timeline">{timeline}</Pane>
      </Panel>
      {inspector !== undefined && (
        <>
          <Separator className="split split-down" aria-label="Size of the list" onDoubleClick={forget} />
          <Panel id={ids[1]} defaultSize="50%" minSize={least.inspector}>
            <Aside {...props} />
          </Panel>
        </>
      )}
    </Group>
  );
}

/** The inspector, with the peers above it: beside the timeline they would take width, which the timeline needs more. */
function Aside({ peers, inspector, large, isNarrow }: PanesProps): ReactNode {
  const id = usePaneIds(isNarrow);
  const { layout, forget } = useRememberedLayout('aside', [id('peers'), id('inspected')]);
  const inspected = (
    <Pane name="inspector" onKeyDown={(event) => pressInLarge(event, large)}>
      {inspector}
    </Pane>
  );
  if (peers === undefined) return inspected;
  return (
    <Group orientation="vertical" {...layout}>
      <Panel id={id('peers')} defaultSize="36%" minSize={84}>
        <Pane name="peers">{peers}</Pane>
      </Panel>
      <Separator className="split split-down" aria-label="Height of the peers" onDoubleClick={forget} />
      <Panel id={id('inspected')} minSize={120}>
        {inspected}
      </Panel>
    </Group>
  );
}

interface PaneProps {
  readonly name: string;
  readonly children: ReactNode;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

function Pane({ name, children, onKeyDown }: PaneProps): ReactNode {
  return (
    // The keys are those that its content does not use.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="pane" data-pane={name} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}
