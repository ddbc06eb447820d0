import type { MessageId } from '../../../shared/model/ids.ts';
import { isSame } from '../../../shared/model/optionAt.ts';
import type { MessageContent, SavedMessage } from '../../../shared/model/savedMessage.ts';
import type { DraftStore, KeptDraft } from './drafts.ts';
import { contentOfDraft } from './openMessage.ts';
import type { WorkbenchState } from './workbench.ts';

interface Stores {
  readonly state: Pick<WorkbenchState, 'messages'>;
  readonly drafts: DraftStore;
}

/** True when another program or window has changed the text of a message since its unsaved changes began. */
export function isConflict(draft: KeptDraft | undefined, message: SavedMessage): boolean {
  return draft?.revision !== undefined && draft.revision !== message.revision;
}

/** Saves the unsaved changes of a named message. Rejects with a sentence, and keeps the changes then. */
export async function saveMessage(stores: Stores, id: MessageId): Promise<void> {
  const message = stores.state.messages.get(id);
  const draft = stores.drafts.store.getState()[id];
  if (message && draft) await write(stores, message, draft, draft.revision ?? message.revision);
}

/** Settles a conflict: the unsaved changes replace what stands in the file now. Rejects like `saveMessage`. */
export async function keepMine(stores: Stores, id: MessageId): Promise<void> {
  const message = stores.state.messages.get(id);
  const draft = stores.drafts.store.getState()[id];
  if (message && draft) await write(stores, message, draft, message.revision);
}

async function write(
  { state, drafts }: Stores,
  message: SavedMessage,
  draft: KeptDraft,
  revision: string,
): Promise<void> {
  const saved = await state.messages.update(message.id, contentOfDraft(draft, message), revision);
  const newest = drafts.store.getState()[message.id];
  if (newest === undefined) return;
  if (isSame({ ...newest, revision: '' }, { ...draft, revision: '' })) drafts.forget(message.id);
  // What was typed meanwhile is a change of what stands in the file now.
  else drafts.put(message.id, { ...newest, revision: saved.revision });
}

/** Gives a named message another name and note. Its unsaved changes stay, and can still be saved. Rejects with a sentence. */
export async function renameMessage(
  { state }: Pick<Stores, 'state'>,
  id: MessageId,
  { name, note }: Pick<MessageContent, 'name' | 'note'>,
): Promise<void> {
  const message = state.messages.get(id);
  if (!message || (name === message.name && note === message.note)) return;
  await state.messages.update(id, { ...contentOfMessage(message), name, note }, message.revision);
}

/** What a person writes of a message. */
export function contentOfMessage(message: SavedMessage): MessageContent {
  const {
    version: _,
    id: __,
    order: ___,
    connection: ____,
    folder: _____,
    revision: ______,
    ...content
  } = message;
  return content;
}

/**
 * Unsaved changes concern the text of a message: when only its name or note changes, here or elsewhere, they are changes of the new
 * revision. Returns a function that ends this.
 */
export function followMessages({ state, drafts }: Stores): () => void {
  return state.messages.store.subscribe(({ messages }, before) => {
    if (messages === before.messages) return;
    for (const [id, draft] of Object.entries(drafts.store.getState())) {
      if (draft.revision === undefined) continue;
      const [old, next] = [before.messages.get(id), messages.get(id)];
      if (!old || !next || old === next || draft.revision !== old.revision) continue;
      if (hasSameText(old, next)) drafts.put(id, { ...draft, revision: next.revision });
    }
  });
}

function hasSameText(left: SavedMessage, right: SavedMessage): boolean {
  const textOf = (message: SavedMessage): MessageContent => ({
    ...contentOfMessage(message),
    name: '',
    note: '',
  });
  return isSame(textOf(left), textOf(right));
}
