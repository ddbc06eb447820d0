import { useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { freeName } from '../../shared/base/freeName.ts';
import type { FolderPath } from '../../shared/model/connectionFolder.ts';
import type { ConnectionId, MessageId } from '../../shared/model/ids.ts';
import type { MessageGroup } from '../../shared/model/messageGroups.ts';
import { kindProblem, type Destination } from '../../shared/model/messageProblem.ts';
import { kindOfMessage } from '../../shared/model/messageText.ts';
import type { SavedMessage } from '../../shared/model/savedMessage.ts';
import { keysOfMessage } from '../commands/messageCommands.ts';
import { MessageDialog, type MessageFacts } from '../features/messages/MessageDialog.tsx';
import { MessageList } from '../features/messages/MessageList.tsx';
import type { MessageRows } from '../features/messages/messageRows.ts';
import { RepeatDialog } from '../features/repeat/RepeatDialog.tsx';
import { contentOfMessage, renameMessage } from '../state/window/messageChanges.ts';
import { labelOfGroup } from '../state/window/moveWords.ts';
import {
  groupsOf,
  moveMessage,
  ownerOf,
  repeatMessage,
  sendMessage,
  type OpenMessage,
} from '../state/window/openMessage.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import { keyOfOwner, ownersOf } from './ownerChoices.ts';

interface NamedMessagesProps {
  readonly id: ConnectionId;
  /** The folder that the connection stands in. */
  readonly folder: FolderPath;
  readonly parts: WorkbenchParts;
  readonly destination: Destination;
  readonly open: OpenMessage;
  readonly disabledReason: string | null;
  readonly onShow: (message: MessageId | null) => void;
}

/** The list of a connection's named messages, where it has any, and what its rows do. */
export function NamedMessages(props: NamedMessagesProps): ReactNode {
  const { id, folder, parts, destination, open, disabledReason, onShow } = props;
  const { state, drafts } = parts;
  const messages = useStore(state.messages.store, (known) => known.messages);
  const groups = useStore(state.connections.store, () => groupsOf(parts, id));
  const kept = useStore(drafts.store);
  const rows = useMemo(() => rowsOf(groups), [groups]);
  const unsaved = useMemo(() => new Set(Object.keys(kept)), [kept]);
  const [repeating, setRepeating] = useState<SavedMessage | null>(null);
  const [editing, setEditing] = useState<SavedMessage | null>(null);
  const hasAny = groups.some((group) => group.messages.length > 0);
  return (
    <>
      {hasAny && (
        <MessageList
          groups={rows}
          shown={open.message?.id ?? null}
          changed={unsaved}
          problemOf={(message) => problemOf(messages.get(message), destination)}
          disabledReason={disabledReason}
          onOpen={onShow}
          onSend={(message) => state.toasts.run(() => sendMessage(parts, id, message))}
          onRepeat={(message) => setRepeating(messages.get(message) ?? null)}
          onMove={(message, { group, before }) => {
            const target = groups[group]?.folder ?? null;
            const owner = target === null ? { folder, connection: id } : { folder: target };
            state.toasts.run(() => moveMessage(parts, id, message, owner, before));
          }}
          onEdit={(message) => setEditing(messages.get(message) ?? null)}
          onDuplicate={(message) => duplicate(parts, messages.get(message), groups)}
          onDelete={(message) => parts.actions.deleteMessage(message)}
        />
      )}
      {repeating !== null && (
        <RepeatDialog
          name={repeating.name}
          onRepeat={(options) => repeatMessage(parts, id, repeating.id, options)}
          onClose={() => setRepeating(null)}
        />
      )}
      {editing !== null && (
        <EditedMessage message={editing} {...{ id, folder, parts }} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

interface EditedMessageProps extends Pick<NamedMessagesProps, 'id' | 'folder' | 'parts'> {
  readonly message: SavedMessage;
  readonly onClose: () => void;
}

/** Where a person edits the name of a message, its note, and what it belongs to. */
function EditedMessage({ message, id, folder, parts, onClose }: EditedMessageProps): ReactNode {
  const owners = ownersOf(id, folder);
  const before = keyOfOwner(ownerOf(parts, message));
  const save = async ({ name, note, owner }: MessageFacts): Promise<void> => {
    const target = owners.find(({ value }) => value === owner)?.owner;
    await renameMessage(parts, message.id, { name, note });
    if (target && keyOfOwner(target) !== keyOfOwner(ownerOf(parts, message)))
      await parts.state.messages.move(message.id, target, null);
  };
  return (
    <MessageDialog
      title="Name and note"
      initial={{ name: message.name, note: message.note, owner: before }}
      owners={owners}
      onSave={save}
      onClose={onClose}
    />
  );
}

function rowsOf(groups: readonly MessageGroup[]): MessageRows[] {
  let place = -1;
  return groups.map(({ folder, messages }) => ({
    label: labelOfGroup({ folder }),
    rows: messages.map(({ id, name, note }) => {
      place += 1;
      return { id, name, note, keys: keysOfMessage(place) };
    }),
  }));
}

/** Only what its kind rules out; the rest is said when it is sent. */
function problemOf(message: SavedMessage | undefined, destination: Destination): string | null {
  return message === undefined
    ? null
    : (kindProblem(destination.kind, kindOfMessage(message, destination.kind))?.message ?? null);
}

/** The copy is told from every message that stands in one list with it. */
function duplicate(
  parts: WorkbenchParts,
  message: SavedMessage | undefined,
  groups: readonly MessageGroup[],
): void {
  if (!message) return;
  const { messages, toasts } = parts.state;
  const listed = groups.flatMap((group) => group.messages.map(({ name }) => name));
  const name = freeName(message.name, listed);
  toasts.run(() =>
    messages.create({ ...contentOfMessage(message), name }, ownerOf(parts, message), message.id),
  );
}
