import { SlidersHorizontal } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { doesListen } from '../../../shared/model/endpointPlace.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import type { ConnectionId, EnvironmentId } from '../../../shared/model/ids.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import type { WirebenchClient } from '../../state/base/client.ts';
import type { ConnectionFields } from '../../state/workspace/connectionEdits.ts';
import { createEndpointChecker, type EndpointCheckState } from '../../state/workspace/endpointCheck.ts';
import { changedOptions } from '../../state/workspace/endpointOptions.ts';
import { readAddress } from '../../state/workspace/endpoints.ts';
import { failureAt, findingsOf } from '../../state/workspace/findings.ts';
import { Button } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { FindingMark } from './options/OptionGroup.tsx';
import { OptionsContext, type Options } from './options/optionsContext.ts';
import { OptionsForm } from './OptionsForm.tsx';
import { useOpenedEndpoint } from './useOpenedEndpoint.ts';

interface OptionsPopoverProps {
  readonly id: ConnectionId;
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly session: SessionInfo | undefined;
  /** When true, changes take effect from the next connection on. */
  readonly isLive: boolean;
  readonly client: WirebenchClient;
  /** What variables stand for, and the active environment. */
  readonly scope: Scope;
  readonly environment: EnvironmentId | null;
  readonly fields: ConnectionFields;
  readonly onName: (name: string) => void;
  readonly onSaveText: (name: string, text: string) => void;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onClose: () => void;
}

/** The options of a connection, behind a button that says how many differ from their defaults and whether any is wrong. */
export function OptionsPopover(props: OptionsPopoverProps): ReactNode {
  const { id, name, endpoint, session, isLive, client, scope, environment, fields } = props;
  const { onName, onSaveText, onClose } = props;
  const { check, again } = useEndpointCheck({ id, client, endpoint, environment, scope });
  const opened = useOpenedEndpoint(client, session?.problem ? session.id : null);
  const options: Options = useMemo(
    () => ({
      endpoint,
      client,
      // An unreadable address is reported beside it.
      findings: findingsOf(check, failureAt(endpoint, session, opened)).filter(
        ({ field }) => field !== 'address' || readAddress(endpoint, scope).ok,
      ),
      chainAt: (path) => check.certificates.find(({ field }) => field === path)?.chain,
      ...fields,
      allow: async (allowed) => {
        await client.call('environments.allow', { name: allowed });
        again();
      },
      saveText: onSaveText,
    }),
    [endpoint, client, scope, check, again, session, opened, fields, onSaveText],
  );
  const count = changedOptions(endpoint).length;
  return (
    <OptionsContext value={options}>
      <Popover
        title={
          isLive ? `Options (used at the next ${doesListen(endpoint) ? 'start' : 'connect'})` : 'Options'
        }
        className="options-popover"
        trigger={
          <Button icon={<SlidersHorizontal size={14} aria-hidden />}>
            <span className="options-word">Options</span>
            {count > 0 && (
              <span className="options-count">
                {count}
                <span className="spoken"> changed</span>
              </span>
            )}
            {options.findings.length > 0 && (
              <FindingMark isProblem={options.findings.some(({ tone }) => tone === 'problem')} />
            )}
          </Button>
        }
        open={props.open}
        onOpenChange={(open) => {
          props.onOpenChange(open);
          if (!open) onClose();
        }}
      >
        <OptionsForm name={name} onName={onName} checkFailure={check.failure} />
      </Popover>
    </OptionsContext>
  );
}

/** The engine's check of the endpoint, again whenever it has changed, or what its variables stand for, or when asked (`again`). */
function useEndpointCheck({
  id,
  client,
  endpoint,
  environment,
  scope,
}: Pick<OptionsPopoverProps, 'id' | 'client' | 'endpoint' | 'environment' | 'scope'>): {
  readonly check: EndpointCheckState;
  readonly again: () => void;
} {
  const [checker] = useState(() => createEndpointChecker(client));
  useEffect(() => () => checker.dispose(), [checker]);
  // The engine looks the variables up itself; that they have changed says that it has to look again.
  const asked = useMemo(() => ({ endpoint, environment, id, scope }), [endpoint, environment, id, scope]);
  const again = useCallback(
    () => checker.check(asked.endpoint, asked.environment, asked.id),
    [checker, asked],
  );
  useEffect(again, [again]);
  return { check: useStore(checker.store), again };
}
