import type { ReactNode } from 'react';
import './statusDot.css';

/** The state of a connection as a mark: by shape as well as by colour. */
type DotState = 'idle' | 'connecting' | 'open' | 'waiting' | 'closing' | 'failed' | 'unknown';

export const dotWords: Readonly<Record<DotState, string>> = {
  idle: 'not open',
  connecting: 'connecting',
  open: 'open',
  waiting: 'waiting to connect again',
  closing: 'closing',
  failed: 'failed',
  unknown: 'unknown',
};

/** Hidden from screen readers: the element that it is in has the state in words, beside the dot or as its description. */
export function StatusDot({ state }: { state: DotState }): ReactNode {
  return <span className="status-dot" data-state={state} aria-hidden />;
}
