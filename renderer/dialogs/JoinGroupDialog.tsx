import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { NetworkInterface } from '../../shared/model/endpointCheck.ts';
import { parseMulticastGroup } from '../../shared/model/multicast.ts';
import type { SessionId } from '../../shared/model/ids.ts';
import { foldersAround } from '../../shared/model/variableScope.ts';
import { isTemplate } from '../../shared/template/parseTemplate.ts';
import type { Scope } from '../../shared/template/scope.ts';
import type { WirebenchClient } from '../state/base/client.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Select } from '../ui/Select.tsx';
import { TemplateField } from '../ui/template/TemplateField.tsx';
import { TemplateScope } from '../ui/template/templateScope.ts';
import type { WorkbenchState } from '../state/window/workbench.ts';

interface JoinGroupDialogProps {
  readonly session: SessionId;
  readonly state: WorkbenchState;
  readonly onClose: () => void;
}

/** Asks which multicast group an open socket shall join, and on which interface. */
export function JoinGroupDialog({ session, state, onClose }: JoinGroupDialogProps): ReactNode {
  const [text, setText] = useState('');
  const [joinedOn, setJoinedOn] = useState('');
  const interfaces = useInterfaces(state.client);
  const scope = useSessionScope(state, session);
  const group = text.trim();
  // What variables stand for is judged by the engine.
  const parsed = group === '' || isTemplate(group) ? null : parseMulticastGroup(group);
  const join = async (): Promise<void> => {
    const environment = state.environments.store.getState().active;
    await state.sessions.act('joinGroup', session, { group, interface: joinedOn, environment });
  };
  return (
    <Dialog
      title="Join a multicast group"
      action="Join"
      disabled={group === '' || parsed?.ok === false}
      run={join}
      onAllow={(name) => state.environments.allow(name)}
      onClose={onClose}
    >
      <TemplateScope value={scope}>
        <TemplateField
          label="Group"
          reserveLine
          placeholder="239.1.2.3"
          // People open the dialog to type into it.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          value={text}
          problem={parsed?.ok === false ? parsed.problem : null}
          onText={setText}
        />
      </TemplateScope>
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

/** What can be referred to for a session: the variables of the folders of its connection, too. */
function useSessionScope({ sessions, connections, environments }: WorkbenchState, id: SessionId): Scope {
  const variables = useStore(environments.store);
  return useMemo(
    () => {
      const session = sessions.store.getState().sessions.find((each) => each.id === id);
      const connection = session?.connectionId ?? null;
      const place = connection === null ? '' : (connections.known(connection)?.folder ?? '');
      return environments.scopeWith(foldersAround(place, connections.store.getState().folders));
    },
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the store answers with what `variables` are
    [sessions, connections, environments, variables, id],
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
