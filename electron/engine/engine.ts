import '../../shared/bytes/allEncodings.ts';
import type { WirebenchContract } from '../../shared/contract/contract.ts';
import type { SessionId } from '../../shared/model/ids.ts';
import type { Handlers } from '../../shared/rpc/serve.ts';
import { closeInTurn } from './base/closeInTurn.ts';
import type { EngineDeps } from './base/deps.ts';
import { createHandlers, type HandlerParts } from './handlers/handlers.ts';
import { reportFacts, type ReportFacts } from './handlers/reportFacts.ts';
import { lockWorkspace, type WorkspaceLock } from './lock/workspaceLock.ts';
import { OpenRecordings } from './records/openRecordings.ts';
import { releaseRecording } from './records/releaseRecording.ts';
import { RecordViews } from './records/recordViews.ts';
import type { ReplayRegistry } from './replay/replay.ts';
import { createReplayRegistry } from './replay/replayRegistry.ts';
import { isLive } from './session/isLive.ts';
import type { SessionRegistry } from './session/session.ts';
import { createSessionRegistry } from './session/sessionRegistry.ts';
import { createStore } from './store/main/createStore.ts';
import type { WritePatience } from './store/writePatience.ts';
import type { Store } from './store/store.ts';
import { recordingIdOf } from './store/recordingIds.ts';
import { PreferenceFiles } from './workspace/preferenceFiles.ts';
import { RecentWorkspaces } from './workspace/recentWorkspaces.ts';
import { BlankedCopies } from './workspace/blankedCopies.ts';
import { createRecordings, type Recordings } from './workspace/recordings.ts';
import { createRecordingStorage } from './workspace/recordingStorage.ts';
import { createWorkspace, type Workspace } from './workspace/workspace.ts';

/** The whole of Wirebench without a window. */
export interface Engine {
  /** The calls that a host serves to a window, over any transport. */
  readonly handlers: Handlers<WirebenchContract>;
  readonly sessions: SessionRegistry;
  readonly replays: ReplayRegistry;
  readonly recordings: Recordings;
  readonly store: Store;
  /** The folders of this person's workspaces, the one that was opened last first. Rejects with a sentence. */
  recentFolders(): Promise<readonly string[]>;
  /** The names of the sessions that are live. */
  liveNames(): readonly string[];
  /** How many things of each kind there are, and what the person has set, for a report. */
  reportFacts(): Promise<ReportFacts>;
  /**
   * Ends every session, finishes every file, ends the workers; failures are logged, and everything else is closed all the same. Resolves
   * when nothing is left running.
   */
  close(): Promise<void>;
}

/**
 * Makes the engine on a workspace folder, which it keeps locked until it is closed. Rejects with `WorkspaceInUse` while another program has
 * the folder open, and with a sentence when the folder cannot be used. `patience` is how long a recording waits for its file; the usual one
 * unless told.
 */
export async function createEngine(deps: EngineDeps, patience?: WritePatience): Promise<Engine> {
  const store = createStore({
    workerUrl: deps.storeWorker,
    patience,
    readsWhereItWrites: deps.readsWhereItWrites ?? false,
  });
  let lock: WorkspaceLock | null = null;
  try {
    lock = await lockWorkspace({ ...deps, locks: store });
    if (lock.readOnly !== null) deps.log.warn(lock.readOnly);
    return await createLockedEngine(deps, store, lock);
  } catch (error) {
    await lock?.release();
    await store.close();
    throw error;
  }
}

