import type { Endpoint as EndpointDefinition } from '../../../shared/model/connection.ts';
import type { EndpointKind } from '../../../shared/model/endpointKinds.ts';
import type { Direction, FrameKind } from '../../../shared/model/record.ts';
import type { DetailedKind, DetailOf } from '../../../shared/model/recordDetail.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import type { SendKind } from '../../../shared/model/sending.ts';
import type { ConnectionFacts, HttpHandshake, TlsFacts } from '../../../shared/model/facts.ts';
import type { SecretRef } from '../../../shared/model/secret.ts';
import type { MulticastGroup } from '../../../shared/model/udpOptions.ts';
import type { Clock } from '../base/deps.ts';
import type { LinkProblem } from '../base/linkProblem.ts';
import type { ServerIdentity } from '../certificates/serverIdentity.ts';
import type { Holder, Place } from './places.ts';
import type { TlsSessions } from './tls/tlsSessions.ts';

/** Bytes to be sent, and as what. */
export interface OutgoingMessage {
  readonly kind: SendKind;
  readonly bytes: Uint8Array;
}

/**
 * One live socket (of an unconnected UDP socket: one remote address). Decides nothing, knows no session, keeps no record.
 */
export interface Link {
  /** Why this message cannot be sent now, or over this link at all; null when it can. Absent where only the system can tell. */
  refusal?(message: OutgoingMessage): LinkProblem | null;
  /**
   * Hands the message to the operating system and resolves then. Rejects with a `LinkProblem` when that fails. Calls may overlap;
   * the order of the calls is the order on the wire.
   */
  send(message: OutgoingMessage): Promise<void>;
  /**
   * Stops reading from the socket, so that the peer is held by flow control, while it is being closed, too. UDP has none, and goes on.
   */
  pause(): void;
  resume(): void;
  /**
   * Ends the link as its protocol does (FIN; close frame 1000), and reads to the peer's end, if it was paused, too; by force after 2 seconds,
   * or as soon as the peer still sends 0.5 s later. `sink.closed` follows. Idempotent.
   */
  close(): void;
  /** Sends a FIN after what was sent before, and goes on reading; `sink.ended` tells it. Absent where the protocol has no half-close. */
  end?(): void;
  /** Cuts the link with a RST; `sink.closed` follows. Absent where there is none. */
  reset?(): void;
  /**
   * Goes over to TLS in place. Resolves when the handshake is done; what is sent meanwhile waits for it. Rejects with a `LinkProblem` when
   * it is TLS already; a handshake that fails ends the link. Absent where it cannot be done.
   */
  startTls?(): Promise<void>;
}

/**
 * What is known when a link opens: addresses as `host:port` (a socket file as its path), and a sentence with the rest (subprotocol, TLS).
 * `isReady` is false where a dialogue that leads to TLS comes first: then `secured` says when it is.
 */
export interface LinkFacts {
  readonly local: string;
  readonly remote: string;
  readonly subprotocol: string | null;
  readonly note: string | null;
  readonly tls?: TlsFacts | null;
  readonly handshake?: HttpHandshake;
  readonly isReady?: boolean;
}

/**
 * A frame that crossed the link. `atUs` is taken first thing in the socket's callback. `bytes` may be a view that is reused after the call,
 * unless they are `given`: then nobody uses their buffer afterwards, and whoever keeps them need not copy them.
 */
export interface LinkFrame {
  readonly kind: FrameKind;
  /** `out` only for what the link sends by itself (an automatic pong, a close frame); what `send` was given is recorded by the session. */
  readonly direction: Direction;
  readonly bytes: Uint8Array;
  readonly atUs: number;
  /** For a close frame: code and meaning. For others, whatever a reader must know of it, or null. */
  readonly note: string | null;
  /** What the note says in fields; in the turn of a frame without one nothing is made for it. */
  readonly detail?: DetailOf<FrameKind & DetailedKind>;
  readonly given?: boolean;
}

/**
 * How a link or an endpoint ended. `clean`: as its protocol ends. `reason` is a whole sentence that says what happened and, after a failure,
 * what to try. `code` is the system's or the protocol's own; `field` the option that caused it, as a path in the endpoint (`tls.key`).
 */
export interface LinkOutcome {
  readonly clean: boolean;
  readonly reason: string;
  readonly code?: string | null;
  readonly field?: string | null;
  /** Of a WebSocket: the code of the peer's close frame (1005: it had none; 1006: there was none), and its reason. */
  readonly closeCode?: number | null;
  readonly closeReason?: string | null;
}

/** What went wrong and ended nothing, in fields. */
export type Warning = Extract<DetailOf<'failed'>, { what: 'client' | 'warning' }>;

/** Tells of something that went wrong and ended nothing, in a sentence and in fields. */
export type Warn = (message: string, detail: Warning) => void;

