import { createStore, type StoreApi } from 'zustand/vanilla';
import { Emitter } from '../../../shared/base/signal.ts';
import type { SessionId } from '../../../shared/model/ids.ts';
import type { ReplayEnd } from './news.ts';

/** What the window is told of replays. */
export interface ReplayNews {
  /** The sessions of the kept replays. */
  readonly replayed: StoreApi<readonly SessionId[]>;
  /** Tells when a replay has ended by itself. */
  readonly replayEnds: Emitter<ReplayEnd>;
}

export function createReplayNews(): ReplayNews {
  return { replayed: createStore<readonly SessionId[]>(() => []), replayEnds: new Emitter<ReplayEnd>() };
}
