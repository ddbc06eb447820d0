import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { WorkbenchState } from '../../state/workbench.ts';
import { Notice } from '../../ui/Notice.tsx';

/** Says that the engine cannot be reached. Its sockets stay open meanwhile: they are its own. */
export function LostStrip({ state }: { state: WorkbenchState }): ReactNode {
  const status = useStore(state.status);
  if (status.state !== 'lost') return null;
  const reason = status.reason?.replace(/\.$/, '') ?? 'no reason was given';
  return (
    <Notice
      tone="warning"
      className="lost-strip"
      text={`The way to the engine is lost: ${reason}. Trying again; what is open there stays open.`}
    />
  );
}
