import { useState, type ReactNode } from 'react';
import type { KeepLimit } from '../../shared/model/session.ts';
import { describeKeepLimit, parseKeepLimit } from '../state/sessions/keeping.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';

export interface KeepDialogProps {
  readonly onKeep: (limit: KeepLimit) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks how much a live session keeps. */
export function KeepDialog({ onKeep, onClose }: KeepDialogProps): ReactNode {
  const [text, setText] = useState('');
  const parsed = text.trim() === '' ? null : parseKeepLimit(text);
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
        label="Frames or bytes"
        placeholder="10,000"
        // People open the dialog to type into it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={text}
        problem={parsed?.ok === false ? parsed.problem : null}
        hint={
          parsed?.ok
            ? `Keeps ${describeKeepLimit(parsed.value)}.`
            : 'Enter a number of frames, such as 10,000, or a size, as in 50 MB.'
        }
        onText={setText}
      />
    </Dialog>
  );
}
