import { useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { doesListen } from '../../shared/model/endpointPlace.ts';
import type { Endpoint } from '../../shared/model/connection.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import { previewKeys } from '../commands/commands.ts';
import { Composer, initialDraft } from '../features/composer/Composer.tsx';
import type { FilesToSend } from '../features/composer/FileField.tsx';
import {
  defaultTarget,
  hasPeers,
  kindsOf,
  largestDatagramFor,
  targetsOf,
  whyNotSend,
} from '../state/sessions/sendTargets.ts';
import type { KeptDraft } from '../state/window/drafts.ts';
import { keepDraft, openMessageOf } from '../state/window/openMessage.ts';
import { shownKind } from '../state/window/messageKind.ts';
import { ConnectionMessages } from './ConnectionMessages.tsx';
import { ConnectionPreview } from './ConnectionPreview.tsx';
import { ConnectionHistory } from './ConnectionHistory.tsx';
import { useConnectionScope } from './useConnectionScope.ts';
import { ConnectionRepeat, ConnectionRepeatMenu } from './ConnectionRepeat.tsx';
import { usePeers } from './usePeers.ts';
import { useRecall } from './useRecall.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

interface ConnectionComposerProps {
  readonly id: ConnectionId;
  readonly endpoint: Endpoint;
  /** The message can be sent once there is one. */
  readonly session: SessionInfo | undefined;
  readonly parts: WorkbenchParts;
}

/** The composer of a connection; its draft belongs to the connection and outlives the session. */
export function ConnectionComposer({ id, endpoint, session, parts }: ConnectionComposerProps): ReactNode {
  const { views, drafts, state } = parts;
  const { kind } = session?.endpoint ?? endpoint;
  const kinds = kindsOf(kind);
  const allDrafts = useStore(drafts.store);
  const messages = useStore(state.messages.store, (known) => known.messages);
  const isLoaded = useStore(state.messages.store, (known) => known.isLoaded);
  const open = useMemo(() => openMessageOf(allDrafts, messages, id), [allDrafts, messages, id]);
  const kept = useMemo(() => open.draft ?? initialDraft(kind), [open, kind]);
  const draft = useMemo(() => ({ ...kept, kind: shownKind(kept, kind) }), [kept, kind]);
  const peers = usePeers(session && hasPeers(session.endpoint) ? views.peers(session.id) : null);
  const chosen = useStore(views.targets, (targets) => (session ? targets[session.id] : undefined));
  const target = chosen ?? defaultTarget(session?.endpoint ?? endpoint);
  const largestDatagram = largestDatagramFor(session ?? { endpoint, remote: null }, peers, target);
  const { environments, active } = useStore(state.environments.store);
  const scope = useConnectionScope(state, id);
  const destination = useMemo(() => ({ kind, largestDatagram }), [kind, largestDatagram]);
  const disabledReason = whyNotSend(session, peers, target, doesListen(endpoint));
  const keep = (changed: Omit<KeptDraft, 'message' | 'revision'>): void =>
    keepDraft(parts, { connection: id, message: open.message, gone: open.gone, endpoint: kind }, changed);
  const takesKey = useRecall({
    ...{ parts, id, endpoint: kind, draft, onDraft: keep },
    message: open.message?.id ?? open.gone,
  });
  const files = useMemo(() => filesToSend(state), [state]);
  // Until then it is not known which message is typed into.
  if (!isLoaded && open.message === null && allDrafts[id]?.message !== undefined) return null;
  const composer = (saveAs: () => void): ReactNode => (
    <Composer
      key={open.message?.id ?? open.gone ?? ''}
      draft={draft}
      onDraftChange={keep}
      takesKey={takesKey}
      besideSend={
        <>
          {/* A file is sent once. */}
          {!draft.file?.isChosen && (
            <ConnectionRepeatMenu
              {...{ session, parts, target, draft, destination, scope, disabledReason }}
            />
          )}
          <ConnectionHistory {...{ id, session, parts, target, disabledReason }} onSave={saveAs} />
        </>
      }
      destination={destination}
      kinds={kinds}
      targets={peers && targetsOf(peers, target)}
      target={target}
      onTargetChange={(next) => {
        if (session) views.targets.setState({ [session.id]: next });
      }}
      disabledReason={disabledReason}
      scope={scope}
      environment={environments.find(({ id: each }) => each === active) ?? null}
      previewKeys={previewKeys}
      onPreview={() => state.dialogs.setState({ kind: 'preview', connection: id, part: 'message' }, true)}
      onAllow={(name) => state.environments.allow(name)}
      files={files}
      sendingFile={session?.sendingFile ?? null}
      onSendFile={async (sendKind, path) => {
        if (session) await state.sessions.sendFile(session.id, target, { kind: sendKind, path });
      }}
      onCancelFile={() => {
        if (session) state.toasts.run(() => state.sessions.act('cancelFile', session.id, {}));
      }}
      onSendTemplate={async (message) => {
        if (session) await state.sessions.sendWritten(session.id, target, message);
      }}
      onSend={async (sendKind, bytes) => {
        if (session) await state.sessions.send(session.id, target, sendKind, bytes);
      }}
    />
  );
  return (
    <ConnectionMessages
      id={id}
      parts={parts}
      destination={destination}
      open={open}
      draft={kept}
      disabledReason={disabledReason}
    >
      {(saveAs) => (
        <>
          {composer(saveAs)}
          <ConnectionRepeat session={session} parts={parts} />
          <ConnectionPreview
            id={id}
            endpoint={endpoint}
            session={session}
            draft={draft}
            destination={destination}
            scope={scope}
            state={state}
          />
        </>
      )}
    </ConnectionMessages>
  );
}

function filesToSend({ client, files }: WorkbenchParts['state']): FilesToSend {
  return {
    copiesChosenFiles: files.copiesChosenFiles,
    look: async (path) => (await client.call('files.look', { path })).size,
    choose: (progress, signal) => files.chooseFileToSend(progress, signal),
  };
}
