import type { WirebenchContract } from '../../shared/contract/contract.ts';
import type { Handlers } from '../../shared/rpc/serve.ts';
import type { EngineDeps } from './deps.ts';
import type { ReplayRegistry } from './replay/replay.ts';
import type { SessionRegistry } from './session/session.ts';
import type { Store } from './store/store.ts';

/** The whole of Wirebench without a window. */
export interface Engine {
  /** What a host serves to a window, over any transport. */
  readonly handlers: Handlers<WirebenchContract>;
  readonly sessions: SessionRegistry;
  readonly replays: ReplayRegistry;
  readonly store: Store;
  /** Ends every session, finishes every file, ends the worker. Resolves when nothing is left running. */
  close(): Promise<void>;
}

export declare function createEngine(deps: EngineDeps): Promise<Engine>;
