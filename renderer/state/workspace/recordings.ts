import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { DeletionId, RecordingId } from '../../../shared/model/ids.ts';
import type { RecordingInfo, RecordingSummary } from '../../../shared/model/recording.ts';
import type { WirebenchClient } from '../base/client.ts';

interface RecordingsState {
  readonly isLoaded: boolean;
  /** Newest first. */
  readonly recordings: readonly RecordingSummary[];
  /** A sentence: why the recordings are as they were when their folder could be read last. */
  readonly problem: string | null;
  readonly failure: string | null;
}

/** The `.wbs` files of the workspace. */
export interface RecordingStore extends Disposable {
  readonly store: StoreApi<RecordingsState>;
  get(id: RecordingId): RecordingSummary | undefined;
  open(id: RecordingId): Promise<RecordingInfo>;
  rename(id: RecordingId, name: string): Promise<void>;
  remove(id: RecordingId): Promise<DeletionId>;
}

export function createRecordingStore(client: WirebenchClient): RecordingStore {
  const store = createStore<RecordingsState>(() => ({
    isLoaded: false,
    recordings: [],
    problem: null,
    failure: null,
  }));
  const subscription = client.subscribe(
    'recordings.list',
    {},
    (listed) => store.setState({ ...listed, isLoaded: true, failure: null }),
    (error) => error && store.setState({ failure: error.message }),
  );
  return {
    store,
    get: (id) => store.getState().recordings.find((recording) => recording.id === id),
    open: (recording) => client.call('recordings.open', { recording }),
    rename: async (recording, name) => void (await client.call('recordings.rename', { recording, name })),
    remove: async (recording) => (await client.call('recordings.remove', { recording })).deletion,
    dispose: () => subscription.dispose(),
  };
}
