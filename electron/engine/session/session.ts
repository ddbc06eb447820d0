import type { AskedPeers } from './peerTable.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { Cell } from '../../../shared/base/signal.ts';
import type { SessionVerb, VerbAnswer, VerbInput } from '../../../shared/contract/sessionVerbs.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { ConnectionFacts } from '../../../shared/model/facts.ts';
import type { ConnectionId, EnvironmentId, PeerId, SessionId } from '../../../shared/model/ids.ts';
import type { DetailOf, SendOrigin } from '../../../shared/model/recordDetail.ts';
import type { PeerList, SessionInfo } from '../../../shared/model/session.ts';
import type { RepeatOptions, RepeatProgress } from '../../../shared/model/repeat.ts';
import type { OutgoingMessage, SendKind, SendTarget } from '../../../shared/model/sending.ts';
import type { WrittenMessage } from '../../../shared/model/writtenMessage.ts';
import type { FollowedReader, NewRecord } from '../store/store.ts';
import type { Templates } from '../template/templates.ts';
import type { AnsweringFile } from './answers.ts';
import type { RepeatedMessage } from './repeatedSend.ts';
import type { FileToSend } from './fileSending.ts';
import type { ReadTemplates } from './readTemplates.ts';
import type { ShownSession } from './sessionHolds.ts';

/**
 * A record as it was appended. `bytes` are only valid during the call, and until the call reads something from the session; `seq` is null
 * when it could not be recorded.
 */
export interface SessionRecord extends NewRecord {
  readonly seq: number | null;
}

/** Called while the record is appended: it must be quick, and what it throws is only logged. */
export type SessionObserver = (record: SessionRecord) => void;

/** The endpoint to open, and where to record it. */
export interface OpenSessionOptions {
  /** As saved or given; `resolveEndpoint` says what is opened for it. */
  readonly endpoint: Endpoint;
  readonly name: string;
  readonly connectionId: ConnectionId | null;
  /** Where the file goes; null lets the workspace choose. */
  readonly recordingPath: string | null;
  /** The one that `templates` are of; null or nothing for the base alone. */
  readonly environment?: EnvironmentId | null;
  /** What its templates stand for; without it, nothing. */
  readonly templates?: Templates;
  /** What templates stand for when a client connects again, and when opening messages and greetings are sent; `templates` unless told. */
  readonly renew?: ReadTemplates;
  /** Secrets by id that are in no workspace, such as those of a command line. They take precedence over the workspace's. */
  readonly secrets?: ReadonlyMap<string, Uint8Array>;
  /** Where the TLS secrets go when the options ask for them; beside the recording by default. */
  readonly keyLogPath?: string;
  /** Called for every record from the first on. */
  readonly observer?: SessionObserver;
}

/** Answers that were not sent: how many; and to whom the first one was to go, and why it did not. */
export interface Unanswered {
  count: number;
  bytes: number;
  readonly peer: PeerId;
  readonly address: string;
  readonly reason: string;
}

/** A number of messages, and their bytes. */
export interface SessionLoad {
  readonly count: number;
  readonly bytes: number;
}

/** Messages that are sent again and again. */
interface Repeating {
  readonly progress: RepeatProgress;
  /** Resolves when it has ended, however that came. */
  readonly ended: Promise<void>;
}

