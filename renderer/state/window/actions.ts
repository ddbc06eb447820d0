import { freeName } from '../../../shared/base/freeName.ts';
import type { Endpoint, SavedConnection } from '../../../shared/model/connection.ts';
import type { EndpointKind } from '../../../shared/model/endpointKinds.ts';
import type { ConnectionId, EnvironmentId, RecordingId } from '../../../shared/model/ids.ts';
import { hasEnded } from '../../../shared/model/session.ts';
import type { NewPlace } from '../workspace/connections.ts';
import { newestSessionOf } from '../sessions/sessions.ts';
import type { FolderPath } from '../../../shared/model/connectionFolder.ts';
import { createDeletionActions, type DeletionActions } from './deletionActions.ts';
import type { DraftStore } from './drafts.ts';
import { createDropActions, type DropActions } from './dropActions.ts';
import { createFolderActions, type FolderActions } from './folderActions.ts';
import { createImportActions, type ImportActions } from './importActions.ts';
import { showInSidebar } from './showInSidebar.ts';
import { showRow } from './sidebar.ts';
import { tryEcho } from './tryEcho.ts';
import { usualEndpoint } from './usualEndpoint.ts';
import type { Tab } from './tabs.ts';
import { exportRecording } from './exportRecording.ts';
import { openRecording } from './openRecording.ts';
import { questionToTrust, withTrusted, type RefusedCertificate } from '../workspace/trust.ts';
import type { WorkbenchState } from './workbench.ts';

/** The person's actions on the whole workbench, from the sidebar, a tab, a key or the palette. */
export interface WorkbenchActions extends DeletionActions, DropActions, FolderActions, ImportActions {
  /** Makes the examples, chooses their environment, and shows the connection to begin with. */
  addExamples: () => void;
  /** Makes and opens an echo server and a client to it, with a message ready to send. */
  tryEcho: () => void;
  newConnection: (kind?: EndpointKind, folder?: FolderPath) => void;
  /** Shows a new connection to an address, which nothing has been done with yet. */
  newConnectionTo: (kind: EndpointKind, address: string) => void;
  showConnection: (id: ConnectionId) => void;
  duplicateConnection: (id: ConnectionId) => void;
  renameConnection: (id: ConnectionId, name: string) => void;
  /** Connects or listens, or closes what is already running. */
  toggleConnection: (id: ConnectionId) => void;
  /** Asks whether to accept a refused certificate from now on, and connects again. */
  askToTrust: (id: ConnectionId, certificate: RefusedCertificate) => void;
  showRecording: (id: RecordingId) => void;
  /** Brings what a tab shows into view in the sidebar. */
  showInSidebar: (tab: Tab) => void;
  renameRecording: (id: RecordingId, name: string) => void;
  exportRecording: (id: RecordingId) => void;
  openRecordingFile: () => void;
}

export function createActions(state: WorkbenchState, drafts: DraftStore): WorkbenchActions {
  const drops = createDropActions(state);
  return {
    addExamples: () => state.toasts.run(() => addExamples(state)),
    tryEcho: () => state.toasts.run(() => tryEcho(state, drafts)),
    ...createConnectionActions(state),
    ...createDeletionActions(state, drafts),
    ...createFolderActions(state),
    ...createImportActions(state, drops),
    ...drops,
    ...createRecordingActions(state),
    showInSidebar: (tab) => showInSidebar(state, tab),
  };
}

async function addExamples(state: WorkbenchState): Promise<void> {
  const { connections, openFolders, sidebar, tabs } = state;
  const { folders, environment, first } = await connections.addExamples();
  useEnvironmentOfExamples(state, environment);
  for (const folder of folders) openFolders.reveal(folder);
  showRow(sidebar, first.id);
  tabs.open({ kind: 'connection', id: first.id });
}

/** Chooses it where none is chosen. What is open and sent with another one must not go elsewhere by itself. */
function useEnvironmentOfExamples(
  { environments, toasts }: WorkbenchState,
  environment: EnvironmentId,
): void {
  const { active } = environments.store.getState();
  if (active === environment) return;
  if (active === null) environments.choose(environment);
  else
    toasts.say('The examples have their own environment. Yours is still active.', {
      label: 'Use theirs',
      run: () => environments.choose(environment),
    });
}

type ConnectionActions = Omit<
  Pick<
    WorkbenchActions,
    Extract<keyof WorkbenchActions, `${string}Connection`> | 'newConnectionTo' | 'askToTrust'
  >,
  keyof DeletionActions
