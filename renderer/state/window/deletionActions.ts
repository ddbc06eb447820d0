import { formatCounted, plural } from '../../../shared/base/quantity.ts';
import { quoted } from '../../../shared/bytes/visibleText.ts';
import { folderName, isWithinFolder, type FolderPath } from '../../../shared/model/connectionFolder.ts';
import type { ConnectionId, MessageId, RecordingId } from '../../../shared/model/ids.ts';
import { folderKey } from '../workspace/treeRows.ts';
import { liveSessionsOf, removeUnlessRefused } from './deletion.ts';
import type { DraftStore } from './drafts.ts';
import { keyOfTab, type Tab } from './tabs.ts';
import type { Undoable } from './undo.ts';
import { whenListed } from './whenListed.ts';
import type { WorkbenchState } from './workbench.ts';

/**
 * What the person deletes. All of it can be undone for ten seconds; a question comes first where the undo would not bring back everything,
 * or where much goes at once.
 */
export interface DeletionActions {
  /** Asks where it is open: its session ends. */
  deleteConnection: (id: ConnectionId) => void;
  /** Asks where something is in it. */
  deleteFolder: (folder: FolderPath) => void;
  /** Always asks. */
  deleteRecording: (id: RecordingId) => void;
  deleteMessage: (id: MessageId) => void;
}

type Drafts = Pick<DraftStore, 'store' | 'put' | 'forget'>;

export function createDeletionActions(state: WorkbenchState, drafts: Drafts): DeletionActions {
  const { connections, messages, questions, recordings, tabs, toasts, undo } = state;
  return {
    deleteConnection(id) {
      const connection = connections.get(id);
      if (!connection) return;
      if (connections.isNew(id)) {
        tabs.close(keyOfTab({ kind: 'connection', id }));
        return;
      }
      const what = quoted(connection.name);
      const run = (): Promise<void> => undo.delete(() => removeConnection(state, drafts, id, what));
      if (liveSessionsOf(state, [id]).length === 0) toasts.run(run);
      else {
        const text = 'It is open, and will be closed. Its recordings stay.';
        questions.setState({ title: `Delete ${what}?`, text, action: 'Delete', run });
      }
    },
    deleteFolder(folder) {
      const inside = insideOf(state, folder);
      const run = (): Promise<void> => undo.delete(() => removeFolder(state, drafts, folder, inside));
      if (inside.connections.length + inside.messages.length === 0) toasts.run(run);
      else {
        const title = `Delete the folder ${quoted(folderName(folder))}?`;
        questions.setState({ title, text: textOf(inside), action: 'Delete', run });
      }
    },
    deleteRecording(id) {
      const recording = recordings.get(id);
      if (!recording) return;
      const what = quoted(recording.name);
      questions.setState({
        title: `Delete ${what}?`,
        text: 'Its file is deleted from the workspace, with every record in it.',
        action: 'Delete',
        run: () => undo.delete(() => removeRecording(state, id, `the recording ${what}`)),
      });
    },
    deleteMessage(id) {
      const message = messages.get(id);
      if (!message) return;
      const remove = async (): Promise<Undoable> => {
        const deletion = await messages.remove(id);
        return { deletion, what: `the message ${quoted(message.name)}`, back: takeDrafts(drafts, [id]) };
      };
      toasts.run(() => undo.delete(remove));
    },
  };
}

async function removeConnection(
  state: WorkbenchState,
  drafts: Drafts,
  id: ConnectionId,
  what: string,
): Promise<Undoable> {
  const { connections, messages } = state;
  const own = messages.ownOf(id).map((message) => message.id);
  const tabs = openTabsOf(state, [{ kind: 'connection', id }]);
  const deletion = await removeUnlessRefused(state, [id], () => connections.remove(id, own));
  const putDrafts = takeDrafts(drafts, [id, ...own]);
  tabs.close();
  const back = (): void => {
    putDrafts();
    whenListed(
      connections.store,
      () => connections.get(id) !== undefined,
      () => tabs.reopen(),
    );
  };
  return { deletion, what, back };
}

