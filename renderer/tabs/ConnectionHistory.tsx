import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ConnectionId } from '../../shared/model/ids.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import type { SendTarget } from '../../shared/model/sending.ts';
import { focusShownPane } from '../commands/panes.ts';
import { SentHistoryMenu } from '../features/sentHistory/SentHistoryMenu.tsx';
import { createSentHistory, type SentRow } from '../state/sessions/sentHistory.ts';
import { composeSent } from '../state/window/draftOfSent.ts';
import { usePopup } from './usePopup.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

/** 150 ms after the last key press: a filter is looked for in files. */
const settleMs = 150;

interface ConnectionHistoryProps {
  readonly id: ConnectionId;
  readonly session: SessionInfo | undefined;
  readonly target: SendTarget;
  readonly disabledReason: string | null;
  readonly parts: WorkbenchParts;
  /** Asks for the name of a message that is in the composer. */
  readonly onSave: () => void;
}

/** What was sent over a connection, beside its Send button. */
export function ConnectionHistory(props: ConnectionHistoryProps): ReactNode {
  const { id, session, target, disabledReason, parts, onSave } = props;
  const { client } = parts.state;
  const [history] = useState(() => createSentHistory(client, id));
  const { open: isOpen, onOpenChange: setOpen } = usePopup(parts.state.dialogs, 'sentHistory', id);
  const [filter, setFilter] = useState('');
  const state = useStore(history.store);
  useEffect(() => () => history.dispose(), [history]);
  useEffect(() => {
    if (!isOpen) return undefined;
    const timer = setTimeout(() => void history.look(filter), filter === '' ? 0 : settleMs);
    return () => clearTimeout(timer);
  }, [history, isOpen, filter]);
  const compose = async (row: SentRow): Promise<void> => {
    await composeSent(parts, id, row);
    setOpen(false);
  };
  return (
    <SentHistoryMenu
      history={state}
      filter={filter}
      onFilter={setFilter}
      onMore={() => void history.more()}
      open={isOpen}
      onOpenChange={(open) => {
        setOpen(open);
        setFilter('');
      }}
      disabledReason={disabledReason}
      onCompose={async (row) => {
        await compose(row);
        focusShownPane(document, 'composer');
      }}
      onSendAgain={async ({ source, seq }) => {
        if (!session) return;
        await client.call('history.sendAgain', { session: session.id, to: target, source, seq });
        await history.look(filter);
      }}
      onSave={async (row) => {
        await compose(row);
        onSave();
      }}
    />
  );
}
