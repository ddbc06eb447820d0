import { useState, type ReactNode } from 'react';
import { capitalized, plural } from '../../shared/base/quantity.ts';
import type { RecordedNoun } from '../../shared/model/endpointKinds.ts';
import type { KeepLimit } from '../../shared/model/session.ts';
import { describeKeepLimit, howToKeep, parseKeepLimit } from '../state/sessions/keeping.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';

interface KeepDialogProps {
  /** What the session's payloads are called. */
  readonly noun: RecordedNoun;
  readonly onKeep: (limit: KeepLimit) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks how much a live session keeps. */
export function KeepDialog({ noun, onKeep, onClose }: KeepDialogProps): ReactNode {
  const [text, setText] = useState('');
  const parsed = text.trim() === '' ? null : parseKeepLimit(text, noun);
  return (
    <Dialog
      title="Keep only the newest"
      action="Keep"
      disabled={parsed?.ok !== true}
      run={async () => {
        if (parsed?.ok) await onKeep(parsed.value);
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
