import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { SessionInfo } from '../../shared/model/session.ts';
import { FactsLine } from '../features/connection/FactsLine.tsx';
import { factsActions } from './factsActions.ts';
import { SessionRecords } from './SessionRecords.tsx';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

/** The session of a replay, for viewing. */
export function SessionTab({ session, parts }: { session: SessionInfo; parts: WorkbenchParts }): ReactNode {
  const isReachable = useStore(parts.state.status, (status) => status.state === 'open');
  return (
    <>
      <FactsLine
        endpoint={session.endpoint}
        session={session}
        problem={null}
        isReachable={isReachable}
        {...factsActions(session, parts)}
      />
      <SessionRecords key={session.id} session={session} parts={parts} />
    </>
  );
}
