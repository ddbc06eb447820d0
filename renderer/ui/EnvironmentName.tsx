import type { ReactNode } from 'react';
import { isolated } from '../../shared/bytes/visibleText.ts';
import type { Environment } from '../../shared/model/environment.ts';
import { EnvironmentDot } from './EnvironmentDot.tsx';
import { VisibleText } from './VisibleText.tsx';

interface EnvironmentNameProps {
  /** The active one; null for none, of which nothing is shown. */
  readonly environment: Pick<Environment, 'name' | 'colour'> | null;
}

/** Stands wherever a person sends something, so that nobody sends to the wrong place by mistake. */
export function EnvironmentName({ environment }: EnvironmentNameProps): ReactNode {
  if (environment === null) return null;
  return (
    <span className="environment-name" title={isolated(environment.name)}>
      <EnvironmentDot colour={environment.colour} />
      <span className="environment-name-text">
        <VisibleText text={environment.name} />
      </span>
    </span>
  );
}
