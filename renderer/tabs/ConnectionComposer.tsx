import { useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { doesListen } from '../../shared/model/endpointPlace.ts';
import type { Endpoint } from '../../shared/model/connection.ts';
import type { EndpointKind } from '../../shared/model/endpointKinds.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import type { Scope } from '../../shared/template/scope.ts';
import { previewKeys } from '../commands/commands.ts';
import { Composer, initialDraft } from '../features/composer/Composer.tsx';
import type { ComposerProps } from '../features/composer/composerProps.ts';
import type { Draft } from '../features/composer/draft.ts';
import type { FilesToSend } from '../features/composer/FileField.tsx';
import { SaveAsButton } from '../features/messages/SaveAsButton.tsx';
import {
  defaultTarget,
  peersIn,
  hasPeers,
  kindsOf,
  largestDatagramFor,
  targetsOf,
  whyNotSend,
} from '../state/sessions/sendTargets.ts';
import type { KeptDraft } from '../state/window/drafts.ts';
import { keepDraft, openMessageOf, type OpenMessage } from '../state/window/openMessage.ts';
import { shownKind } from '../state/window/messageKind.ts';
import { ConnectionMessages } from './ConnectionMessages.tsx';
import { ConnectionPreview } from './ConnectionPreview.tsx';
import { ConnectionHistory } from './ConnectionHistory.tsx';
import { EditorKeys } from './editorKeys.ts';
import { useConnectionScope } from './useConnectionScope.ts';
import { ConnectionRepeat, ConnectionRepeatMenu } from './ConnectionRepeat.tsx';
import { useKnownPeers } from './useKnownPeers.ts';
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
export function ConnectionComposer(props: ConnectionComposerProps): ReactNode {
  const { id, endpoint, session, parts } = props;
  const { state } = parts;
  const { kind } = session?.endpoint ?? endpoint;
  const { open, kept, draft, isKnown } = useShownDraft(parts, id, kind);
  const way = useSendWay(props);
  const scope = useConnectionScope(state, id);
  const [editors] = useState(() => new EditorKeys());
  // Until then it is not known which message is typed into.
  if (!isKnown) return null;
  const { destination, disabledReason } = way;
  const shown = open.message?.id ?? open.gone;
  return (
    <ConnectionMessages
      {...{ id, parts, destination, open, disabledReason }}
      draft={kept}
      onNamed={(message) => editors.pass(shown, message)}
    >
      {(tools, saveAs) => (
        <>
          <ShownComposer
            key={editors.keyOf(shown)}
            {...{ ...props, way, open, draft, scope, tools, saveAs }}
          />
          <ConnectionPreview {...way} {...{ id, endpoint, session, draft, scope, state }} />
        </>
      )}
    </ConnectionMessages>
  );
}

interface ShownDraft {
  /** The named message in the composer, if it is one. */
  readonly open: OpenMessage;
  /** What is kept of what the composer shows. */
  readonly kept: Draft;
  /** The same as a kind that can be sent here. */
  readonly draft: Draft;
  /** False while the messages are being read of which it may be one. */
  readonly isKnown: boolean;
}

function useShownDraft({ drafts, state }: WorkbenchParts, id: ConnectionId, kind: EndpointKind): ShownDraft {
  const allDrafts = useStore(drafts.store);
  const messages = useStore(state.messages.store, (known) => known.messages);
  const isLoaded = useStore(state.messages.store, (known) => known.isLoaded);
  const open = useMemo(() => openMessageOf(allDrafts, messages, id), [allDrafts, messages, id]);
  const kept = useMemo(() => open.draft ?? initialDraft(kind), [open, kind]);
  const draft = useMemo(() => ({ ...kept, kind: shownKind(kept, kind) }), [kept, kind]);
  const isKnown = isLoaded || open.message !== null || allDrafts[id]?.message === undefined;
  return { open, kept, draft, isKnown };
}

type SendWay = Pick<ComposerProps, 'destination' | 'targets' | 'target' | 'disabledReason'>;

/** Where messages of a connection go now. */
function useSendWay({ endpoint, session, parts }: ConnectionComposerProps): SendWay {
  const { views } = parts;
  const { kind } = session?.endpoint ?? endpoint;
  const chosen = useStore(views.targets, (targets) => (session ? targets[session.id] : undefined));
  const target = chosen ?? defaultTarget(session?.endpoint ?? endpoint);
  const several = session && hasPeers(session.endpoint) ? session.id : null;
  const peers = useKnownPeers(several, parts, peersIn(target));
  const largestDatagram = largestDatagramFor(session ?? { endpoint, remote: null }, peers, target);
  const destination = useMemo(() => ({ kind, largestDatagram }), [kind, largestDatagram]);
  return {
    destination,
    targets: peers && targetsOf(peers, target),
    target,
    disabledReason: whyNotSend(session, peers, target, doesListen(endpoint)),
  };
}

interface ShownComposerProps extends ConnectionComposerProps, Pick<ShownDraft, 'open' | 'draft'> {
  readonly way: SendWay;
  readonly scope: Scope;
  /** Which message is in the composer. */
  readonly tools: ReactNode;
  /** Asks for the name of what is in the composer. */
  readonly saveAs: () => void;
}

function ShownComposer(props: ShownComposerProps): ReactNode {
  const { id, session, parts, way, open, draft, scope, tools, saveAs } = props;
  const { views, state } = parts;
  const { target, disabledReason } = way;
  const { kind } = way.destination;
  const { environments, active } = useStore(state.environments.store);
  const files = useMemo(() => filesToSend(state), [state]);
  const keep = (changed: Omit<KeptDraft, 'message' | 'revision'>): void =>
    keepDraft(parts, { connection: id, message: open.message, gone: open.gone, endpoint: kind }, changed);
  const takesKey = useRecall({
    ...{ parts, id, endpoint: kind, draft, onDraft: keep },
    message: open.message?.id ?? open.gone,
  });
  return (
    <Composer
      {...way}
      {...{ draft, scope, takesKey, files, previewKeys }}
      onDraftChange={keep}
      naming={tools}
      progress={<ConnectionRepeat session={session} parts={parts} />}
      besideSend={
        <>
          <SaveAsButton isNamed={open.message !== null} onSaveAs={saveAs} />
          <ConnectionRepeatMenu {...props} {...way} />
          <ConnectionHistory {...{ id, session, parts, target, disabledReason }} onSave={saveAs} />
        </>
      }
      kinds={kindsOf(kind)}
      onTargetChange={(next) => {
        if (session) views.targets.setState({ [session.id]: next });
      }}
      environment={environments.find(({ id: each }) => each === active) ?? null}
      onPreview={() => state.dialogs.setState({ kind: 'preview', connection: id, part: 'message' }, true)}
      onAllow={(name) => state.environments.allow(name)}
      sendingFile={session?.sendingFile ?? null}
      {...sendsOf(props)}
    />
  );
}

/** What sends over the session, and does nothing without one. */
function sendsOf({
  session,
  parts: { state },
  way: { target },
}: ShownComposerProps): Pick<ComposerProps, 'onSend' | 'onSendTemplate' | 'onSendFile' | 'onCancelFile'> {
  const { sessions, toasts } = state;
  return {
    onSend: async (kind, bytes) => {
      if (session) await sessions.send(session.id, target, kind, bytes);
    },
    onSendTemplate: async (message) => {
      if (session) await sessions.sendWritten(session.id, target, message);
    },
    onSendFile: async (kind, path) => {
      if (session) await sessions.sendFile(session.id, target, { kind, path });
    },
    onCancelFile: () => {
      if (session) toasts.run(() => sessions.act('cancelFile', session.id, {}));
    },
  };
}

function filesToSend({ client, files }: WorkbenchParts['state']): FilesToSend {
  return {
    copiesChosenFiles: files.copiesChosenFiles,
    look: async (path) => (await client.call('files.look', { path })).size,
    choose: (progress, signal) => files.chooseFileToSend(progress, signal),
  };
}