async function createLockedEngine(deps: EngineDeps, store: Store, lock: WorkspaceLock): Promise<Engine> {
  const { workspace: folder, configFolder, clock, makeId, log, importWorker } = deps;
  const workspace = await createWorkspace({ folder, configFolder, makeId, log, clock, importWorker });
  const { recordings, sessions } = await createSessions(deps, workspace, store).catch(
    async (error: unknown) => {
      await workspace.close();
      throw error;
    },
  );
  const recentWorkspaces = new RecentWorkspaces({
    ...{ workspace: workspace.folder, configFolder, makeId },
    nowMs: Date.now,
  });
  const preferences = new PreferenceFiles({ configFolder, makeId });
  // A command that opens a workspace for a moment is not how a person came to it.
  if (deps.show) recentWorkspaces.note();
  const replays = createReplayRegistry({
    sessions,
    makeId,
    clock,
    connections: () => workspace.connections.all(),
  });
  const openRecordings = new OpenRecordings(store, (id) => recordings.pathOf(id));
  const storage = createRecordingStorage({
    folder: workspace.sessionsFolder,
    recordings,
    settings: workspace.settings,
    clock,
    readOnly: lock.readOnly,
    isShown: (id) =>
      openRecordings.isOpen(id) || sessions.all.value.some(({ info }) => info.value.recordingId === id),
    release: (id) => releaseRecording(id, sessions, openRecordings),
  });
  const views = new RecordViews(makeId);
  const copies = new BlankedCopies({ workspace, recordings, store, makeId });
  await copies.clean();
  const parts = {
    deps,
    workspace,
    recentWorkspaces,
    preferences,
    store,
    recordings,
    copies,
    storage,
    openRecordings,
    views,
    sessions,
    replays,
  };
  return {
    handlers: createHandlers(parts),
    sessions,
    replays,
    recordings,
    store,
    recentFolders: () => recentWorkspaces.folders(),
    liveNames: () => sessions.all.value.filter(isLive).map(({ info }) => info.value.name),
    reportFacts: () => reportFacts(parts),
    close: () => closeEngine(parts, lock),
  };
}

/** The recordings and the sessions: recordings ask sessions who writes a file, sessions get their files from recordings. */
async function createSessions(
  { clock, makeId, log, systemProxy, page = () => null }: EngineDeps,
  workspace: Workspace,
  store: Store,
): Promise<{ readonly recordings: Recordings; readonly sessions: SessionRegistry }> {
  const live: { sessions?: SessionRegistry } = {};
  const recordings = await createRecordings({
    folder: workspace.sessionsFolder,
    store,
    clock,
    makeId,
    log,
    isLive: (path) => writerOf(live.sessions, path),
  });
  const sessions = createSessionRegistry({
    clock,
    log,
    makeId,
    store,
    files: recordings,
    secrets: workspace.secrets,
    makeIdentity: (names) => workspace.authority.makeIdentity(names),
    systemProxy,
    page,
    changed: () => recordings.liveChanged(),
  });
  live.sessions = sessions;
  return { recordings, sessions };
}

/** Closes each part before the parts that it uses. */
function closeEngine(parts: HandlerParts, lock: WorkspaceLock): Promise<void> {
  const { deps, workspace, recentWorkspaces, store, recordings, storage } = parts;
  const { openRecordings, views, sessions, replays } = parts;
  return closeInTurn(
    [
      { name: 'door of the workspace', close: () => lock.leave() },
      { name: 'storage budget', close: () => storage.close() },
      { name: 'filters', close: () => views.closeAll() },
      { name: 'replays', close: () => replays.close() },
      { name: 'sessions', close: () => sessions.close() },
      { name: 'open recordings', close: () => openRecordings.close() },
      { name: 'list of recordings', close: () => recordings.close() },
      { name: 'workspace', close: () => workspace.close() },
      { name: 'preferences', close: () => parts.preferences.settle() },
      { name: 'recent workspaces', close: async () => void (await recentWorkspaces.problem()) },
      { name: 'recording files', close: () => store.close() },
      { name: 'lock of the workspace', close: () => lock.release() },
    ],
    deps.log,
  );
}

/** The session that is writing a file now. */
function writerOf(sessions: SessionRegistry | undefined, path: string): SessionId | null {
  const id = recordingIdOf(path);
  const writer = sessions?.all.value.find(
    (session) => session.info.value.recordingId === id && isLive(session),
  );
  return writer?.id ?? null;
}
