import { useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Endpoint } from '../../shared/model/connection.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import type { SendTarget } from '../../shared/model/sending.ts';
import { destinationOf, type Destination } from '../../shared/model/messageProblem.ts';
import { hasEnded, type SessionInfo } from '../../shared/model/session.ts';
import type { Scope } from '../../shared/template/scope.ts';
import { messageOfDraft } from '../features/composer/Composer.tsx';
import { PreviewDialog } from '../features/preview/PreviewDialog.tsx';
import type { KeptDraft } from '../state/window/drafts.ts';
import type { WorkbenchState } from '../state/window/workbench.ts';

interface ConnectionPreviewProps {
  readonly id: ConnectionId;
  readonly endpoint: Endpoint;
  readonly session: SessionInfo | undefined;
  /** What stands in the composer. */
  readonly draft: Pick<KeptDraft, 'mode' | 'escapes' | 'encoding' | 'terminator' | 'text' | 'kind' | 'file'>;
  readonly destination: Destination;
  readonly target: SendTarget;
  readonly disabledReason: string | null;
  readonly scope: Scope;
  readonly state: WorkbenchState;
}

/** What a connection would be opened with and send, while a person looks at it. */
export function ConnectionPreview(props: ConnectionPreviewProps): ReactNode {
  const dialog = useStore(props.state.dialogs);
  if (dialog?.kind !== 'preview' || dialog.connection !== props.id) return null;
  return <OpenPreview {...props} part={dialog.part} />;
}

function OpenPreview(props: ConnectionPreviewProps & { readonly part: 'message' | 'connection' }): ReactNode {
  const { id, endpoint, session, draft, destination, target, disabledReason, scope, state, part } = props;
  const { environments, active } = useStore(state.environments.store);
  const open = session && !hasEnded(session.phase) ? session.id : null;
  const { mode, escapes, encoding, terminator, text, kind } = draft;
  const written = useMemo(
    () => messageOfDraft({ mode, escapes, encoding, terminator, text, kind }),
    [mode, escapes, encoding, terminator, text, kind],
  );
  const opening = useMemo(
    () =>
      ('onOpen' in endpoint ? endpoint.onOpen : []).map((message, index) => ({
        name: `Opening message ${index + 1}`,
        written: message,
        destination: destinationOf(endpoint),
      })),
    [endpoint],
  );
  const subject = useMemo(
    () => ({ client: state.client, connection: id, endpoint, session: open, environment: active, scope }),
    [state, id, endpoint, open, active, scope],
  );
  return (
    <PreviewDialog
      subject={subject}
      environment={environments.find((each) => each.id === active) ?? null}
      // A file is sent as it is.
      messages={
        draft.file?.isChosen ? opening : [{ name: 'In the composer', written, destination }, ...opening]
      }
      part={part}
      send={
        draft.file?.isChosen
          ? null
          : {
              disabledReason,
              run: async () => {
                if (open !== null) await state.sessions.sendWritten(open, target, written);
              },
            }
      }
      onClose={() => state.dialogs.setState(null, true)}
    />
  );
}
