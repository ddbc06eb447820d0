import { quoted } from '../../../shared/bytes/visibleText.ts';
import { useState, type ReactNode } from 'react';
import type { RepeatOptions } from '../../../shared/model/repeat.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { optionsOf, RepeatFields, untypedRepeat } from './RepeatFields.tsx';
import './repeat.css';

interface RepeatDialogProps {
  /** Of the message. */
  readonly name: string;
  /** Begins; rejects with a sentence, which is shown here. */
  readonly onRepeat: (options: RepeatOptions) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks how often and how fast a named message is sent again, as it is saved. */
export function RepeatDialog({ name, onRepeat, onClose }: RepeatDialogProps): ReactNode {
  const [typed, setTyped] = useState(untypedRepeat);
  const options = optionsOf(typed);
  return (
    <Dialog
      title={`Repeat ${quoted(name)}`}
      action="Start"
      disabled={options === null}
      run={async () => {
        if (options !== null) await onRepeat(options);
      }}
      onClose={onClose}
    >
      <RepeatFields typed={typed} onTyped={setTyped} />
    </Dialog>
  );
}
