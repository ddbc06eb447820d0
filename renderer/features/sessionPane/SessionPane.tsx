import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout, type GroupProps } from 'react-resizable-panels';
import { PaneHeight } from '../../ui/paneHeight.ts';
import { joinClasses } from '../../ui/joinClasses.ts';
import { useHeightBelow } from './useHeightBelow.ts';
import { pressInLarge, useLargeFocus, type LargePane } from './useLargeFocus.ts';
import './sessionPane.css';

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

/** The layout of a session's panes. All sessions share the remembered sizes. */
export function SessionPane({
  peers,
  timeline,
  inspector,
  large,
  below,
  belowId = 'composer',
  belowName = 'Composer',
  belowSize = 96,
}: SessionPaneProps): ReactNode {
  const panes = useRef<HTMLDivElement>(null);
  useLargeFocus(panes, large.isLarge);
  const height = useHeightBelow(panes, belowId, belowSize);
  const across = useRememberedLayout(
    'across',
    inspector === undefined ? ['timeline'] : ['timeline', 'inspector'],
  );
  return (
    <Group
      orientation="vertical"
      className={joinClasses('session-pane', large.isLarge && 'is-large')}
      elementRef={panes}
      onLayoutChanged={height.onLayoutChanged}
    >
      <Panel id="records" minSize={96}>
        <Group orientation="horizontal" {...across}>
          <Panel id="timeline" minSize={240}>
            <Pane name="timeline">{timeline}</Pane>
          </Panel>
          {inspector !== undefined && (
            <>
              <Separator className="split split-across" />
              <Panel id="inspector" defaultSize="36%" minSize={240}>
                <Aside
                  peers={peers}
                  inspector={inspector}
                  onKeyDown={(event) => pressInLarge(event, large)}
                />
              </Panel>
            </>
          )}
        </Group>
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
            id={belowId}
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
  );
}

/** The inspector, with the peers above it: beside the timeline they would take width, which the timeline needs more. */
interface AsideProps extends Pick<SessionPaneProps, 'peers' | 'inspector'> {
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function Aside({ peers, inspector, onKeyDown }: AsideProps): ReactNode {
  const layout = useRememberedLayout('aside', ['peers', 'inspected']);
  const inspected = (
    <Pane name="inspector" onKeyDown={onKeyDown}>
      {inspector}
    </Pane>
  );
  if (peers === undefined) return inspected;
  return (
    <Group orientation="vertical" {...layout}>
      <Panel id="peers" defaultSize="36%" minSize={84}>
        <Pane name="peers">{peers}</Pane>
      </Panel>
      <Separator className="split split-down" />
      <Panel id="inspected" minSize={120}>
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

function useRememberedLayout(
  id: string,
  panelIds: string[],
): Pick<GroupProps, 'defaultLayout' | 'onLayoutChanged'> {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: `wirebench.${id}`,
    panelIds,
    storage: localStorage,
  });
  return { ...(defaultLayout && { defaultLayout }), onLayoutChanged };
}
