import type { ReactNode } from 'react';
import './emptyState.css';

interface EmptyStateProps {
  /** What appears here. */
  readonly what: ReactNode;
  /** How to make it appear. */
  readonly how?: ReactNode;
  /** A button that makes it appear. */
  readonly action?: ReactNode;
  /** The key for it, as in `Ctrl Enter`. */
  readonly keys?: string | undefined;
  /** Another way, beside them. */
  readonly also?: ReactNode;
}

/** The content of an empty pane: what appears here, how to make it appear, and a button or key for it. */
export function EmptyState({ what, how, action, keys, also }: EmptyStateProps): ReactNode {
  return (
    <div className="empty-state">
      <p className="empty-what">{what}</p>
      {how !== undefined && <p className="empty-how">{how}</p>}
      {(action !== undefined || keys !== undefined) && (
        <div className="empty-do">
          {action}
          {keys !== undefined && <kbd>{keys}</kbd>}
          {also}
        </div>
      )}
    </div>
  );
}
