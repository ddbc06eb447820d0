import type { Cell } from '../../../shared/base/signal.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { ConnectionId, RecordingId, ReplayId } from '../../../shared/model/ids.ts';
import type { ReplayComparisonPage, ReplayOptions, ReplayProgress } from '../../../shared/model/replay.ts';
import type { RecordReader } from '../store/store.ts';
import type { Templates } from '../template/templates.ts';
import type { ReplayTrust, TrustSources } from './replayTrust.ts';

/** One replay, running or ended. */
export interface Replay {
  readonly id: ReplayId;
  readonly progress: Cell<ReplayProgress>;
  /** Throws WRONG_STATE when it is over. */
  pause(): void;
  resume(): void;
  /** Ends the replay; what has not been received by then stays missing. Resolves when its session has ended. */
  stop(): Promise<void>;
  comparisons(from: number, count: number): ReplayComparisonPage;
  /** Resolves when the replay is done, stopped or failed, and its session has ended. */
  readonly ended: Promise<void>;
}

/** The recording to replay, how to replay it, and where the replay itself is recorded. */
export interface StartReplayOptions {
  /** A reader of its own: the replay closes it when it has ended, or could not be started. */
  readonly source: RecordReader;
  readonly recordingId: RecordingId;
  readonly options: ReplayOptions;
  /** Where the replay's own recording goes; null lets the workspace choose. */
  readonly recordingPath: string | null;
  /** What references to secrets in the recorded endpoint stand for now; without it, nothing. */
  readonly templates?: Templates;
  /** The saved connection that the recording names, and what applies to it in the other environments; absent where there is none. */
  readonly madeWith?: Pick<TrustSources, 'elsewhere'> & { readonly connection: ConnectionId };
  /** Proxy and TLS as the person replaying has chosen them, with the secrets they name; the recording's own options are ignored then. */
  readonly given?: { readonly endpoint: Endpoint; readonly secrets: ReadonlyMap<string, Uint8Array> };
}

/** What a replay of a recording does not have of it: fields of proxy and TLS, such as `proxy.use`. */
export interface LeftOptions extends Pick<ReplayTrust, 'why' | 'allows'> {
  readonly fields: readonly string[];
}

/** The replays of this run of the engine; ended ones can be looked at until newer ones take their place. */
export interface ReplayRegistry {
  /** Says, before a replay starts, which options of the recording it will not have; none where they are the person's own. The reader stays open. */
  leaves(
    source: RecordReader,
    choice: Pick<StartReplayOptions, 'madeWith' | 'templates'>,
  ): Promise<LeftOptions>;
  /** Rejects with BAD_REQUEST for an address that does not fit, or a recording in which our side sent nothing. */
  start(options: StartReplayOptions): Promise<Replay>;
  /** Throws NOT_FOUND. */
  get(id: ReplayId): Replay;
  close(): Promise<void>;
}
