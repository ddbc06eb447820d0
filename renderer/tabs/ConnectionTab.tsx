import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import { doesListen } from '../../shared/model/endpointPlace.ts';
import type { Endpoint, SavedConnection } from '../../shared/model/connection.ts';
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
import { linkCommands, retryNow } from '../commands/linkCommands.ts';
import { linkMenu } from './linkMenu.ts';
import { RefusedStrip, wasRefused } from './RefusedStrip.tsx';
import { SessionRecords } from './SessionRecords.tsx';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

/** A connection: its address, and its newest session. */
export function ConnectionTab({
  connection,
  session,
  parts,
}: {
  connection: SavedConnection;
  session: SessionInfo | undefined;
  parts: WorkbenchParts;
}): ReactNode {
  const { id, name } = connection;
  const { state, actions } = parts;
  const edit = useStore(state.edits.store, (edits) => edits[id]);
  const isOpening = useStore(state.sessions.store, ({ opening }) => opening.has(id));
  const openProblem = useStore(state.sessions.store, ({ openProblems }) => openProblems[id]);
  const endpoint = edit?.endpoint ?? connection.endpoint;
  // A failure is stored in the edit, and shown below.
  const save = (): void => void state.edits.save(id).catch(() => undefined);
  // When another tab is shown, the typed text is saved at once.
  useEffect(() => () => void state.edits.save(id).catch(() => undefined), [state, id]);
  const fields = useMemo(() => state.edits.fieldsOf(id), [state, id]);
  const { scope, active } = useStore(state.environments.store);
  const problem = problemOf(endpoint, scope);
  const [left, setLeft] = useState<readonly string[]>([]);
  return (
    <TemplateScope value={scope}>
      <AddressBar
        name={name}
        endpoint={endpoint}
        session={session}
        isOpening={isOpening}
        client={state.client}
        scope={scope}
        environment={active}
        fields={fields}
        onEndpoint={(changed) => state.edits.edit(id, changed)}
        onCommand={(command) => {
          state.edits.edit(id, command.endpoint);
          setLeft(command.left);
          const { terminator } = command;
          if (terminator === undefined) return;
          const { kind } = command.endpoint;
          parts.drafts.put(id, { ...initialDraft(kind), ...parts.drafts.store.getState()[id], terminator });
        }}
        onName={(changed) => {
          if (changed !== name) actions.renameConnection(id, changed);
        }}
        onSaveText={state.files.saveText}
        takeTyped={state.typedAhead.take}
        onLeave={save}
        onToggle={() => actions.toggleConnection(id)}
        menu={linkMenu(linkCommands(endpoint, session, state))}
      />
      <FactsLine
        endpoint={endpoint}
        session={session}
        problem={problem}
        onRetryNow={() => retryNow(session, state)}
        isExplained={session !== undefined && wasRefused(session)}
      />
      {session && wasRefused(session) && <RefusedStrip id={id} session={session} parts={parts} />}
      {edit !== undefined && edit.problem !== null && (
        <NotSaved
          problem={edit.problem}
          isConflict={edit.revision !== connection.revision}
          onCompare={() => state.dialogs.setState({ kind: 'conflict', connection: id })}
          onSave={save}
        />
      )}
      {left.length > 0 && (
        <Notice
          tone="plain"
          text={`Not taken over from the command: ${left.map(visibleLine).join(', ')}.`}
          action={<Button onClick={() => setLeft([])}>Close</Button>}
        />
      )}
      {openProblem !== undefined && <Notice tone="danger" text={openProblem} />}
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
function NotSaved(props: {
  problem: string;
  isConflict: boolean;
  onCompare: () => void;
  onSave: () => void;
}): ReactNode {
  const { problem, isConflict, onCompare, onSave } = props;
  return isConflict ? (
    <Notice
      tone="danger"
      text="Not saved: another program has changed this connection while you changed it here. Compare the two, and choose which counts."
      action={<Button onClick={onCompare}>Compare…</Button>}
    />
  ) : (
    <Notice
      tone="danger"
      text={`Not saved: ${problem}`}
      action={<Button onClick={onSave}>Save again</Button>}
    />
  );
}
