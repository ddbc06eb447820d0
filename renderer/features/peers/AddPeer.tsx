import { useState, type FormEvent, type ReactNode } from 'react';
import { messageOf } from '../../../shared/base/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';

/** A field for the address of a peer that has not sent anything yet. */
export function AddPeer({ onAdd }: { onAdd: (address: string) => Promise<void> }): ReactNode {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const add = async (): Promise<void> => {
    setAdding(true);
    try {
      await onAdd(text.trim());
      setText('');
    } catch (error) {
      setProblem(messageOf(error));
    }
    setAdding(false);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '' && !isAdding) void add();
  };
  return (
    <form className="peers-add" onSubmit={submit}>
      <TextField
        label="Address of a peer"
        labelHidden
        mono
        className="peers-address"
        placeholder="host:port"
        value={text}
        problem={problem}
        onText={(typed) => {
          setText(typed);
          setProblem(null);
        }}
      />
      <Button type="submit" disabled={text.trim() === '' || isAdding}>
        Add peer
      </Button>
    </form>
  );
}
