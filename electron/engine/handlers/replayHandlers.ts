import type { ReplayRegistry } from '../replay/replay.ts';
import type { Store } from '../store/store.ts';
import type { Recordings } from '../workspace/recordings.ts';
import type { WorkspaceVariables } from '../workspace/workspaceVariables.ts';
import type { HandlersOf } from './handlersOf.ts';

interface ReplayHandlerParts {
  readonly recordings: Recordings;
  readonly store: Store;
  readonly variables: WorkspaceVariables;
}

/** Replays of recordings of the workspace. */
export function createReplayHandlers(
  replays: ReplayRegistry,
  { recordings, store, variables }: ReplayHandlerParts,
): HandlersOf<'replays'> {
  return {
    'replays.start': async ({ recording, options, environment }) => {
      const connection = recordings.list.value.find(({ id }) => id === recording)?.connection ?? null;
      const templates = await variables.templates({ environment, connection });
      // The replay reads through a file handle of its own, and closes it.
      const source = await store.open(recordings.pathOf(recording));
      const replay = await replays.start({
        ...{ source, recordingId: recording, options, recordingPath: null, templates },
      });
      return replay.progress.value;
    },
    'replays.watch': ({ replay }, { signal }) => replays.get(replay).progress.changes(signal),
    'replays.pause': ({ replay }) => {
      replays.get(replay).pause();
      return {};
    },
    'replays.resume': ({ replay }) => {
      replays.get(replay).resume();
      return {};
    },
    'replays.stop': async ({ replay }) => {
      await replays.get(replay).stop();
      return {};
    },
    'replays.comparisons': ({ replay, from, count }) => replays.get(replay).comparisons(from, count),
  };
}
