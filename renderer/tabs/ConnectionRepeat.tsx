import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Destination } from '../../shared/model/messageProblem.ts';
import type { SendTarget } from '../../shared/model/sending.ts';
import type { Scope } from '../../shared/template/scope.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import { messageOfDraft, readDraft } from '../features/composer/Composer.tsx';
import { RepeatMenu } from '../features/repeat/RepeatMenu.tsx';
import type { KeptDraft } from '../state/window/drafts.ts';
import { RepeatLine } from '../features/repeat/RepeatLine.tsx';
import { usePopup } from './usePopup.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

interface ConnectionRepeatProps {
  readonly session: SessionInfo | undefined;
  readonly parts: WorkbenchParts;
}

interface ConnectionRepeatMenuProps extends ConnectionRepeatProps {
  readonly id: ConnectionId;
  readonly target: SendTarget;
  readonly draft: Omit<KeptDraft, 'message' | 'revision'>;
  readonly destination: Destination;
  readonly scope: Scope;
  readonly disabledReason: string | null;
}

/** Begins to repeat what is in the composer. */
export function ConnectionRepeatMenu(props: ConnectionRepeatMenuProps): ReactNode {
  const { id, session, parts, target, draft, destination, scope, disabledReason } = props;
  const { sessions } = parts.state;
  return (
    <RepeatMenu
      {...usePopup(parts.state.dialogs, 'repeat', id)}
      disabledReason={
        draft.file?.isChosen ? 'A file is sent once. Only what is written can be repeated.' : disabledReason
      }
      running={
        session?.repeat?.phase === 'running' ? <ConnectionRepeat session={session} parts={parts} /> : null
      }
      onRepeat={async (options) => {
        const { problem } = readDraft(draft, destination, scope);
        if (problem !== null) throw new Error(problem.message);
        const { mode, escapes, encoding, terminator, text, kind } = draft;
        const message = messageOfDraft({ mode, escapes, encoding, terminator, text, kind });
        if (session) await sessions.repeat(session.id, target, message, options);
      }}
    />
  );
}

/** The message that is repeated in a session, or was, until the result is dismissed. */
export function ConnectionRepeat({ session, parts }: ConnectionRepeatProps): ReactNode {
  const { environments, sessions, toasts } = parts.state;
  const dismissed = useStore(parts.views.dismissed, (results) => (session ? results[session.id] : undefined));
  if (!session?.repeat) return null;
  const { repeat } = session;
  // A result is told by what it says: another one is shown again.
  const result = JSON.stringify(repeat);
  if (result === dismissed) return null;
  return (
    <RepeatLine
      progress={repeat}
      onStop={() => toasts.run(() => sessions.stopRepeating(session.id))}
      onAllow={(name) => environments.allow(name)}
      onDismiss={() => parts.views.dismissed.setState({ [session.id]: result })}
    />
  );
}
