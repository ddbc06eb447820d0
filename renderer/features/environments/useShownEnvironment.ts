import { useState } from 'react';
import type { SavedEnvironment } from '../../../shared/model/environment.ts';
import type { EnvironmentId } from '../../../shared/model/ids.ts';
import { unreadBase } from '../../state/workspace/environments.ts';

interface ShownEnvironment {
  readonly environment: SavedEnvironment;
  /** True where it is shown as it was last, because it is not in the workspace any more. */
  readonly isGone: boolean;
}

/** The chosen environment. One that another window or program deletes stays, so that what was typed is not lost with it. */
export function useShownEnvironment(
  all: readonly SavedEnvironment[],
  chosen: EnvironmentId,
): ShownEnvironment {
  const found = all.find(({ id }) => id === chosen);
  const [last, setLast] = useState(found);
  if (found !== undefined && found !== last) setLast(found);
  const kept = last?.id === chosen ? last : undefined;
  return {
    environment: found ?? kept ?? all[0] ?? unreadBase,
    isGone: found === undefined && kept !== undefined,
  };
}
