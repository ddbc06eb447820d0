import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { RecordingId } from '../../../shared/model/ids.ts';
import type { RecordingInfo } from '../../../shared/model/recording.ts';
import type { RecordingStore } from './recordings.ts';

interface OpenRecordingState {
  readonly info: RecordingInfo | null;
  /** A sentence: why it could not be opened. */
  readonly problem: string | null;
}

/** A recording's information, read again when its session has ended, because only then is it complete. */
export interface OpenRecording extends Disposable {
  readonly store: StoreApi<OpenRecordingState>;
  openAgain(): void;
}

export function createOpenRecording(recordings: RecordingStore, id: RecordingId): OpenRecording {
  const store = createStore<OpenRecordingState>(() => ({ info: null, problem: null }));
  const isLive = (): boolean => (recordings.get(id)?.liveSession ?? null) !== null;
  let wasLive = isLive();
  const open = async (): Promise<void> => {
    try {
      store.setState({ info: await recordings.open(id), problem: null });
    } catch (error) {
      store.setState({ problem: messageOf(error) });
    }
  };
  const stop = recordings.store.subscribe(() => {
    if (isLive() === wasLive) return;
    wasLive = !wasLive;
    void open();
  });
  void open();
  return { store, openAgain: () => void open(), dispose: stop };
}
