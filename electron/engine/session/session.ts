import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { Cell } from '../../../shared/base/signal.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { ConnectionFacts } from '../../../shared/model/facts.ts';
import type { ConnectionId, PeerId, SessionId } from '../../../shared/model/ids.ts';
import type { DetailOf } from '../../../shared/model/recordDetail.ts';
import type { KeepLimit, PeerList, SessionInfo } from '../../../shared/model/session.ts';
import type { SendKind, SendTarget } from '../../../shared/model/sending.ts';
import type { MulticastGroup } from '../../../shared/model/udpOptions.ts';
import type { FollowedReader, NewRecord } from '../store/store.ts';
import type { ShownSession } from './sessionHolds.ts';

/** A record as it was appended. `bytes` are only valid during the call, and until something is read of the session in it; `seq` is null when it could not be recorded. */
export interface SessionRecord extends NewRecord {
  readonly seq: number | null;
}

/** Called while the record is appended: it must be quick, and what it throws is only logged. */
export type SessionObserver = (record: SessionRecord) => void;

/** What is opened, and where it is recorded. */
export interface OpenSessionOptions {
  /** As it is saved or given; `resolveEndpoint` says what is opened for it. */
  readonly endpoint: Endpoint;
  readonly name: string;
  readonly connectionId: ConnectionId | null;
  /** Where the file goes; null lets the workspace choose. */
  readonly recordingPath: string | null;
  /** Secrets by their ids that are in no workspace: a command line brings its own. They go before those of the workspace. */
  readonly secrets?: ReadonlyMap<string, Uint8Array>;
  /** Where the TLS secrets go when the options ask for them; beside the recording where nothing is said. */
  readonly keyLogPath?: string;
  /** Told of every record from the first on. */
  readonly observer?: SessionObserver;
}

/** Answers that were not sent: how many, and of the first one to whom and why. */
export interface Unanswered {
  count: number;
  bytes: number;
  readonly peer: PeerId;
  readonly address: string;
  readonly reason: string;
}

/** Messages, and their bytes. */
export interface SessionLoad {
  readonly count: number;
  readonly bytes: number;
}

/** One run of a connection. Lives in the engine; windows only look at it. */
export interface Session {
  readonly id: SessionId;
  /** The state as it is; a new value whenever it changed, at most one per 16 ms while frames flow. */
  readonly info: Cell<SessionInfo>;
  /** What was opened, whole. */
  readonly endpoint: Endpoint;
  /** Reads the peers as they are now; follow `info` to know when to look again. */
  peers(): PeerList;
  readonly reader: FollowedReader;
  /** How many records can be read. */
  readonly committed: Cell<number>;
  observe(observer: SessionObserver): Disposable;
  /**
   * Resolves with the number of peers it was handed to. Rejects as `sessions.send` of the contract. Waits while the disk is behind: what
   * is sent is recorded first.
   */
  send(to: SendTarget, kind: SendKind, bytes: Uint8Array): Promise<number>;
  /**
   * Answers a peer in the turn of the call: what an observer decides while it is told leaves before anything that came after it is seen. It is
   * never too much: a peer that does not take its answers is not read on. Nothing for a peer that is gone or being disconnected. What
   * fails is recorded, and counted in `unanswered`. `bytes` are the session's from then on.
   */
  answer(to: PeerId, kind: SendKind, bytes: Uint8Array): void;
  /** Resolves when no answer waits any more. */
  answered(): Promise<void>;
  /** Answers that could not be sent; null when all were. */
  readonly unanswered: Unanswered | null;
  /**
   * What the connection really did: of a client itself (null; of its latest attempt), or of a peer that is or was open. Throws NOT_FOUND for
   * a peer that is not listed.
   */
  facts(peer: PeerId | null): Cell<ConnectionFacts>;
  /** These throw or reject as their namesakes of the contract do. */
  disconnect(to: SendTarget): void;
  end(to: SendTarget): void;
  reset(to: SendTarget): void;
  startTls(to: SendTarget): Promise<void>;
  retryNow(): void;
  addPeer(address: string): Promise<PeerId>;
  joinGroup(group: MulticastGroup): Promise<void>;
  leaveGroup(group: MulticastGroup): Promise<void>;
  /** Records that something around the session has changed, in a sentence and in fields. Nothing once it has ended. */
  tell(note: string, detail: DetailOf<'changed'>): void;
  /** As `sessions.keep` of the contract. */
  keep(limit: KeepLimit | null): void;
  /** As `sessions.clear` of the contract; resolves when the room is free again. */
  clear(): Promise<void>;
  /**
   * Cancels, disconnects or stops listening. Resolves when the session has ended and its file is finished; when that cannot be written,
   * a few seconds later, with the recording `stopped` and the number of the missing records in its message. `notBegun` is what the caller
   * had still to send: it is counted in `left`.
   */
  close(notBegun?: SessionLoad): Promise<void>;
  /** What had not left when our side ended, as far as it is known by now; a record says it, too. */
  readonly left: SessionLoad;
  /** Resolves when the session has ended, however it did, and its file is finished. */
  readonly ended: Promise<void>;
}

/** The sessions of this run of the engine. */
export interface SessionRegistry {
  /** Those that run, and those that have ended and are shown, oldest first. Changes when one comes or goes. */
  readonly all: Cell<readonly Session[]>;
  /** Begins the recording, then connects or listens. Resolves as soon as the session is there, in phase `connecting`. */
  open(options: OpenSessionOptions): Promise<Session>;
  /** The states of all of them, as they are; again whenever one has changed. */
  infos(signal: AbortSignal): AsyncGenerator<SessionInfo[], void, undefined>;
  /** Throws NOT_FOUND. */
  get(id: SessionId): Session;
  /**
   * Says that a window shows a session. One that has ended and that nobody shows or follows is forgotten, its recording stays: at once
   * when a window let it go, 10 s after its end or after the last page otherwise. One that is not there any more is passed over.
   */
  show(id: SessionId): ShownSession;
  /** Keeps it for as long as somebody reads or follows it. One that is not there any more is passed over. */
  follow(id: SessionId): Disposable;
  /** Ends the session if it runs, and forgets it. */
  release(id: SessionId): Promise<void>;
  close(): Promise<void>;
}
