import { writtenIn } from '../state/window/compose.ts';
import { saveMessage } from '../state/window/messageChanges.ts';
import { openMessageOf } from '../state/window/openMessage.ts';
import type { Tab } from '../state/window/tabs.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import type { Command } from './command.ts';

/** What hands do who have written something: keeps the message in the composer, and says of everything else that it is kept already. */
export function saveCommand(parts: WorkbenchParts, tab: Tab): Command {
  const { toasts } = parts.state;
  return {
    id: 'tab.save',
    title: 'Save the message',
    group: 'This tab',
    keys: 'Mod+S',
    words: 'keep store write',
    run: () => {
      switch (tab.kind) {
        case 'connection':
          saveComposed(parts, tab.id);
          return;
        case 'recording': {
          const { id } = tab;
          toasts.say('Records are saved as they are recorded.', {
            label: 'Save a copy…',
            run: () => parts.actions.exportRecording(id),
          });
          return;
        }
        case 'session':
          toasts.say('Records are saved as they are recorded.');
      }
    },
  };
}

/** The changes of a named message, or what has no name yet, under one. */
function saveComposed(parts: WorkbenchParts, connection: ConnectionId): void {
  const { state, drafts } = parts;
  const { messages } = state.messages.store.getState();
  const { message, draft, isChanged } = openMessageOf(drafts.store.getState(), messages, connection);
  if (message !== null && isChanged) state.toasts.run(() => saveMessage(parts, message.id));
  else if (message === null && draft && writtenIn(draft) !== '')
    state.dialogs.setState({ kind: 'saveMessage', connection }, true);
  else state.toasts.say('Nothing to save. Connections are saved as you type.');
}
