import type { Endpoint as EndpointDefinition } from '../../../shared/model/connection.ts';
import type { EndpointKind } from '../../../shared/model/endpointKinds.ts';
import type { Direction, PayloadKind } from '../../../shared/model/record.ts';
import type { SessionId } from '../../../shared/model/ids.ts';
import type { DetailedKind, DetailOf } from '../../../shared/model/recordDetail.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import type { OutgoingMessage } from '../../../shared/model/sending.ts';
import type { ConnectionFacts, HttpHandshake, TlsFacts } from '../../../shared/model/facts.ts';
import type { SecretRef } from '../../../shared/model/secret.ts';
import type { MulticastGroup } from '../../../shared/model/udpOptions.ts';
import type { Clock } from '../base/deps.ts';
import type { LinkProblem } from '../base/linkProblem.ts';
import type { ServerIdentity } from '../certificates/serverIdentity.ts';
import type { SystemProxy } from './dial/systemProxy.ts';
import type { Holder, Place } from './places.ts';
import type { TlsSessions } from './tls/tlsSessions.ts';

/** One live socket (or one remote address of an unconnected UDP socket). Decides nothing, knows no session, keeps no record. */
export interface Link {
  /** Why this message cannot be sent now, or over this link at all; null when it can. Absent when only the system can tell. */
  refusal?(message: OutgoingMessage): LinkProblem | null;
  /**
   * Resolves when the message has been handed to the operating system. Rejects with a `LinkProblem` when that fails. Calls may overlap; the
   * order of the calls is the order on the wire.
   */
  send(message: OutgoingMessage): Promise<void>;
  /**
   * Stops reading from the socket, so that flow control holds the peer; during closing for up to 2 seconds, then `sink.readsOn` follows.
   * UDP has no flow control and reads on.
   */
  pause(): void;
  resume(): void;
  /**
   * Ends the link as its protocol does (FIN; close frame 1000, or 1001 within a message), and reads up to the peer's end, even if paused before; cuts the link after
   * 2 seconds, or as soon as the peer still sends after 0.5 s of reading. A link that was paused meanwhile is read for up to 0.9 s more.
   * `sink.closed` follows. Idempotent.
   */
  close(): void;
  /** Sends a FIN after everything sent before, and keeps reading; `sink.ended` reports it. Absent when the protocol has no half-close. */
  end?(): void;
  /** Cuts the link with a RST; `sink.closed` follows. Absent when the protocol has none. */
  reset?(): void;
  /**
   * Switches to TLS in place. Resolves when the handshake is done; sends meanwhile wait for it. Rejects with a `LinkProblem` when the link
   * has TLS already; a failed handshake ends the link. Absent when the link cannot switch.
   */
  startTls?(): Promise<void>;
}

/**
 * The facts when a link opens: addresses as `host:port` (a socket file as its path), and a sentence with the rest (subprotocol, TLS).
 * `isReady` is false when a dialogue that leads to TLS comes first: `secured` then follows.
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
 * Bytes that crossed the link, as one record. `atUs` is read first thing in the socket's callback. `bytes` may be a view that is reused
 * after the call, unless they are `given`: then nobody uses their buffer afterwards, and a caller that keeps them need not copy them.
 */
export interface LinkPayload {
  readonly kind: PayloadKind;
  /** `out` only for what the link sends by itself (an automatic pong, a close frame); the session records what it passes to `send`. */
  readonly direction: Direction;
  readonly bytes: Uint8Array;
  readonly atUs: number;
  /** For a close frame: code and meaning. For others, anything that the reader must know, or null. */
  readonly note: string | null;
  /** The content of the note as fields; a payload without one allocates nothing. */
  readonly detail?: DetailOf<PayloadKind & DetailedKind>;
  readonly given?: boolean;
}

/**
 * How a link or an endpoint ended. `clean`: as its protocol ends. `reason` is a whole sentence: what happened and, after a failure, what to
 * try. `code` is the system's or the protocol's own; `field` the option that caused it, as a path in the endpoint (`tls.key`).
 */
export interface LinkOutcome {
  readonly clean: boolean;
  readonly reason: string;
  readonly code?: string | null;
  readonly field?: string | null;
  /** The variable of this machine that a person has to allow the workspace before it can be opened. */
  readonly allows?: string | undefined;
  /** The session of this program that has the place at which it should have been bound. */
  readonly heldBy?: SessionId | undefined;
  /** True where it may mend by itself, such as a file that is not there, although an option caused it. */
  readonly mayMend?: boolean | undefined;
  /** For a WebSocket: the code of the peer's close frame (1005: it had no code; 1006: there was no close frame), and its reason. */
  readonly closeCode?: number | null;
  readonly closeReason?: string | null;
  /** We had asked for the end, and cut the connection because the peer did not stop: what it sent after that is not missing. */
  readonly keptSending?: boolean;
}

/** A problem that ended nothing, as fields. */
export type Warning = Extract<DetailOf<'failed'>, { what: 'client' | 'warning' }>;

/** Reports a problem that ended nothing, in a sentence and as fields. */
export type Warn = (message: string, detail: Warning) => void;

