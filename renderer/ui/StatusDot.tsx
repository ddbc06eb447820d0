import type { ReactNode } from 'react';
import './statusDot.css';

/** How a connection stands, as a mark: by shape as well as by colour. */
export type DotState = 'idle' | 'connecting' | 'open' | 'closing' | 'failed';

const words: Readonly<Record<DotState, string>> = {
  idle: 'not open',
  connecting: 'connecting',
  open: 'open',
  closing: 'closing',
  failed: 'failed',
};

/** `spoken`: also said to those who listen, where no words beside it say the same. */
export function StatusDot({ state, spoken = false }: { state: DotState; spoken?: boolean }): ReactNode {
  return (
    <span className="status-dot" data-state={state} {...(spoken ? {} : { 'aria-hidden': true })}>
      {spoken && <span className="spoken">{words[state]}</span>}
    </span>
  );
}
