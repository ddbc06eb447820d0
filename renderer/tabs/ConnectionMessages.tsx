import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { FolderPath } from '../../shared/model/connectionFolder.ts';
import type { ConnectionId, MessageId } from '../../shared/model/ids.ts';
import type { Destination } from '../../shared/model/messageProblem.ts';
import { MessageDialog, type MessageFacts } from '../features/messages/MessageDialog.tsx';
import type { KeptDraft } from '../state/window/drafts.ts';
import { contentOfDraft, showMessage, type OpenMessage } from '../state/window/openMessage.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import { NamedMessages } from './NamedMessages.tsx';
import { keyOfOwner, ownersOf } from './ownerChoices.ts';
import { ShownMessageTools } from './ShownMessageTools.tsx';
import { usePopup } from './usePopup.ts';

interface ConnectionMessagesProps {
  readonly id: ConnectionId;
  readonly parts: WorkbenchParts;
  readonly destination: Destination;
  readonly open: OpenMessage;
  /** What is kept of what the composer shows. */
  readonly draft: KeptDraft;
  readonly disabledReason: string | null;
  /** What is in the composer has become a message of its own, which is shown next. */
  readonly onNamed: (message: MessageId) => void;
  /** The composer. `tools` says which message is in it; `saveAs` asks for the name of what is in it. */
  readonly children: (tools: ReactNode, saveAs: () => void) => ReactNode;
}

/** The composer of a connection with its named messages beside it, and what can be done with the one that is in it. */
export function ConnectionMessages(props: ConnectionMessagesProps): ReactNode {
  const { id, parts, destination, open, draft, disabledReason, onNamed, children } = props;
  const { connections, dialogs } = parts.state;
  const folder = useStore(connections.store, () => connections.get(id)?.folder ?? '');
  const saving = usePopup(dialogs, 'saveMessage', id);
  const saveAs = (): void => saving.onOpenChange(true);
  const show = (message: MessageId | null): void => showMessage(parts, id, message, draft);
  return (
    <div className="message-pane">
      <NamedMessages {...{ id, folder, parts, destination, open, disabledReason }} onShow={show} />
      {children(<ShownMessageTools {...{ id, parts, open, draft }} />, saveAs)}
      {saving.open && (
        <NewMessage
          {...{ id, folder, parts, open, draft }}
          onMade={(message) => {
            onNamed(message);
            show(message);
          }}
          onClose={() => saving.onOpenChange(false)}
        />
      )}
    </div>
  );
}

interface NewMessageProps extends Pick<ConnectionMessagesProps, 'id' | 'parts' | 'open' | 'draft'> {
  readonly folder: FolderPath;
  readonly onMade: (message: MessageId) => void;
  readonly onClose: () => void;
}

/** Where a person names what is in the composer. */
function NewMessage({ id, folder, parts, open, draft, onMade, onClose }: NewMessageProps): ReactNode {
  const owners = ownersOf(id, folder);
  const own = { folder, connection: id };
  const save = async ({ name, note, owner }: MessageFacts): Promise<void> => {
    const target = owners.find(({ value }) => value === owner)?.owner ?? own;
    onMade((await parts.state.messages.create(contentOfDraft(draft, { name, note }), target)).id);
    // Its changes are in the new one: the other stays as it is in its file.
    const changed = open.gone ?? (open.isChanged ? open.message?.id : undefined);
    if (changed !== undefined) parts.drafts.forget(changed);
  };
  return (
    <MessageDialog
      title="Save as message"
      initial={{ name: '', note: '', owner: keyOfOwner(own) }}
      owners={owners}
      onSave={save}
      onClose={onClose}
    />
  );
}
