import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import { focusOpenButton } from '../commands/panes.ts';
import type { WorkbenchState } from '../state/window/workbench.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorCode } from '../ui/ErrorCode.tsx';
import { Notice } from '../ui/Notice.tsx';
import { VisibleText } from '../ui/VisibleText.tsx';

/** Whether a session could not be opened because another one of this program has its port or path. */
export function isPlaceTaken({ phase, problem }: SessionInfo): boolean {
  return (phase === 'failed' || phase === 'waiting') && problem?.heldBy !== undefined;
}

/** Which session has the place that this one wanted, and the way there. */
export function PortTakenStrip({
  session,
  state,
}: {
  session: SessionInfo;
  state: WorkbenchState;
}): ReactNode {
  const holder = useStore(state.sessions.store, ({ sessions }) =>
    sessions.find(({ id }) => id === session.problem?.heldBy),
  );
  const folder = holder?.connectionId ? (state.connections.known(holder.connectionId)?.folder ?? '') : '';
  const code = session.problem?.code ?? null;
  const goTo = ({ id, connectionId }: SessionInfo): void => {
    state.tabs.open(
      connectionId === null ? { kind: 'session', id } : { kind: 'connection', id: connectionId },
    );
    // What has the port can be stopped there.
    requestAnimationFrame(() => focusOpenButton(document));
  };
  return (
    <Notice
      tone="danger"
      text={
        <>
          <VisibleText text={session.reason ?? ''} />
          <ErrorCode code={code} />
        </>
      }
      action={
        holder && (
          <Button onClick={() => goTo(holder)}>
            Go to “{visibleLine(holder.name)}”{folder !== '' && ` in ${visibleLine(folder)}`}
          </Button>
        )
      }
    />
  );
}
