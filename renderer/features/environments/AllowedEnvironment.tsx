import { useState, type ReactNode } from 'react';
import { messageOf } from '../../../shared/base/errors.ts';
import type { EnvironmentStore } from '../../state/workspace/environments.ts';
import { Button } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { TextField } from '../../ui/TextField.tsx';

/** Where a person allows the workspace to use a variable of this machine, by its name. */
export function AllowedEnvironment({ environments }: { readonly environments: EnvironmentStore }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [said, setSaid] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const allow = async (): Promise<void> => {
    setFailure(null);
    try {
      await environments.allow(name.trim());
      setSaid(`{{$env:${name.trim()}}} can be used in this workspace, on this machine.`);
      setName('');
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  return (
    <Disclosure title="Variables of this machine" open={isOpen} onOpenChange={setOpen}>
      <div className="environment-head">
        <TextField
          label="Allow {{$env:NAME}} for"
          mono
          placeholder="NAME"
          value={name}
          problem={failure}
          hint={said}
          reserveLine
          onText={setName}
        />
        <Button disabled={name.trim() === ''} onClick={() => void allow()}>
          Allow
        </Button>
      </div>
    </Disclosure>
  );
}
