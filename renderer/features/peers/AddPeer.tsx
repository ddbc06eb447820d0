import { useState, type FormEvent, type ReactNode } from 'react';
import { allowsOf, messageOf } from '../../../shared/base/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { AllowNames } from '../../ui/AllowNames.tsx';
import { TemplateField } from '../../ui/template/TemplateField.tsx';

interface AddPeerProps {
  readonly onAdd: (address: string) => Promise<void>;
  /** As in `AllowNames`. */
  readonly onAllow: (name: string) => Promise<void>;
}

/** A field for the address of a peer that has not sent anything yet. */
export function AddPeer({ onAdd, onAllow }: AddPeerProps): ReactNode {
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const refused = allowsOf(failure);
  const [isAdding, setAdding] = useState(false);
  const add = async (): Promise<void> => {
    setAdding(true);
    try {
      await onAdd(text.trim());
      setText('');
    } catch (error) {
      setFailure(error);
    }
    setAdding(false);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '' && !isAdding) void add();
  };
  return (
    <>
      <form className="peers-add" data-command="peers.add" onSubmit={submit}>
        <TemplateField
          label="Address of a peer"
          labelHidden
          className="peers-address"
          placeholder="host:port"
          value={text}
          onText={(typed) => {
            setText(typed);
            setFailure(null);
          }}
        />
        <Button type="submit" disabled={text.trim() === '' || isAdding}>
          Add peer
        </Button>
      </form>
      {failure !== null && (
        <Notice
          tone="danger"
          className="peers-refusal"
          text={messageOf(failure)}
          action={
            refused !== undefined && (
              <AllowNames
                names={[refused]}
                onAllow={async (name) => {
                  await onAllow(name);
                  setFailure(null);
                }}
              />
            )
          }
        />
      )}
    </>
  );
}
