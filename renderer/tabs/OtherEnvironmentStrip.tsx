import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Endpoint } from '../../shared/model/connection.ts';
import type { Environment } from '../../shared/model/environment.ts';
import type { EnvironmentId } from '../../shared/model/ids.ts';
import { hasEnded, type SessionInfo } from '../../shared/model/session.ts';
import { hasTemplate } from '../../shared/template/parseTemplate.ts';
import type { EnvironmentStore } from '../state/workspace/environments.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { VisibleText } from '../ui/VisibleText.tsx';

interface OtherEnvironmentStripProps {
  /** As it is saved, with its variables. */
  readonly endpoint: Endpoint;
  readonly session: SessionInfo;
  readonly environments: EnvironmentStore;
}

/** Says that a session was opened with another environment than the active one, with which messages are sent, and goes back to it. */
export function OtherEnvironmentStrip(props: OtherEnvironmentStripProps): ReactNode {
  const { endpoint, session, environments } = props;
  const { environments: known, active } = useStore(environments.store);
  const isConcerned = !hasEnded(session.phase) && session.environment !== active && hasTemplate(endpoint);
  if (!isConcerned) return null;
  const opened = known.find(({ id }) => id === session.environment);
  return (
    <Notice
      tone="warning"
      text={
        <>
          Opened {describe(session.environment, opened)}. Messages are now sent{' '}
          {describe(
            active,
            known.find(({ id }) => id === active),
          )}
          .
        </>
      }
      action={
        (opened !== undefined || session.environment === null) && (
          <Button
            data-command="connection.environment"
            onClick={() => environments.choose(session.environment)}
          >
            {opened ? (
              <span>
                Switch to <VisibleText text={opened.name} />
              </span>
            ) : (
              'Switch to no environment'
            )}
          </Button>
        )
      }
    />
  );
}

function describe(id: EnvironmentId | null, environment: Environment | undefined): ReactNode {
  if (id === null) return 'without an environment';
  if (environment === undefined) return 'with an environment that was deleted';
  return (
    <>
      with “<VisibleText text={environment.name} />”
    </>
  );
}
