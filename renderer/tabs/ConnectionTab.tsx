import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import { doesListen } from '../../shared/model/endpointPlace.ts';
import type { Endpoint, SavedConnection } from '../../shared/model/connection.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import type { Scope } from '../../shared/template/scope.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import { initialDraft } from '../features/composer/Composer.tsx';
import { AddressBar, problemOf } from '../features/connection/AddressBar.tsx';
import { FactsLine } from '../features/connection/FactsLine.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatKeys } from '../ui/keys.ts';
import { Notice } from '../ui/Notice.tsx';
import { TemplateScope } from '../ui/template/templateScope.ts';
import { toggleKeys } from '../commands/commands.ts';
import { ConnectionComposer } from './ConnectionComposer.tsx';
import { linkCommands } from '../commands/linkCommands.ts';
import { linkMenu } from './linkMenu.ts';
import { AllowStrip, refusedVariableOf } from './AllowStrip.tsx';
import { OtherEnvironmentStrip } from './OtherEnvironmentStrip.tsx';
import { isPlaceTaken, PortTakenStrip } from './PortTakenStrip.tsx';
import { RefusedStrip, wasRefused } from './RefusedStrip.tsx';
import { SessionRecords } from './SessionRecords.tsx';
import { usualEndpoint } from '../state/window/usualEndpoint.ts';
import type { WorkbenchState } from '../state/window/workbench.ts';
import { factsActions } from './factsActions.ts';
import { newEndpoint } from '../state/workspace/endpoints.ts';
import { useConnectionScope } from './useConnectionScope.ts';
import { usePopup } from './usePopup.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

interface ConnectionTabProps {
  readonly connection: SavedConnection;
  readonly session: SessionInfo | undefined;
  readonly parts: WorkbenchParts;
}

/** A connection: its address, and its newest session. */
export function ConnectionTab(props: ConnectionTabProps): ReactNode {
  const { connection, session, parts } = props;
  const { id } = connection;
  const { state, actions } = parts;
  const endpoint = useStore(state.edits.store, (edits) => edits[id]?.endpoint) ?? connection.endpoint;
  const isOpening = useStore(state.sessions.store, ({ opening }) => opening.has(id));
  const isReachable = useStore(state.status, (status) => status.state === 'open');
  const scope = useConnectionScope(state, id);
  const problem = problemOf(endpoint, scope);
  const [left, setLeft] = useState<readonly string[]>([]);
  return (
    <TemplateScope value={scope}>
      <ConnectionAddress
        {...props}
        endpoint={endpoint}
        isOpening={isOpening}
        scope={scope}
        onLeft={setLeft}
      />
      <FactsLine
        endpoint={endpoint}
        session={session}
        problem={problem}
        isReachable={isReachable}
        {...factsActions(session, parts)}
        isExplained={
          session !== undefined &&
          (wasRefused(session) || isPlaceTaken(session) || refusedVariableOf(session) !== undefined)
        }
      />
      {session && <SessionStrips {...{ id, endpoint, session, parts }} />}
      <NotSaved connection={connection} state={state} />
      {left.length > 0 && <LeftOut left={left} onClose={() => setLeft([])} />}
      <NotOpened id={id} state={state} />
      <SessionRecords
        session={session}
        empty={
          <NoSession
            endpoint={endpoint}
            canOpen={problem === null && !isOpening}
            onOpen={() => actions.toggleConnection(id)}
          />
        }
        parts={parts}
        below={<ConnectionComposer key={id} id={id} endpoint={endpoint} session={session} parts={parts} />}
      />
    </TemplateScope>
  );
}

interface ConnectionAddressProps extends ConnectionTabProps {
  readonly endpoint: Endpoint;
  readonly isOpening: boolean;
  readonly scope: Scope;
  /** A command became the connection, except for these parts of it. */
  readonly onLeft: (left: readonly string[]) => void;
}

