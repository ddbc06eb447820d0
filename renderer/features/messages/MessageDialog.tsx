import { useId, useState, type ReactNode } from 'react';
import { Dialog } from '../../ui/Dialog.tsx';
import { Select, type SelectOption } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';

/** What the dialog asks for. `owner` is one of the values of `owners`. */
export interface MessageFacts {
  readonly name: string;
  readonly note: string;
  readonly owner: string;
}

interface MessageDialogProps {
  readonly title: string;
  readonly initial: MessageFacts;
  /** The connection, its folder, and those above. */
  readonly owners: readonly SelectOption<string>[];
  readonly onSave: (facts: MessageFacts) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks for the name of a message, who has it, and a note. */
export function MessageDialog({ title, initial, owners, onSave, onClose }: MessageDialogProps): ReactNode {
  const [facts, setFacts] = useState(initial);
  const noteId = useId();
  return (
    <Dialog
      title={title}
      action="Save"
      disabled={facts.name.trim() === ''}
      run={() => onSave({ ...facts, name: facts.name.trim() })}
      onClose={onClose}
    >
      <TextField
        label="Name"
        // People open the dialog to type into it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        maxLength={200}
        value={facts.name}
        onText={(name) => setFacts({ ...facts, name })}
      />
      <div className="message-field">
        <span className="field-label">Belongs to</span>
        <Select
          label="Belongs to"
          value={facts.owner}
          options={owners}
          onValue={(owner) => setFacts({ ...facts, owner })}
        />
      </div>
      <label className="field-label" htmlFor={noteId}>
        Note
      </label>
      <textarea
        id={noteId}
        className="message-note"
        dir="auto"
        rows={3}
        maxLength={4000}
        value={facts.note}
        placeholder="What to expect"
        onChange={(event) => setFacts({ ...facts, note: event.currentTarget.value })}
      />
    </Dialog>
  );
}