/** A warning about a client that did not get a link. */
export function clientWarning(
  remote: string | null,
  about: { code?: string | null; status?: number } = {},
): Warning {
  const { code = null, status = null } = about;
  return { what: 'client', remote, code, status };
}

/** Where a link reports events, in order. Nothing follows `closed`. */
export interface LinkSink {
  payload(payload: LinkPayload): void;
  /** `in`: the peer sent its last byte (FIN); what we send may still reach it. `out`: we sent ours, on request. */
  ended(direction: Direction, atUs: number): void;
  /** The link has switched to TLS. */
  secured(tls: TlsFacts, atUs: number): void;
  closed(outcome: LinkOutcome, atUs: number): void;
  /** A closing link can be paused no longer, and is read to its end from now on. */
  readsOn?(): void;
  /**
   * Asked when the peer has ended its side before ours: resolves when everything that was due to be sent to it before has been handed to
   * the link; null when nothing is due.
   */
  owed?(): Promise<void> | null;
}

/** Null for values that the system does not report. */
export type DatagramFacts = Omit<NonNullable<SessionInfo['datagrams']>, 'undelivered'>;

/** Where an endpoint reports events. A client calls `linkOpened` once; a server and an unconnected UDP socket call it for each new peer. */
export interface EndpointSink {
  /** A server or UDP socket is bound. `url` has the real port. */
  listening(facts: { readonly local: string; readonly url: string }, atUs: number): void;
  /**
   * Returns the sink for the link's further events; the link may report the first one right after this returns, not before. The link can
   * already send during the call: a greeting leaves before anything from the peer is read.
   */
  linkOpened(link: Link, facts: LinkFacts, atUs: number): LinkSink;
  /** A problem that ended nothing: an option without effect, a handshake turned away. */
  warned(message: string, atUs: number, detail?: Warning): void;
  /** The system reports that a datagram which had left did not arrive; the sentence says why. */
  undelivered(message: string, atUs: number, code?: string | null): void;
  /** All steps of a client up to its link, whenever a step began or ended; also after it has opened, when it switches to TLS. */
  progressed(facts: ConnectionFacts): void;
  /** The multicast groups that a UDP socket is in, when they have changed; `note` says in a sentence what was done. */
  groups(groups: readonly MulticastGroup[], note: string, atUs: number): void;
  /**
   * For a UDP socket, when it opens and on every change: the size of its receive buffer, and how many datagrams the system has dropped so
   * far. `note` says in a sentence how many were newly dropped and why.
   */
  datagrams(facts: DatagramFacts, note: string | null, atUs: number): void;
  /** The endpoint and all its links are closed, or it never opened. Called exactly once. */
  closed(outcome: LinkOutcome, atUs: number): void;
}

/** A running client, server or UDP socket. */
export interface RunningEndpoint {
  /** Cancels the connecting, or closes every link and then the endpoint; `sink.closed` follows within 3 seconds. Idempotent. */
  close(): void;
  /** For a UDP socket: the controls beyond its links. */
  readonly datagrams?: DatagramControls;
}

/** A person's controls of an open UDP socket. Each rejects with a `LinkProblem` when it cannot be done. */
export interface DatagramControls {
  /** Makes an address (`host:port`) a peer, and resolves to its link, which `linkOpened` has reported; a known peer stays unchanged. */
  addPeer(address: string): Promise<Link>;
  joinGroup(group: MulticastGroup): Promise<void>;
  leaveGroup(group: MulticastGroup): Promise<void>;
}

/**
 * Starts an endpoint. Returns at once and throws nothing: `sink.closed` reports every failure, even a bad address, never before the opener
 * has returned.
 */
export type Opener<Kind extends EndpointKind> = (
  definition: Extract<EndpointDefinition, { kind: Kind }>,
  sink: EndpointSink,
  context: LinkContext,
) => RunningEndpoint;

/** What a link may use besides its socket. */
export interface LinkContext {
  readonly clock: Clock;
  /** The bytes of a secret. Rejects with a `LinkProblem` that says what to do when this machine does not have it. */
  readonly secret: (ref: SecretRef) => Promise<Uint8Array>;
  /** A certificate for these names, signed by the workspace's authority. */
  readonly makeIdentity: (names: readonly string[]) => Promise<ServerIdentity>;
  /** Asks the settings of the system for a proxy; absent where nobody can. */
  readonly systemProxy?: SystemProxy | undefined;
  /** Where the session's TLS secrets are written, when the options ask for it. */
  readonly keyLogPath: string;
  /** The last TLS session of earlier attempts of the same client, to be used by its next one; without it, each attempt starts afresh. */
  readonly tlsSessions?: TlsSessions;
  /** The holder of an unavailable place in this very program; null if another program holds it, which is assumed when this is absent. */
  readonly holderOf?: (place: Place) => Holder | null;
}

/** 2 seconds for the peer to answer a close, before the link is cut: a person who disconnects does not want to wait longer. */
export const closeTimeoutMs = 2000;

/** 0.9 s more for a link that was paused when that time was over: its endpoint has to be closed within 3 seconds. */
export const lastReadMs = 900;

/** 0.5 s after our end, bytes on their way have arrived; a peer that still sends is not about to stop, and is cut. */
export const stillSendingMs = 500;