/** The address bar of a saved connection: what is typed there becomes an edit of it, and a command its endpoint. */
function ConnectionAddress(props: ConnectionAddressProps): ReactNode {
  const { connection, session, parts, endpoint, isOpening, scope, onLeft } = props;
  const { id, name } = connection;
  const { state, actions, drafts } = parts;
  const active = useStore(state.environments.store, (known) => known.active);
  const fields = useMemo(() => state.edits.fieldsOf(id), [state, id]);
  // It writes the endpoint as a command, to see whether it can.
  const menu = useMemo(
    () => linkMenu(linkCommands(endpoint, session, state, scope)),
    [endpoint, session, state, scope],
  );
  const options = usePopup(state.dialogs, 'options', id);
  // When another tab is shown, the typed text is saved at once.
  useEffect(() => () => save(state, id), [state, id]);
  return (
    <AddressBar
      keys={toggleKeys}
      id={id}
      name={name}
      endpoint={endpoint}
      session={session}
      isOpening={isOpening}
      client={state.client}
      scope={scope}
      environment={active}
      fields={fields}
      // A saved one has what its file says, and otherwise the defaults of its kind.
      usual={(kind) =>
        state.connections.isNew(id) ? usualEndpoint(kind, state.settings.store.getState()) : newEndpoint(kind)
      }
      onEndpoint={(changed) => state.edits.edit(id, changed)}
      onCommand={(command) => {
        state.edits.edit(id, command.endpoint);
        onLeft(command.left);
        const { terminator } = command;
        if (terminator === undefined) return;
        const { kind } = command.endpoint;
        drafts.put(id, { ...initialDraft(kind), ...drafts.store.getState()[id], terminator });
      }}
      onName={(changed) => {
        if (changed !== name) actions.renameConnection(id, changed);
      }}
      onSaveText={state.files.saveText}
      options={options}
      takeTyped={state.typedAhead.take}
      onLeave={() => save(state, id)}
      onToggle={() => actions.toggleConnection(id)}
      menu={menu}
    />
  );
}

interface SessionStripsProps {
  readonly id: ConnectionId;
  readonly endpoint: Endpoint;
  readonly session: SessionInfo;
  readonly parts: WorkbenchParts;
}

/** What a person may have to decide about the newest session. */
function SessionStrips({ id, endpoint, session, parts }: SessionStripsProps): ReactNode {
  const { environments } = parts.state;
  return (
    <>
      {wasRefused(session) && <RefusedStrip {...{ id, session, parts }} />}
      {isPlaceTaken(session) && <PortTakenStrip session={session} state={parts.state} />}
      <AllowStrip key={session.id} {...{ endpoint, session, environments }} />
      <OtherEnvironmentStrip {...{ endpoint, session, environments }} />
    </>
  );
}

/** What the connection did not take from a command. */
function LeftOut({ left, onClose }: { left: readonly string[]; onClose: () => void }): ReactNode {
  return (
    <Notice
      tone="plain"
      text={`Not imported from the command: ${left.map(visibleLine).join(', ')}.`}
      action={<Button onClick={onClose}>Close</Button>}
    />
  );
}

/** A failure is stored in the edit, and shown below the address. */
function save({ edits }: WorkbenchState, id: ConnectionId): void {
  void edits.save(id).catch(() => undefined);
}

/** Why a connection could not even start to open. */
function NotOpened({ id, state }: { id: ConnectionId; state: WorkbenchState }): ReactNode {
  const problem = useStore(state.sessions.store, ({ openProblems }) => openProblems[id]);
  return problem === undefined ? null : <Notice tone="danger" text={problem} />;
}

function NoSession(props: { endpoint: Endpoint; canOpen: boolean; onOpen: () => void }): ReactNode {
  const { endpoint, canOpen, onOpen } = props;
  const listens = doesListen(endpoint);
  return (
    <EmptyState
      what="Everything that is sent and received appears here, as it happens."
      how={
        listens
          ? 'Listen, and what clients send is recorded from the first byte.'
          : 'Write a message below, connect, and send it.'
      }
      action={
        <Button disabled={!canOpen} onClick={onOpen}>
          {listens ? 'Listen now' : 'Connect now'}
        </Button>
      }
      keys={formatKeys(toggleKeys)}
    />
  );
}

/** Why what was typed is not in the file, and what to do about it. */
function NotSaved(props: { connection: SavedConnection; state: WorkbenchState }): ReactNode {
  const { connection, state } = props;
  const { id, revision } = connection;
  const edit = useStore(state.edits.store, (edits) => edits[id]);
  if (edit === undefined || edit.problem === null) return null;
  return edit.revision === revision ? (
    <Notice
      tone="danger"
      text={`Not saved: ${edit.problem}`}
      action={<Button onClick={() => save(state, id)}>Save again</Button>}
    />
  ) : (
    <Notice
      tone="danger"
      text="Not saved: another program has changed this connection while you changed it here. Compare the two, and choose which counts."
      action={
        <Button onClick={() => state.dialogs.setState({ kind: 'conflict', connection: id })}>Compare…</Button>
      }
    />
  );
}
