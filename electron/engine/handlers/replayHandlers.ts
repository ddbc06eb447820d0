import type { EnvironmentId, RecordingId } from '../../../shared/model/ids.ts';
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
  const choiceOf = async (recording: RecordingId, environment: EnvironmentId | null) => {
    const connection = recordings.list.value.find(({ id }) => id === recording)?.connection ?? null;
    const choice = { environment, connection };
    const templates = await variables.templates(choice);
    if (connection === null) return { templates };
    return { templates, madeWith: { connection, elsewhere: () => variables.elsewhere(choice) } };
  };
  return {
    'replays.leaves': async ({ recording, environment }) => {
      const choice = await choiceOf(recording, environment);
      const source = await store.open(recordings.pathOf(recording));
      try {
        const { fields, ...others } = await replays.leaves(source, choice);
        return { fields: [...fields], ...others };
      } finally {
        await source.close();
      }
    },
    'replays.start': async ({ recording, options, environment }) => {
      const choice = await choiceOf(recording, environment);
      // The replay reads through a file handle of its own, and closes it.
      const source = await store.open(recordings.pathOf(recording));
      const replay = await replays.start({
        ...{ source, recordingId: recording, options, recordingPath: null, ...choice },
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
