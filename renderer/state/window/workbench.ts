import { createStore, type StoreApi } from 'zustand/vanilla';
import { quoted } from '../../../shared/bytes/visibleText.ts';
import { Owner, toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import type { EnvironmentId } from '../../../shared/model/ids.ts';
import type { ClientStatus } from '../../../shared/rpc/client.ts';
import type { WirebenchClient } from '../base/client.ts';
import { createConnectionEditStore, type ConnectionEditStore } from '../workspace/connectionEdits.ts';
import { createConnectionStore, type ConnectionStore } from '../workspace/connections.ts';
import { createEnvironmentStore, type EnvironmentStore } from '../workspace/environments.ts';
import { GroupedMessages } from '../workspace/groupedMessages.ts';
import { createMessageStore, type MessageStore } from '../workspace/messages.ts';
import type { RecordingFiles } from '../workspace/files.ts';
import { createOpenFolders, type OpenFolders } from './openFolders.ts';
import { createOpenDialogStore, type OpenDialogStore } from './openDialogs.ts';
import { askInTurn, createQuestionStore, type Question, type QuestionStore } from '../base/questions.ts';
import { createRecentWorkspaceStore, type RecentWorkspaceStore } from '../workspace/recentWorkspaces.ts';
import { createRecordingStore, type RecordingStore } from '../workspace/recordings.ts';
import { createSessionStore, type SessionStore } from '../sessions/sessions.ts';
import { createSettingsStore, type SettingsStore } from './settings.ts';
import { createSidebarStore, type SidebarStore } from './sidebar.ts';
import { createSidebarShown, type SidebarShown } from './sidebarShown.ts';
import { createStorageStore, type StorageStore } from '../workspace/storage.ts';
import type { KeyStorage } from '../base/stored.ts';
import { mayBeThere, type TabContents } from './tabContents.ts';
import { createTabStore, type TabStore } from './tabs.ts';
import { createToastStore, type ToastStore } from './toasts.ts';
import { createUndoStore, type UndoStore } from './undo.ts';
import { createTypedAhead, type TypedAhead } from './typedAhead.ts';
import { createUpdateStore, type UpdateStore } from './updates.ts';
import { createTransferStore, type TransferStore } from '../workspace/transfer.ts';

/** The whole state of a window, without its user interface. */
export interface WorkbenchState extends Disposable {
  readonly client: WirebenchClient;
  readonly files: RecordingFiles;
  readonly status: StoreApi<ClientStatus>;
  readonly app: StoreApi<AppInfo>;
  readonly connections: ConnectionStore;
  readonly environments: EnvironmentStore;
  readonly edits: ConnectionEditStore;
  readonly messages: MessageStore;
  readonly messageGroups: GroupedMessages;
  readonly sessions: SessionStore;
  readonly recordings: RecordingStore;
  readonly recentWorkspaces: RecentWorkspaceStore;
  readonly storage: StorageStore;
  readonly settings: SettingsStore;
  readonly tabs: TabStore;
  readonly sidebar: SidebarStore;
  readonly sidebarShown: SidebarShown;
  readonly openFolders: OpenFolders;
  readonly questions: QuestionStore;
  readonly dialogs: OpenDialogStore;
  readonly toasts: ToastStore;
  readonly undo: UndoStore;
  readonly updates: UpdateStore;
  readonly transfer: TransferStore;
  readonly typedAhead: TypedAhead;
  /** What a screen reader says next, since it is only seen: where a row went. */
  readonly announced: StoreApi<string>;
}

/** Null until the engine has answered. */
type AppInfo = {
  readonly version: string;
  readonly workspace: string;
  readonly host: 'desktop' | 'headless';
  /** The host can open other workspaces, and show the folder of this one. */
  readonly otherWorkspaces: boolean;
} | null;

/** `graceMs`: how long a connection that leaves the list may be back; for tests. */
export function createWorkbenchState(
  client: WirebenchClient,
  files: RecordingFiles,
  storage: KeyStorage,
  windowStorage: KeyStorage,
  graceMs?: number,
): WorkbenchState {
  const owner = new Owner();
  const connections = owner.add(createConnectionStore(client, storage, graceMs));
  const messages = owner.add(createMessageStore(client, (id) => connections.keep(id)));
  const environments = owner.add(createEnvironmentStore(client, { window: windowStorage, browser: storage }));
  const environment = (): EnvironmentId | null => environments.store.getState().active;
  const sessions = owner.add(createSessionStore(client, { environment }));
  const recordings = owner.add(createRecordingStore(client));
  const tabs = createTabStore(storage);
  const toasts = createToastStore({
    allow: (name) => environments.allow(name),
    tab: () => tabs.store.getState().active,
  });
  const leaveTabs = tabs.store.subscribe(({ groups }, before) => {
    const inFront = new Set(groups.map(({ active }) => active));
    for (const { active } of before.groups) if (!inFront.has(active)) toasts.leave(active);
  });
  owner.add(toDisposable(leaveTabs));
  const questions = createQuestionStore();
  const announced = createStore(() => '');
  const openFolders = createOpenFolders(storage);
  const recentWorkspaces = createRecentWorkspaceStore(client);
  const { status, app } = followEngine(client, owner, toasts, ({ workspace }) => {
    openFolders.use(workspace);
    environments.remember(workspace);
    void recentWorkspaces.load();
  });
  closeTabsOfTheGone({ connections, sessions, recordings, tabs }, owner);
  return {
    client,
    files,
    status,
    app,
    connections,
    environments,
    edits: owner.add(createEdits({ connections, questions, tabs }, windowStorage)),
    messages,
    messageGroups: new GroupedMessages(connections, messages),
    sessions,
    recordings,
    recentWorkspaces,
    storage: owner.add(createStorageStore(client)),
    settings: createSettingsStore(storage),
    tabs,
    ...createSidebar(storage, owner),
    openFolders,
    questions,
    dialogs: createOpenDialogStore(),
    toasts,
    undo: createUndoStore({ client, toasts, announced }),
    updates: owner.add(createUpdateStore({ client, app, toasts })),
    transfer: createTransferStore(),
    typedAhead: createTypedAhead(),
    announced,
    dispose: () => owner.dispose(),
  };
}

/** The sidebar. A name is never edited out of sight. */
function createSidebar(storage: KeyStorage, owner: Owner): Pick<WorkbenchState, 'sidebar' | 'sidebarShown'> {
  const sidebar = createSidebarStore();
  const sidebarShown = createSidebarShown(storage);
  const stop = sidebar.subscribe(({ renaming }) => {
    if (renaming !== null) sidebarShown.show();
  });
  owner.add(toDisposable(stop));
  return { sidebar, sidebarShown };
}

/** The edits of connections. When one loses its connection, the person is asked what becomes of it. */
function createEdits(
  { connections, questions, tabs }: Pick<WorkbenchState, 'connections' | 'questions' | 'tabs'>,
  storage: KeyStorage,
): ConnectionEditStore {
  return createConnectionEditStore(connections, storage, (name, endpoint) => {
    const keep = async (): Promise<void> => {
      const { id } = await connections.create(name, endpoint);
      tabs.open({ kind: 'connection', id });
    };
    askInTurn(questions, questionToKeep(name, keep));
  });
}

/** Asks what becomes of an edit whose connection was deleted elsewhere. */
function questionToKeep(name: string, keep: () => Promise<void>): Question {
  return {
    title: `${quoted(name)} was deleted while you were changing it`,
    text: 'Another program or window deleted its file. What you typed can be kept as a new connection.',
    action: 'Keep it',
    isHarmless: true,
    run: keep,
  };
}

/** Follows whether the engine is there. Each time that it is, asks what it is, and says so when it has answered. */
function followEngine(
  client: WirebenchClient,
  owner: Owner,
  toasts: ToastStore,
  answered: (app: NonNullable<AppInfo>) => void,
): Pick<WorkbenchState, 'status' | 'app'> {
  const status = createStore<ClientStatus>(() => client.status.value);
  const app = createStore<AppInfo>(() => null);
  const following = new AbortController();
  owner.add(toDisposable(() => following.abort()));
  const readApp = async (): Promise<void> => {
    const { version, workspace, host, otherWorkspaces } = await client.call('app.info', {});
    answered({ version, workspace, host, otherWorkspaces });
    app.setState({ version, workspace, host, otherWorkspaces }, true);
  };
  const follow = async (): Promise<void> => {
    for await (const value of client.status.changes(following.signal)) {
      status.setState(value, true);
      if (value.state === 'open') toasts.run(readApp);
    }
  };
  void follow();
  return { status, app };
}

/** Closes a tab when its content is deleted: here, in another window, or in the workspace folder. */
function closeTabsOfTheGone(state: TabContents & Pick<WorkbenchState, 'tabs'>, owner: Owner): void {
  const look = (): void => state.tabs.keep((tab) => mayBeThere(state, tab));
  for (const { store } of [state.connections, state.recordings, state.sessions])
    owner.add(toDisposable(store.subscribe(look)));
}
