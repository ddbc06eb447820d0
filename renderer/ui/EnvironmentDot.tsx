import type { ReactNode } from 'react';
import type { Environment } from '../../shared/model/environment.ts';
import './environmentDot.css';

/** The colour of an environment; its name stands beside it. */
export function EnvironmentDot({ colour }: { readonly colour: Environment['colour'] }): ReactNode {
  return colour === 'none' ? null : <span className={`environment-dot environment-${colour}`} aria-hidden />;
}
