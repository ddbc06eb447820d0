import type { ReactNode } from 'react';
import { Mark } from './Mark.tsx';
import { Sentence } from '../../ui/Sentence.tsx';
import './window.css';

/** Replaces the whole workbench when the host does not admit this page. */
export function ClosedPage({ reason }: { reason: string | null }): ReactNode {
  return (
    <main className="full-page">
      <div role="alert">
        <Mark />
        <h1>Wirebench does not know this page</h1>
        <p>{reason !== null && <Sentence text={reason} />}</p>
        <p>
          That address ends with <span className="mono">#token=…</span> and changes with each start.
        </p>
      </div>
    </main>
  );
}
