import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { Sentence } from '../../ui/Sentence.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';

/** The files of the workspace that could not be read, each with the line of its problem, and the problem. */
export function ProblemList({ state }: { state: WorkbenchState }): ReactNode {
  const ofConnections = useStore(state.connections.store, (known) => known.problems);
  const ofMessages = useStore(state.messages.store, (known) => known.problems);
  const problems = [...ofConnections, ...ofMessages];
  if (problems.length === 0) return null;
  return (
    <ul aria-label="Files with a problem" className="sidebar-problems">
      {problems.map(({ file, line, column, message }) => (
        <li key={file}>
          <TriangleAlert size={14} aria-hidden className="sidebar-warning" />
          <div>
            <span className="mono">
              <VisibleText text={file === '' ? 'connections' : file} />
            </span>
            {line !== null && `, line ${line}`}
            {column !== null && `, column ${column}`}
            <p>
              <Sentence text={message} />
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
