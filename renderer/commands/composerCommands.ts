import type { ConnectionId } from '../../shared/model/ids.ts';
import { openMessageOf } from '../state/window/openMessage.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import type { Command } from './command.ts';

/** What the buttons of the composer open. */
export function composerCommands({ state, drafts }: WorkbenchParts, connection: ConnectionId): Command[] {
  const group = 'Messages';
  const { dialogs } = state;
  const { messages } = state.messages.store.getState();
  const { draft } = openMessageOf(drafts.store.getState(), messages, connection);
  const repeat: Command = {
    id: 'message.repeat',
    title: 'Repeat the message…',
    group,
    words: 'again interval every times loop',
    run: () => dialogs.setState({ kind: 'repeat', connection }, true),
  };
  return [
    // A file is sent once.
    ...(draft?.file?.isChosen ? [] : [repeat]),
    {
      id: 'message.sentHistory',
      title: 'Show the history of sent messages…',
      group,
      words: 'earlier resend',
      run: () => dialogs.setState({ kind: 'sentHistory', connection }, true),
    },
    {
      id: 'message.saveAs',
      title: 'Save as message…',
      group,
      words: 'keep name template',
      run: () => dialogs.setState({ kind: 'saveMessage', connection }, true),
    },
  ];
}
