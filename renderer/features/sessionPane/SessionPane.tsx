import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import './sessionPane.css';

export interface SessionPaneProps {
  /** Who one talks to, where that can be several. */
  readonly peers?: ReactNode;
  readonly timeline: ReactNode;
  readonly inspector: ReactNode;
  /** Where one writes, or what else belongs below. */
  readonly below?: ReactNode;
  /** What stands below, for its size to be remembered apart from others. */
  readonly belowId?: string;
}

/** The places of the panes of a session. Their sizes are remembered for all sessions alike. */
export function SessionPane({
  peers,
  timeline,
  inspector,
  below,
  belowId = 'composer',
}: SessionPaneProps): ReactNode {
  const hasPeers = peers !== undefined;
  const across = useDefaultLayout({
    id: 'wirebench.across',
    panelIds: hasPeers ? ['peers', 'timeline', 'inspector'] : ['timeline', 'inspector'],
    storage: localStorage,
  });
  const down = useDefaultLayout({
    id: 'wirebench.down',
    panelIds: below === undefined ? ['records'] : ['records', belowId],
    storage: localStorage,
  });
  return (
    <Group
      orientation="vertical"
      className="session-pane"
      {...(down.defaultLayout && { defaultLayout: down.defaultLayout })}
      onLayoutChanged={down.onLayoutChanged}
    >
      <Panel id="records" minSize={120}>
        <Group
          orientation="horizontal"
          {...(across.defaultLayout && { defaultLayout: across.defaultLayout })}
          onLayoutChanged={across.onLayoutChanged}
        >
          {hasPeers && (
            <>
              <Panel id="peers" defaultSize={260} minSize={160} groupResizeBehavior="preserve-pixel-size">
                {peers}
              </Panel>
              <Separator className="split split-across" />
            </>
          )}
          <Panel id="timeline" minSize={240}>
            <div className="pane" data-pane="timeline">
              {timeline}
            </div>
          </Panel>
          <Separator className="split split-across" />
          <Panel id="inspector" defaultSize="40%" minSize={240}>
            <div className="pane" data-pane="inspector">
              {inspector}
            </div>
          </Panel>
        </Group>
      </Panel>
      {below !== undefined && (
        <>
          <Separator className="split split-down" />
          <Panel id={belowId} defaultSize={188} minSize={112} groupResizeBehavior="preserve-pixel-size">
            <div className="pane" data-pane={belowId}>
              {below}
            </div>
          </Panel>
        </>
      )}
    </Group>
  );
}
