import type { ReactNode } from 'react';
import './statusDot.css';

/** How a connection stands, as a mark: by shape as well as by colour. */
export type DotState = 'idle' | 'connecting' | 'open' | 'waiting' | 'closing' | 'failed';

export const dotWords: Readonly<Record<DotState, string>> = {
  idle: 'not open',
  connecting: 'connecting',
  open: 'open',
  waiting: 'waiting to connect again',
  closing: 'closing',
  failed: 'failed',
};

/** Those who listen are told in words beside it, or in the description of what it stands at. */
export function StatusDot({ state }: { state: DotState }): ReactNode {
  return <span className="status-dot" data-state={state} aria-hidden />;
}