>;

function createConnectionActions(state: WorkbenchState): ConnectionActions {
  const { connections, edits, messages, settings, tabs, toasts, questions } = state;
  return {
    newConnection: (kind = settings.store.getState().newKind, folder = '') =>
      beginConnection(state, usualEndpoint(kind, settings.store.getState()), folder),
    newConnectionTo: (kind, address) =>
      beginConnection(state, usualEndpoint(kind, settings.store.getState(), address), ''),
    showConnection: (id) => tabs.open({ kind: 'connection', id }),
    duplicateConnection(id) {
      const connection = connections.get(id);
      if (!connection) return;
      toasts.run(async () => {
        await edits.settle(id);
        const endpoint = edits.endpointOf(id) ?? connection.endpoint;
        if (connections.isNew(id)) {
          beginConnection(state, endpoint, connection.folder);
          return;
        }
        const place = { folder: connection.folder, after: id };
        const copy = await addConnection(state, connection.name, endpoint, place);
        if (messages.ownOf(id).length > 0) await messages.copy(id, copy.id, copy.folder);
      });
    },
    renameConnection(id, name) {
      toasts.run(() => edits.rename(id, name));
    },
    toggleConnection: (id) => toasts.run(() => toggle(state, id)),
    askToTrust: (id, certificate) =>
      questions.setState(
        questionToTrust(certificate, () => trust(state, id, certificate)),
        true,
      ),
  };
}

/** Shows a new connection, which has no file until there is something to keep. */
function beginConnection(
  { connections, openFolders, sidebar, tabs, typedAhead }: WorkbenchState,
  endpoint: Endpoint,
  folder: FolderPath,
): void {
  // Until its address field exists to type into.
  typedAhead.wait();
  const { id } = connections.begin(endpoint, folder);
  openFolders.reveal(folder);
  showRow(sidebar, id);
  tabs.open({ kind: 'connection', id });
}

/** Creates a connection under a name that is free, and shows it. */
async function addConnection(
  { connections, openFolders, sidebar, tabs }: WorkbenchState,
  name: string,
  endpoint: Endpoint,
  place: NewPlace,
): Promise<SavedConnection> {
  const free = freeName(name, connections.namesBeside(null));
  const created = await connections.create(free, endpoint, place);
  openFolders.reveal(created.folder);
  showRow(sidebar, created.id);
  tabs.open({ kind: 'connection', id: created.id });
  return created;
}

async function toggle({ connections, edits, sessions }: WorkbenchState, id: ConnectionId): Promise<void> {
  const session = newestSessionOf(sessions.store.getState().sessions, id);
  if (session === undefined || hasEnded(session.phase)) {
    // What is on the screen is opened. If it cannot be saved, the pane says so, and nothing is opened.
    if (!(await saved(edits.save(id)))) return;
    await connections.keep(id);
    await sessions.open(id);
  } else if (session.phase !== 'closing') {
    await sessions.close(session.id);
  }
}

async function trust(
  { edits, sessions }: WorkbenchState,
  id: ConnectionId,
  { fingerprint }: RefusedCertificate,
): Promise<void> {
  await edits.settle(id);
  const endpoint = edits.endpointOf(id);
  if (!endpoint) return;
  const trusting = withTrusted(endpoint, fingerprint);
  if (!trusting.ok) throw new Error(trusting.problem);
  edits.edit(id, trusting.value);
  await edits.save(id);
  const session = newestSessionOf(sessions.store.getState().sessions, id);
  if (session && !hasEnded(session.phase)) await sessions.close(session.id);
  await sessions.open(id);
}

async function saved(saving: Promise<void>): Promise<boolean> {
  try {
    await saving;
    return true;
  } catch {
    return false;
  }
}

type RecordingActions = Pick<
  WorkbenchActions,
  'showRecording' | 'renameRecording' | 'exportRecording' | 'openRecordingFile'
>;

function createRecordingActions(state: WorkbenchState): RecordingActions {
  const { recordings, tabs, toasts, files } = state;
  const show = (id: RecordingId): void => tabs.open({ kind: 'recording', id });
  return {
    showRecording: show,
    renameRecording: (id, name) => toasts.run(() => recordings.rename(id, name)),
    exportRecording: (id) => exportRecording(state, id),
    openRecordingFile: () =>
      void openRecording(state, (progress, signal) => files.openRecordingFile(progress, signal)),
  };
}
