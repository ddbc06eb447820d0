import type { WirebenchContract } from '../../../shared/contract/contract.ts';
import type { Handlers } from '../../../shared/rpc/serve.ts';
import type { EngineDeps } from '../base/deps.ts';
import type { OpenRecordings } from '../records/openRecordings.ts';
import { RecordMarks } from '../records/recordMarks.ts';
import { RecordSources } from '../records/recordSources.ts';
import type { RecordViews } from '../records/recordViews.ts';
import type { ReplayRegistry } from '../replay/replay.ts';
import type { SessionRegistry } from '../session/session.ts';
import type { Store } from '../store/store.ts';
import type { BlankedCopies } from '../workspace/blankedCopies.ts';
import type { Recordings } from '../workspace/recordings.ts';
import type { PreferenceFiles } from '../workspace/preferenceFiles.ts';
import type { RecentWorkspaces } from '../workspace/recentWorkspaces.ts';
import type { RecordingStorage } from '../workspace/recordingStorage.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { createConnectionHandlers } from './connectionHandlers.ts';
import { createDeletionHandlers } from './deletionHandlers.ts';
import { createImportHandlers } from './importHandlers.ts';
import { createMarkHandlers } from './markHandlers.ts';
import { createPreferenceHandlers } from './preferenceHandlers.ts';
import { createMessageHandlers } from './messageHandlers.ts';
import { createFileHandlers } from './fileHandlers.ts';
import { createEnvironmentHandlers } from './environmentHandlers.ts';
import { createHistoryHandlers } from './historyHandlers.ts';
import { hostRefusals } from './hostRefusals.ts';
import { createRecordHandlers } from './recordHandlers.ts';
import { createRecordingHandlers } from './recordingHandlers.ts';
import { createReplayHandlers } from './replayHandlers.ts';
import { createSecretHandlers } from './secretHandlers.ts';
import { createSessionHandlers } from './sessionHandlers.ts';
import { createStorageHandlers } from './storageHandlers.ts';
import { createViewHandlers } from './viewHandlers.ts';
import { createWorkspaceHandlers } from './workspaceHandlers.ts';

/** The parts that the handlers call. */
export interface HandlerParts {
  readonly deps: EngineDeps;
  readonly workspace: Workspace;
  readonly recentWorkspaces: RecentWorkspaces;
  readonly preferences: PreferenceFiles;
  readonly store: Store;
  readonly recordings: Recordings;
  readonly copies: BlankedCopies;
  readonly storage: RecordingStorage;
  readonly openRecordings: OpenRecordings;
  readonly views: RecordViews;
  readonly sessions: SessionRegistry;
  readonly replays: ReplayRegistry;
}

/** The contract, entry by entry: each handler only translates. */
export function createHandlers(parts: HandlerParts): Handlers<WirebenchContract> {
  const { deps, workspace, recentWorkspaces, store, recordings, openRecordings, views, sessions, replays } =
    parts;
  const sources = new RecordSources(sessions, openRecordings);
  const marks = new RecordMarks({
    store,
    sources,
    pathOf: (id) => recordings.pathOf(id),
    nowUs: () => deps.clock.nowUs(),
  });
  return {
    'app.info': () => ({
      version: deps.version,
      workspace: workspace.folder,
      host: deps.host,
      fileDialogs: deps.dialogs !== undefined,
      otherWorkspaces: deps.otherWorkspaces !== undefined,
    }),
    ...hostRefusals,
    ...createWorkspaceHandlers({ workspace, recentWorkspaces, others: deps.otherWorkspaces }),
    ...createPreferenceHandlers(parts.preferences),
    ...createConnectionHandlers(workspace, deps.systemProxy),
    ...createMessageHandlers(workspace, sessions),
    ...createDeletionHandlers(workspace.deletions),
    ...createImportHandlers(workspace),
    ...createSecretHandlers(workspace),
    ...createFileHandlers({ files: workspace.files, sources, views, dialogs: deps.dialogs }),
    ...createEnvironmentHandlers(workspace),
    ...createSessionHandlers({ sessions, workspace, recordings, store, marks, sources }),
    ...createRecordHandlers(sources),
    ...createMarkHandlers(marks, sources, views),
    ...createViewHandlers(sources, views),
    ...createHistoryHandlers({ sessions, sources, recordings, workspace }),
    ...createRecordingHandlers({ ...parts, deletions: workspace.deletions, dialogs: deps.dialogs }),
    ...createStorageHandlers(parts.storage, workspace.deletions),
    ...createReplayHandlers(replays, { recordings, store, variables: workspace.variables }),
  };
}
