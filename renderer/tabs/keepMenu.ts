import { nounOfRecorded } from '../../shared/model/endpointKinds.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import { clearKeys } from '../commands/recordCommands.ts';
import { describeKeepLimit, keepNewest } from '../state/sessions/keeping.ts';
import type { WorkbenchState } from '../state/window/workbench.ts';
import { formatKeys } from '../ui/keys.ts';
import type { MenuItem } from '../ui/Menu.tsx';

interface KeepActions {
  /** Hides what there is so far. */
  readonly clear: () => void;
  readonly askHowMuch: () => void;
  readonly deleteAll: () => void;
}

/** The menu of a running session: what the list shows of it, and how much of it is kept. */
export function keepMenu(
  session: SessionInfo,
  { client, toasts }: Pick<WorkbenchState, 'client' | 'toasts'>,
  { askHowMuch, clear, deleteAll }: KeepActions,
): MenuItem[] {
  const { keep } = session;
  return [
    { label: 'Clear the view', keys: formatKeys(clearKeys), run: clear },
    {
      label: 'Keep everything',
      separated: true,
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
    {
      label: 'Delete what was recorded…',
      separated: true,
      danger: true,
      disabled: session.records < session.first,
      run: deleteAll,
    },
  ];
}
