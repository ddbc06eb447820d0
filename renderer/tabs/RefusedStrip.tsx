import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ConnectionId } from '../../shared/model/ids.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import { showPane } from '../state/window/inspecting.ts';
import { showPart } from '../commands/panes.ts';
import { describeRefusal } from '../state/workspace/refusalWords.ts';
import { refusedCertificate } from '../state/workspace/trust.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorCode } from '../ui/ErrorCode.tsx';
import { Notice } from '../ui/Notice.tsx';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

interface RefusedStripProps {
  readonly id: ConnectionId;
  readonly session: SessionInfo;
  readonly parts: WorkbenchParts;
}

/** Whether a session ended, or is waiting, because the other side's certificate did not verify. */
export function wasRefused({ phase, tls }: SessionInfo): boolean {
  return (phase === 'failed' || phase === 'waiting') && tls?.verification === 'refused';
}

/** Why a certificate was refused, in short, and what can be done about it; the panel of the connection has the rest. */
export function RefusedStrip({ id, session, parts }: RefusedStripProps): ReactNode {
  const { facts } = useStore(parts.views.facts(session.id, null).store);
  const code = session.problem?.code ?? null;
  const certificate = refusedCertificate(facts);
  const showChain = (): void => {
    showPane(parts.views, parts.views.recordsOfSession(session.id), 'connection');
    showPart(document, 'chain');
  };
  return (
    <Notice
      tone="danger"
      text={
        <>
          {describeRefusal(code)}
          <ErrorCode code={code} />
        </>
      }
      action={
        certificate && (
          <>
            <Button data-command="connection.chain" onClick={showChain}>
              Show chain
            </Button>
            <Button
              title="Trust this certificate for this connection"
              data-command="connection.trust"
              onClick={() => parts.actions.askToTrust(id, certificate)}
            >
              Trust…
            </Button>
          </>
        )
      }
    />
  );
}
