import type { ReactNode } from 'react';
import './emptyState.css';

export interface EmptyStateProps {
  /** What appears here. */
  readonly what: ReactNode;
  /** How to make it appear. */
  readonly how?: ReactNode;
  /** A button that does it. */
  readonly action?: ReactNode;
  /** Which key does it, as in `Ctrl Enter`. */
  readonly keys?: string | undefined;
}

/** Answers the three questions of an empty pane. */
export function EmptyState({ what, how, action, keys }: EmptyStateProps): ReactNode {
  return (
    <div className="empty-state">
      <p className="empty-what">{what}</p>
      {how !== undefined && <p className="empty-how">{how}</p>}
      {(action !== undefined || keys !== undefined) && (
        <div className="empty-do">
          {action}
          {keys !== undefined && <kbd>{keys}</kbd>}
        </div>
      )}
    </div>
  );
}
