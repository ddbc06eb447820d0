import { nounOfRecorded } from '../../shared/model/endpointKinds.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import { describeKeepLimit, keepNewest } from '../state/sessions/keeping.ts';
import type { WorkbenchState } from '../state/window/workbench.ts';
import type { MenuItem } from '../ui/Menu.tsx';

/** The menu of how much a running session keeps. */
export function keepMenu(
  session: SessionInfo,
  { client, toasts }: Pick<WorkbenchState, 'client' | 'toasts'>,
  askHowMuch: () => void,
  clear: () => void,
): MenuItem[] {
  const { keep } = session;
  return [
    {
      label: 'Keep everything',
      checked: keep === null,
      run: () => toasts.run(() => keepNewest(client, session, null)),
    },
    {
      label:
        keep === null
          ? 'Keep only the newest…'
          : `Keep ${describeKeepLimit(keep, nounOfRecorded(session.endpoint.kind))}…`,
      checked: keep !== null,
      run: askHowMuch,
    },
    { label: 'Clear…', separated: true, danger: true, disabled: session.records < session.first, run: clear },
  ];
}