async function removeRecording(state: WorkbenchState, id: RecordingId, what: string): Promise<Undoable> {
  const { recordings } = state;
  const tabs = openTabsOf(state, [{ kind: 'recording', id }]);
  const deletion = await recordings.remove(id);
  tabs.close();
  const isThere = (): boolean => recordings.get(id) !== undefined;
  return { deletion, what, back: () => whenListed(recordings.store, isThere, () => tabs.reopen()) };
}

/** What goes with a folder. */
interface Inside {
  readonly connections: readonly ConnectionId[];
  readonly messages: readonly MessageId[];
  /** How many of the connections are open. */
  readonly open: number;
}

function insideOf(state: WorkbenchState, folder: FolderPath): Inside {
  const connections = state.connections.store
    .getState()
    .tree.connectionsBelow(folder)
    .map(({ id }) => id);
  const messages = [...state.messages.store.getState().messages.values()]
    .filter((message) => isWithinFolder(message.folder, folder))
    .map(({ id }) => id);
  return { connections, messages, open: liveSessionsOf(state, connections).length };
}

async function removeFolder(
  state: WorkbenchState,
  drafts: Drafts,
  folder: FolderPath,
  { connections: ids, messages }: Inside,
): Promise<Undoable> {
  const { connections, openFolders, sidebar } = state;
  const tabs = openTabsOf(
    state,
    ids.map((id) => ({ kind: 'connection', id })),
  );
  const deletion = await removeUnlessRefused(state, ids, () =>
    connections.folders.remove(folder, ids, messages),
  );
  const putDrafts = takeDrafts(drafts, [...ids, ...messages]);
  const isOpen = openFolders.store.getState().has(folder);
  openFolders.forget(folder);
  tabs.close();
  const back = (): void => {
    putDrafts();
    openFolders.set(folder, isOpen);
    sidebar.setState({ focused: folderKey(folder) });
    whenListed(
      connections.store,
      () => ids.every((id) => connections.get(id) !== undefined),
      () => tabs.reopen(),
    );
  };
  return { deletion, what: `the folder ${quoted(folderName(folder))}`, back };
}

function textOf({ connections, messages, open }: Inside): string {
  const parts = [
    ...(connections.length > 0 ? [formatCounted(connections.length, 'connection')] : []),
    ...(messages.length > 0 ? [formatCounted(messages.length, 'named message')] : []),
  ];
  const are = plural(connections.length + messages.length, 'is', 'are');
  const closed = open === 0 ? '' : ` ${formatCounted(open, 'session')} will be closed.`;
  const recordings = connections.length > 0 ? ' Recordings stay.' : '';
  return `${parts.join(' and ')} in it ${are} deleted, too.${closed}${recordings}`;
}

/** The tabs of what is to be deleted. */
interface DeletedTabs {
  close(): void;
  /** Opens again those that were open, and shows the one that was in front. */
  reopen(): void;
}

/** Asked before the deletion: the list, which tells of it first, closes them as well. */
function openTabsOf({ tabs }: WorkbenchState, deleted: readonly Tab[]): DeletedTabs {
  const { tabs: open, active } = tabs.store.getState();
  const keys = new Set(open.map(keyOfTab));
  const closing = deleted.filter((tab) => keys.has(keyOfTab(tab)));
  const front = closing.map(keyOfTab).find((key) => key === active);
  return {
    close() {
      for (const tab of closing) tabs.close(keyOfTab(tab));
    },
    reopen() {
      const shown = front ?? tabs.store.getState().active;
      for (const tab of closing) tabs.open(tab);
      if (shown !== null) tabs.activate(shown);
    },
  };
}

/** Forgets what is not saved of these. What is returned puts it back. */
function takeDrafts(drafts: Drafts, ids: readonly string[]): () => void {
  const all = drafts.store.getState();
  const taken = ids.flatMap((id) => {
    const draft = all[id];
    return draft ? [[id, draft] as const] : [];
  });
  drafts.forget(...ids);
  return () => {
    for (const [id, draft] of taken) drafts.put(id, draft);
  };
}
