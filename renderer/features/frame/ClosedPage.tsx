import type { ReactNode } from 'react';
import { Mark } from './Mark.tsx';
import './frame.css';

/** Stands in the place of the whole workbench when there is no way in. */
export function ClosedPage({ reason }: { reason: string | null }): ReactNode {
  return (
    <main className="full-page">
      <div role="alert">
        <Mark />
        <h1>Wirebench does not know this page</h1>
        <p>{reason}</p>
        <p>
          That address ends with <span className="mono">#token=…</span> and is a new one after each start.
        </p>
      </div>
    </main>
  );
}
