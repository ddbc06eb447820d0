import { useEffect, useState, type ReactNode } from 'react';
import type { NetworkInterface } from '../../shared/model/endpointCheck.ts';
import { parseMulticastGroup } from '../../shared/model/multicast.ts';
import type { MulticastGroup } from '../../shared/model/udpOptions.ts';
import type { WirebenchClient } from '../state/base/client.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';

interface JoinGroupDialogProps {
  readonly client: WirebenchClient;
  readonly onJoin: (group: MulticastGroup) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks which multicast group an open socket shall join, and on which interface. */
export function JoinGroupDialog({ client, onJoin, onClose }: JoinGroupDialogProps): ReactNode {
  const [text, setText] = useState('');
  const [joinedOn, setJoinedOn] = useState('');
  const interfaces = useInterfaces(client);
  const parsed = text.trim() === '' ? null : parseMulticastGroup(text);
  return (
    <Dialog
      title="Join a multicast group"
      action="Join"
      disabled={parsed?.ok !== true}
      run={() => onJoin({ group: text.trim(), interface: joinedOn })}
      onClose={onClose}
    >
      <TextField
        label="Group"
        mono
        reserveLine
        placeholder="239.1.2.3"
        // People open the dialog to type into it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={text}
        problem={parsed?.ok === false ? parsed.problem : null}
        onText={setText}
      />
      <Select
        label="Interface"
        value={joinedOn}
        options={[
          { value: '', label: 'Interface chosen by the system' },
          ...interfaces.map(({ name, addresses }) => ({
            value: name,
            label: name,
            note: addresses.join(', '),
          })),
        ]}
        onValue={setJoinedOn}
      />
    </Dialog>
  );
}

/** The interfaces of the engine's machine; empty if the engine could not be asked, and then the system chooses. */
function useInterfaces(client: WirebenchClient): readonly NetworkInterface[] {
  const [interfaces, setInterfaces] = useState<readonly NetworkInterface[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    const ask = async (): Promise<void> => {
      const answer = await client.call('network.interfaces', {}, { signal: abort.signal });
      if (!abort.signal.aborted) setInterfaces(answer.interfaces);
    };
    ask().catch(() => undefined);
    return () => abort.abort();
  }, [client]);
  return interfaces;
}