/** One run of a connection. Lives in the engine; windows only look at it. */
export interface Session {
  readonly id: SessionId;
  /** The current state; a new value whenever it changes, at most one per 16 ms while payloads flow. */
  readonly info: Cell<SessionInfo>;
  /** The whole endpoint that was opened, as it may be seen: references to secrets stay as they were written. */
  readonly endpoint: Endpoint;
  /** Reads the current peers, or those that are asked for; follow `info` to know when to look again. */
  peers(asked?: AskedPeers): PeerList;
  readonly reader: FollowedReader;
  /** How many records can be read. */
  readonly committed: Cell<number>;
  observe(observer: SessionObserver): Disposable;
  /**
   * Resolves with the number of peers that the message was handed to. Rejects as `sessions.send` of the contract. Waits while the disk is
   * behind: a message is recorded before it is sent. `origin` is recorded with it; without one, it is what a person sent.
   */
  send(
    to: SendTarget,
    kind: SendKind,
    bytes: Uint8Array,
    origin?: SendOrigin | null,
    fragment?: OutgoingMessage['fragment'],
  ): Promise<number>;
  /**
   * Sends a message as it is written: reads its bytes with the templates given, or those of the session, when its turn has come. What is
   * sent later, by `send` too, leaves later. Rejects as `send`, and with BAD_REQUEST, in a sentence, when it cannot be read.
   */
  sendWritten(to: SendTarget, message: WrittenMessage, templates?: ReadTemplates): Promise<number>;
  /** How often this very message was sent so far, for a look at what would be sent. */
  sentBefore(message: WrittenMessage): number;
  /**
   * Sends messages again and again, as `send` and `sendWritten` do, all of them each time; `info` tells how it gets on. It ends with the session, and
   * when one of them cannot be sent. Throws WRONG_STATE while another repetition runs, and where nothing can be sent.
   */
  repeat(
    to: SendTarget,
    messages: readonly RepeatedMessage[],
    options: RepeatOptions,
    templates?: ReadTemplates,
  ): Repeating;
  /** Does nothing where nothing is repeated. */
  stopRepeating(): void;
  /**
   * Sends a file in pieces, in flat memory, and closes it; `open` is called when its turn has come. Resolves with the number of peers that it
   * was handed to as a whole. Rejects as `send`, and with a sentence that says how much was sent where it was not all.
   */
  sendFile(to: SendTarget, kind: SendKind, open: () => Promise<FileToSend>): Promise<number>;
  /**
   * Answers a peer in the turn of the call: an answer that an observer gives leaves before anything that came later is seen. It never
   * waits: the session stops reading from a peer that does not accept its answers. Does nothing for a peer that is gone or being
   * disconnected. Failures are recorded, and counted in `unanswered`. `bytes` belong to the session from then on.
   */
  answer(to: PeerId, kind: SendKind, bytes: Uint8Array): void;
  /**
   * As `answer`, with a message as it is written: it is read when its turn has come, with the variables, files and environment of that
   * moment, and what is answered afterwards leaves afterwards. What cannot be read is recorded, and counted in `unanswered`, too.
   */
  answerWritten(to: PeerId, message: WrittenMessage): void;
  /** As `answer`, with a file, which is opened and read for this peer alone while it is sent. What is answered afterwards leaves afterwards. */
  answerFile(to: PeerId, file: AnsweringFile): void;
  /** Resolves when no answers are waiting. */
  answered(): Promise<void>;
  /** Answers that could not be sent; null when all were. */
  readonly unanswered: Unanswered | null;
  /**
   * What the connection really did: that of the client itself (null; its latest attempt), or that of a peer that is or was open. Throws
   * NOT_FOUND for a peer that is not listed.
   */
  facts(peer: PeerId | null): Cell<ConnectionFacts>;
  /**
   * Does what a person does to an open session: a verb that the contract declares (`sessionVerbs`). The action begins in the turn of the
   * call. Rejects as the declaration says.
   */
  act<Name extends SessionVerb>(name: Name, input: VerbInput<Name>): Promise<VerbAnswer<Name>>;
  /** Its recording begins with this record now: older ones came back, although it may have ended meanwhile. */
  recordingBegins(first: number): void;
  /** Records, in a sentence and in fields, that something around the session has changed. Does nothing once the session has ended. */
  tell(note: string, detail: DetailOf<'changed'>): void;
  /**
   * Cancels, disconnects or stops listening. Resolves when the session has ended and its file is finished; when the file cannot be written,
   * a few seconds later, with the recording `stopped` and the number of missing records in its message. `notBegun` is what the caller still
   * had to send: it is counted in `left`.
   */
  close(notBegun?: SessionLoad): Promise<void>;
  /** What had not left when our side ended, as far as is known by now; a record says it, too. */
  readonly left: SessionLoad;
  /** Resolves when the session has ended, for whatever reason, and its file is finished. */
  readonly ended: Promise<void>;
}

/** The sessions of this run of the engine. */
export interface SessionRegistry {
  /** The sessions that run, and those that have ended and are still shown, oldest first. Changes when one comes or goes. */
  readonly all: Cell<readonly Session[]>;
  /** How many run, or finish their files. */
  readonly live: Cell<number>;
  /** Begins the recording, then connects or listens. Resolves as soon as the session exists, in phase `connecting`. */
  open(options: OpenSessionOptions): Promise<Session>;
  /** The current states of all sessions; again whenever one has changed. */
  infos(signal: AbortSignal): AsyncGenerator<SessionInfo[], void, undefined>;
  /** Throws NOT_FOUND. */
  get(id: SessionId): Session;
  /**
   * Says that a window shows a session. An ended session that nobody shows or follows is forgotten, and its recording stays: at once when a
   * window let it go, otherwise 10 s after its end, or after the last page that showed it. An unknown session is ignored.
   */
  show(id: SessionId): ShownSession;
  /** Keeps a session for as long as somebody reads or follows it. An unknown session is ignored. */
  follow(id: SessionId): Disposable;
  /** Ends the session if it runs, and forgets it. */
  release(id: SessionId): Promise<void>;
  close(): Promise<void>;
}
