import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout, type GroupProps } from 'react-resizable-panels';
import './sessionPane.css';

interface SessionPaneProps {
  /** The list of peers, where there can be several. */
  readonly peers?: ReactNode;
  readonly timeline: ReactNode;
  /** Without it there is nothing to inspect yet. */
  readonly inspector?: ReactNode;
  /** The composer, or other content below. */
  readonly below?: ReactNode;
  /** The id under which the size of the pane below is remembered, and its initial height in pixels. */
  readonly belowId?: string;
  readonly belowSize?: number;
}

/** The layout of a session's panes. All sessions share the remembered sizes. */
export function SessionPane({
  peers,
  timeline,
  inspector,
  below,
  belowId = 'composer',
  belowSize = 204,
}: SessionPaneProps): ReactNode {
  const down = useRememberedLayout('down', below === undefined ? ['records'] : ['records', belowId]);
  const across = useRememberedLayout(
    'across',
    inspector === undefined ? ['timeline'] : ['timeline', 'inspector'],
  );
  return (
    <Group orientation="vertical" className="session-pane" {...down}>
      <Panel id="records" minSize={120}>
        <Group orientation="horizontal" {...across}>
          <Panel id="timeline" minSize={240}>
            <Pane name="timeline">{timeline}</Pane>
          </Panel>
          {inspector !== undefined && (
            <>
              <Separator className="split split-across" />
              <Panel id="inspector" defaultSize="36%" minSize={240}>
                <Aside peers={peers} inspector={inspector} />
              </Panel>
            </>
          )}
        </Group>
      </Panel>
      {below !== undefined && (
        <>
          <Separator className="split split-down" />
          <Panel id={belowId} defaultSize={belowSize} minSize={112} groupResizeBehavior="preserve-pixel-size">
            <Pane name={belowId}>{below}</Pane>
          </Panel>
        </>
      )}
    </Group>
  );
}

/** The inspector, with the peers above it: beside the timeline they would take width, which the timeline needs more. */
function Aside({ peers, inspector }: Pick<SessionPaneProps, 'peers' | 'inspector'>): ReactNode {
  const layout = useRememberedLayout('aside', ['peers', 'inspected']);
  if (peers === undefined) return <Pane name="inspector">{inspector}</Pane>;
  return (
    <Group orientation="vertical" {...layout}>
      <Panel id="peers" defaultSize="36%" minSize={84}>
        <Pane name="peers">{peers}</Pane>
      </Panel>
      <Separator className="split split-down" />
      <Panel id="inspected" minSize={120}>
        <Pane name="inspector">{inspector}</Pane>
      </Panel>
    </Group>
  );
}

function Pane({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div className="pane" data-pane={name}>
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
