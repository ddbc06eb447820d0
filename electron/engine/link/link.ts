import type { Endpoint as EndpointDefinition, EndpointKind } from '../../../shared/model/connection.ts';
import type { Direction, FrameKind } from '../../../shared/model/record.ts';
import type { SendKind, SessionInfo } from '../../../shared/model/session.ts';
import type { Clock } from '../deps.ts';

/** Bytes to be sent, and as what. */
export interface OutgoingMessage {
  readonly kind: SendKind;
  readonly bytes: Uint8Array;
}

/**
 * One live socket (of an unconnected UDP socket: one remote address). Decides nothing, knows no session, keeps no record.
 */
export interface Link {
  /**
   * Hands the message to the operating system and resolves then. Rejects with a `LinkProblem` when that fails. Calls may overlap;
   * the order of the calls is the order on the wire.
   */
  send(message: OutgoingMessage): Promise<void>;
  /** Stops reading from the socket, so that the peer is held by flow control. UDP has none, and goes on. */
  pause(): void;
  resume(): void;
  /** Ends the link as its protocol does (FIN; close frame 1000), or by force after 2 seconds. `sink.closed` follows. Idempotent. */
  close(): void;
}

/** What is known when a link opens: addresses as `host:port`, and a sentence with the rest (subprotocol, TLS version). */
export interface LinkFacts {
  readonly local: string;
  readonly remote: string;
  readonly subprotocol: string | null;
  readonly note: string | null;
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
  readonly given?: boolean;
}

/** How a link or an endpoint ended. `clean`: as its protocol ends. `reason` is a whole sentence that says what happened and, after a failure, what to try. */
export interface LinkOutcome {
  readonly clean: boolean;
  readonly reason: string;
}

/** Where a link tells what happened, in order. After `closed` nothing more is told. */
export interface LinkSink {
  frame(frame: LinkFrame): void;
  /** The peer sent its last byte (FIN); what we send may still reach it. */
  ended(atUs: number): void;
  closed(outcome: LinkOutcome, atUs: number): void;
}

/** Null for what the system does not tell. */
export type DatagramFacts = NonNullable<SessionInfo['datagrams']>;

/** Where an endpoint tells what happened. A client tells `linkOpened` once; a server and an unconnected UDP socket as often as a peer comes. */
export interface EndpointSink {
  /** A server or UDP socket is bound. `url` has the real port. */
  listening(facts: { readonly local: string; readonly url: string }, atUs: number): void;
  /** Gives the sink for the link's further events; the link may tell the first one right after this returns, not before. */
  linkOpened(link: Link, facts: LinkFacts, atUs: number): LinkSink;
  /** Something went wrong that ended nothing: a datagram refused, a handshake turned away. */
  warned(message: string, atUs: number): void;
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
}

/** 2 seconds for the peer to answer a close, before the link is cut: who disconnects does not want to wait longer. */
export const closeTimeoutMs = 2000;

/** A send that failed; the message is a sentence for the person who sent. */
export class LinkProblem extends Error {
  override readonly name = 'LinkProblem';
}
