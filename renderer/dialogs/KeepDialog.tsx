import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { capitalized, plural } from '../../shared/base/quantity.ts';
import { nounOfRecorded } from '../../shared/model/endpointKinds.ts';
import type { SessionId } from '../../shared/model/ids.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import { describeKeepLimit, howToKeep, keepNewest, parseKeepLimit } from '../state/sessions/keeping.ts';
import { Dialog } from '../ui/Dialog.tsx';
import type { WorkbenchState } from '../state/window/workbench.ts';
import { TextField } from '../ui/TextField.tsx';

interface KeepDialogProps {
  readonly session: SessionId;
  readonly state: WorkbenchState;
  readonly onClose: () => void;
}

/** Asks how much a live session keeps. */
export function KeepDialog({ session: id, state, onClose }: KeepDialogProps): ReactNode {
  const session = useStore(state.sessions.store, ({ sessions }) => sessions.find((each) => each.id === id));
  return session ? <KeepForm session={session} state={state} onClose={onClose} /> : null;
}

interface KeepFormProps extends Omit<KeepDialogProps, 'session'> {
  readonly session: SessionInfo;
}

function KeepForm({ session, state, onClose }: KeepFormProps): ReactNode {
  const noun = nounOfRecorded(session.endpoint.kind);
  const [text, setText] = useState('');
  const parsed = text.trim() === '' ? null : parseKeepLimit(text, noun);
  return (
    <Dialog
      title="Keep only the newest"
      action="Keep"
      disabled={parsed?.ok !== true}
      run={async () => {
        if (parsed?.ok) await keepNewest(state.client, session, parsed.value);
      }}
      onClose={onClose}
    >
      <p>Older records are deleted from the recording and from the disk, now and whenever more arrive.</p>
      <TextField
        label={`${capitalized(plural(2, noun))} or bytes`}
        placeholder="10,000"
        // People open the dialog to type into it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={text}
        problem={parsed?.ok === false ? parsed.problem : null}
        hint={parsed?.ok ? `Keeps ${describeKeepLimit(parsed.value, noun)}.` : howToKeep(noun)}
        onText={setText}
      />
    </Dialog>
  );
}
