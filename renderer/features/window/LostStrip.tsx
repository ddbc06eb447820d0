import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { Sentence } from '../../ui/Sentence.tsx';

/** Says that the engine cannot be reached. It is in the top bar, where it moves nothing. */
export function LostStrip({ state }: { state: WorkbenchState }): ReactNode {
  const status = useStore(state.status);
  if (status.state !== 'lost') return null;
  const reason = status.reason?.replace(/\.$/, '') ?? 'no reason was given';
  const sentence = `The connection to the engine is lost: ${reason}. Trying again.`;
  return (
    <div role="status" className="lost-strip" title={sentence}>
      <TriangleAlert size={14} aria-hidden />
      <span>
        <Sentence text={sentence} />
      </span>
    </div>
  );
}
