import { useState, type ReactNode } from 'react';
import { doesListen } from '../../shared/model/endpointPlace.ts';
import type { Endpoint } from '../../shared/model/connection.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import { focusOpenButton } from '../commands/panes.ts';
import { AllowNames } from '../ui/AllowNames.tsx';
import type { EnvironmentStore } from '../state/workspace/environments.ts';
import { Notice } from '../ui/Notice.tsx';
import { VisibleText } from '../ui/VisibleText.tsx';

interface AllowStripProps {
  readonly endpoint: Endpoint;
  readonly session: SessionInfo;
  readonly environments: EnvironmentStore;
}

/** The variable of this machine that kept a session from opening until a person allows it; undefined for any other session. */
export function refusedVariableOf(session: SessionInfo | undefined): string | undefined {
  return session?.phase === 'failed' ? session.problem?.allows : undefined;
}

/** Why a session was not opened, and a button that allows the variable. The person opens it again. */
export function AllowStrip({ endpoint, session, environments }: AllowStripProps): ReactNode {
  const [isAllowed, setAllowed] = useState(false);
  const name = refusedVariableOf(session);
  if (name === undefined) return null;
  if (isAllowed) {
    const again = doesListen(endpoint) ? 'Listen' : 'Connect';
    return (
      <Notice
        tone="plain"
        text={
          <>
            <VisibleText text={name} /> may be used in this workspace now. {again} again.
          </>
        }
      />
    );
  }
  return (
    <Notice
      tone="danger"
      text={<VisibleText text={session.reason ?? ''} />}
      action={
        <AllowNames
          names={[name]}
          onAllow={async (allowed) => {
            await environments.allow(allowed);
            setAllowed(true);
            focusOpenButton(document);
          }}
        />
      }
    />
  );
}