/** Of a client that did not get a link. */
export function clientWarning(
  remote: string | null,
  about: { code?: string | null; status?: number } = {},
): Warning {
  const { code = null, status = null } = about;
  return { what: 'client', remote, code, status };
}

/** Where a link tells what happened, in order. After `closed` nothing more is told. */
export interface LinkSink {
  frame(frame: LinkFrame): void;
  /** `in`: the peer sent its last byte (FIN), what we send may still reach it. `out`: we did, when we were told to. */
  ended(direction: Direction, atUs: number): void;
  /** The link has gone over to TLS. */
  secured(tls: TlsFacts, atUs: number): void;
  closed(outcome: LinkOutcome, atUs: number): void;
  /**
   * Asked when the peer has ended its side, before ours is: resolves when what was to be sent to it before, and waits for something, has
   * been handed to the link; null when nothing waits.
   */
  owed?(): Promise<void> | null;
}

/** Null for what the system does not tell. */
export type DatagramFacts = Omit<NonNullable<SessionInfo['datagrams']>, 'undelivered'>;

/** Where an endpoint tells what happened. A client tells `linkOpened` once; a server and an unconnected UDP socket as often as a peer comes. */
export interface EndpointSink {
  /** A server or UDP socket is bound. `url` has the real port. */
  listening(facts: { readonly local: string; readonly url: string }, atUs: number): void;
  /**
   * Gives the sink for the link's further events; the link may tell the first one right after this returns, not before. It can be sent over
   * from within the call: what greets the peer leaves before anything of it is read.
   */
  linkOpened(link: Link, facts: LinkFacts, atUs: number): LinkSink;
  /** Something went wrong that ended nothing: an option without effect, a handshake turned away. */
  warned(message: string, atUs: number, detail?: Warning): void;
  /** The system says of a datagram that had left that it did not arrive; the sentence says why. */
  undelivered(message: string, atUs: number, code?: string | null): void;
  /** A client's way to its link, whole, whenever a step began or ended; also after it has opened, when it goes over to TLS. */
  progressed(facts: ConnectionFacts): void;
  /** The multicast groups that a UDP socket is in, when they are others than before; `note` says what was done, in a sentence. */
  groups(groups: readonly MulticastGroup[], note: string, atUs: number): void;
  /**
   * Of a UDP socket, when it is open and whenever they have changed: the size of its receive buffer, and how many datagrams the system has
   * dropped so far. `note` says of newly dropped ones how many and why, in a sentence.
   */
  datagrams(facts: DatagramFacts, note: string | null, atUs: number): void;
  /** The endpoint is closed, all its links before it; or it never opened. Told exactly once. */
  closed(outcome: LinkOutcome, atUs: number): void;
}

/** A client, a server or a UDP socket that runs. */
export interface RunningEndpoint {
  /** Cancels the connecting, or closes every link and then the endpoint; `sink.closed` follows, at the latest after 3 seconds. Idempotent. */
  close(): void;
  /** Of a UDP socket: what can be done with it beside its links. */
  readonly datagrams?: DatagramControls;
}

/** What a person does to an open UDP socket. Each rejects with a `LinkProblem` for what is not possible. */
export interface DatagramControls {
  /** Makes an address (`host:port`) a peer, and resolves to its link, which `linkOpened` has told of; a known one stays as it is. */
  addPeer(address: string): Promise<Link>;
  joinGroup(group: MulticastGroup): Promise<void>;
  leaveGroup(group: MulticastGroup): Promise<void>;
}

/**
 * Starts an endpoint. Returns at once and throws nothing: every failure, a bad address too, is told by `sink.closed`, never before the
 * opener has returned.
 */
export type Opener<Kind extends EndpointKind> = (
  definition: Extract<EndpointDefinition, { kind: Kind }>,
  sink: EndpointSink,
  context: LinkContext,
) => RunningEndpoint;

/** What of the world a link may use beside its socket. */
export interface LinkContext {
  readonly clock: Clock;
  /** The bytes of a secret. Rejects with a `LinkProblem` that says what to do when this machine does not have it. */
  readonly secret: (ref: SecretRef) => Promise<Uint8Array>;
  /** A certificate for these names, signed by the authority of the workspace. */
  readonly makeIdentity: (names: readonly string[]) => Promise<ServerIdentity>;
  /** Where the TLS secrets of the session are written, when the options ask for it. */
  readonly keyLogPath: string;
  /** The last TLS session of earlier attempts of the same client, and for its next one; without it, each attempt begins anew. */
  readonly tlsSessions?: TlsSessions;
  /** What of this very program holds a place that cannot be had; null, and without it always, where another program does. */
  readonly holderOf?: (place: Place) => Holder | null;
}

/** 2 seconds for the peer to answer a close, before the link is cut: who disconnects does not want to wait longer. */
export const closeTimeoutMs = 2000;

/** 0.5 s after our end, what was on its way has come; a peer that sends still is not about to stop, and is cut. */
export const stillSendingMs = 500;
