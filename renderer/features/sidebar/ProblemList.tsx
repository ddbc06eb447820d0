import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ConnectionStore } from '../../state/workspace/connections.ts';

/** The files of the workspace that could not be read, each with the line of its problem, and the problem. */
export function ProblemList({ connections }: { connections: ConnectionStore }): ReactNode {
  const problems = useStore(connections.store, (state) => state.problems);
  if (problems.length === 0) return null;
  return (
    <ul aria-label="Files with a problem" className="sidebar-problems">
      {problems.map(({ file, line, column, message }) => (
        <li key={file}>
          <TriangleAlert size={14} aria-hidden className="sidebar-warning" />
          <div>
            <span className="mono">{file}</span>
            {line !== null && `, line ${line}`}
            {column !== null && `, column ${column}`}
            <p>{message}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
