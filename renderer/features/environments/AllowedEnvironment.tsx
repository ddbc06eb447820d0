import { useState, type ReactNode } from 'react';
import type { EnvironmentStore } from '../../state/workspace/environments.ts';
import { Button } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAttempt } from '../../ui/useAttempt.ts';

/** Where a person allows the workspace to use a variable of this machine, by its name. */
export function AllowedEnvironment({ environments }: { readonly environments: EnvironmentStore }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [said, setSaid] = useState('');
  const { failure, attempt } = useAttempt();
  const allow = (): Promise<void> =>
    attempt(async () => {
      await environments.allow(name.trim());
      setSaid(`{{$env:${name.trim()}}} can be used in this workspace, on this machine.`);
      setName('');
    });
  return (
    <Disclosure title="Variables of this machine" open={isOpen} onOpenChange={setOpen}>
      <p className="environments-note">
        {'{{$env:HOME}} stands for the environment variable HOME of this machine. A workspace may come from ' +
          'someone else, so it can use only the names that you allow here.'}
      </p>
      <div className="environment-allow">
        <TextField
          label="Name of an environment variable"
          labelHidden
          mono
          placeholder="NAME"
          value={name}
          problem={failure}
          onText={setName}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            // It would save the variables around it.
            event.preventDefault();
            if (name.trim() !== '') void allow();
          }}
        />
        <Button disabled={name.trim() === ''} onClick={() => void allow()}>
          Allow
        </Button>
      </div>
      <output className="environments-note">{said}</output>
    </Disclosure>
  );
}
