import { useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { kindProblem, type Destination } from '../../shared/model/messageProblem.ts';
import { keysOfMessage } from '../commands/messageCommands.ts';
import { MessageDialog, type MessageFacts } from '../features/messages/MessageDialog.tsx';
import { MessageList } from '../features/messages/MessageList.tsx';
import type { MessageRows } from '../features/messages/messageRows.ts';
import { RepeatDialog } from '../features/repeat/RepeatDialog.tsx';
import { MessageTools } from '../features/messages/MessageTools.tsx';
import { MessageConflictDialog } from '../dialogs/MessageConflictDialog.tsx';
import type { ConnectionId, MessageId } from '../../shared/model/ids.ts';
import { kindOfMessage } from '../../shared/model/messageText.ts';
import type { MessageGroup } from '../../shared/model/messageGroups.ts';
import { parentFolder, type FolderPath } from '../../shared/model/connectionFolder.ts';
import type { MessageContent, MessageOwner, SavedMessage } from '../../shared/model/savedMessage.ts';
import {
  contentOfDraft,
  groupsOf,
  moveMessage,
  ownerOf,
  repeatMessage,
  sendMessage,
  showMessage,
  type OpenMessage,
} from '../state/window/openMessage.ts';
import {
  contentOfMessage,
  isConflict,
  keepMine,
  renameMessage,
  saveMessage,
} from '../state/window/messageChanges.ts';
import type { KeptDraft } from '../state/window/drafts.ts';
import { labelOfGroup } from '../state/window/moveWords.ts';
import { usePopup } from './usePopup.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

interface ConnectionMessagesProps {
  readonly id: ConnectionId;
  readonly parts: WorkbenchParts;
  readonly destination: Destination;
  readonly open: OpenMessage;
  /** What is kept of what the composer shows. */
  readonly draft: KeptDraft;
  readonly disabledReason: string | null;
  /** Stands below the composer, with what can be done with the message. */
  readonly progress: ReactNode;
  /** The composer; `saveAs` asks for the name of what is in it. */
  readonly children: (saveAs: () => void) => ReactNode;
}

/** The composer of a connection with its named messages beside it, and what can be done with the one that is in it. */
export function ConnectionMessages(props: ConnectionMessagesProps): ReactNode {
  const { id, parts, destination, open, draft, disabledReason, progress, children } = props;
  const { state, drafts } = parts;
  const messages = useStore(state.messages.store, (known) => known.messages);
  const groups = useStore(state.connections.store, () => groupsOf(parts, id));
  const folder = useStore(state.connections.store, () => state.connections.get(id)?.folder ?? '');
  const kept = useStore(drafts.store);
  const unkept = useStore(drafts.unkept);
  const rows = useMemo(() => rowsOf(groups), [groups]);
  const unsaved = useMemo(() => new Set(Object.keys(kept)), [kept]);
  const [isComparing, setComparing] = useState(false);
  const [repeating, setRepeating] = useState<SavedMessage | null>(null);
  const [editing, setEditing] = useState<SavedMessage | null>(null);
  const saving = usePopup(state.dialogs, 'saveMessage', id);
  const saveAs = (): void => saving.onOpenChange(true);
  const owners = ownersOf(id, folder);
  const show = (message: MessageId | null): void => showMessage(parts, id, message, draft);
  const hasAny = groups.some((group) => group.messages.length > 0);
  const add = async ({ name, note, owner }: MessageFacts, content: MessageContent): Promise<void> => {
    const target = owners.find(({ value }) => value === owner)?.owner ?? { folder, connection: id };
    show((await state.messages.create({ ...content, name, note }, target)).id);
    if (open.gone !== null) drafts.forget(open.gone);
  };
  const edit = async (message: SavedMessage, { name, note, owner }: MessageFacts): Promise<void> => {
    const target = owners.find(({ value }) => value === owner)?.owner;
    await renameMessage(parts, message.id, { name, note });
    if (target && keyOfOwner(target) !== keyOfOwner(ownerOf(parts, message)))
      await state.messages.move(message.id, target, null);
  };
  return (
    <div className="message-pane">
      {hasAny && (
        <MessageList
          groups={rows}
          shown={open.message?.id ?? null}
          changed={unsaved}
          problemOf={(message) => problemOf(messages.get(message), destination)}
          disabledReason={disabledReason}
          onOpen={show}
          onSend={(message) => state.toasts.run(() => sendMessage(parts, id, message))}
          onRepeat={(message) => setRepeating(messages.get(message) ?? null)}
          onMove={(message, { group, before }) => {
            const target = groups[group]?.folder ?? null;
            const owner = target === null ? { folder, connection: id } : { folder: target };
            state.toasts.run(() => moveMessage(parts, id, message, owner, before));
          }}
          onEdit={(message) => setEditing(messages.get(message) ?? null)}
          onDuplicate={(message) => {
            const saved = messages.get(message);
            if (saved)
              state.toasts.run(() =>
                state.messages.create(
                  { ...contentOfMessage(saved), name: `${saved.name.slice(0, 190)} copy` },
                  ownerOf(parts, saved),
                  message,
                ),
              );
          }}
          onDelete={(message) => askToDelete(parts, messages.get(message))}
        />
      )}
      <div className="message-composer">
        {children(saveAs)}
        <div className="message-foot">
          {progress}
          <MessageTools
            message={open.message}
            isChanged={open.isChanged}
            isGone={open.gone !== null}
            isUnkept={unkept.has(open.message?.id ?? open.gone ?? id)}
            isConflict={open.message !== null && isConflict(kept[open.message.id], open.message)}
            onSave={async () => {
              const { message } = open;
              if (message)
                await saveMessage(parts, message.id).catch((error: unknown) => state.toasts.failed(error));
            }}
            onCompare={() => setComparing(true)}
            onThrowAway={() => {
              const changed = open.message?.id ?? open.gone;
              if (changed !== null) drafts.forget(changed);
            }}
            onSaveAs={saveAs}
          />
        </div>
      </div>
      {isComparing && open.message && open.isChanged && (
        <MessageConflict
          parts={parts}
          message={open.message}
          draft={draft}
          onClose={() => setComparing(false)}
        />
      )}
      {saving.open && (
        <MessageDialog
          title="Save as message"
          initial={{ name: '', note: '', owner: keyOfOwner({ folder, connection: id }) }}
          owners={owners}
          onSave={(facts) => add(facts, contentOfDraft(draft, { name: facts.name, note: '' }))}
          onClose={() => saving.onOpenChange(false)}
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
        <MessageDialog
          title="Name and note"
          initial={{ name: editing.name, note: editing.note, owner: keyOfOwner(ownerOf(parts, editing)) }}
          owners={owners}
          onSave={(facts) => edit(editing, facts)}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  );
}

function MessageConflict(props: {
  parts: WorkbenchParts;
  message: SavedMessage;
  draft: KeptDraft;
  onClose: () => void;
}): ReactNode {
  const { parts, message, draft, onClose } = props;
  return (
    <MessageConflictDialog
      theirs={message}
      mine={contentOfDraft(draft, message)}
      onKeep={() => keepMine(parts, message.id)}
      onTake={() => parts.drafts.forget(message.id)}
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

function keyOfOwner({ folder, connection }: MessageOwner): string {
  return connection === undefined ? `folder ${folder}` : 'connection';
}

/** The connection, its folder, and those above. */
function ownersOf(
  connection: ConnectionId,
  folder: FolderPath,
): { readonly value: string; readonly label: string; readonly owner: MessageOwner }[] {
  const own = { folder, connection };
  const owners: { value: string; label: string; owner: MessageOwner }[] = [
    { value: keyOfOwner(own), label: labelOfGroup({ folder: null }), owner: own },
  ];
  for (let path = folder; ; path = parentFolder(path)) {
    owners.push({
      value: keyOfOwner({ folder: path }),
      label: labelOfGroup({ folder: path }),
      owner: { folder: path },
    });
    if (path === '') return owners;
  }
}

function askToDelete({ state, drafts }: WorkbenchParts, message: SavedMessage | undefined): void {
  if (!message) return;
  state.questions.setState({
    title: `Delete “${message.name}”?`,
    text:
      message.connection === undefined
        ? 'Its file is deleted from the workspace, for every connection that has it.'
        : 'Its file is deleted from the workspace.',
    action: 'Delete',
    run: async () => {
      await state.messages.remove(message.id);
      drafts.forget(message.id);
    },
  });
}
