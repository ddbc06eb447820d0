import type { TlsFacts } from '../../../../shared/model/facts.ts';
import type { Direction } from '../../../../shared/model/record.ts';
import type { LinkProblem } from '../../base/linkProblem.ts';
import type { LinkOutcome } from '../link.ts';

/** The side of the stream that has ended, or the way in which the link itself is ending. */
export type StreamPhase =
  | { readonly name: 'open' }
  /** We ended our side on request; the peer may still send. */
  | { readonly name: 'weEnded' }
  /** The peer's FIN has arrived; we may still send. */
  | { readonly name: 'theyEnded' }
  /** Our FIN is answering the peer's, without a request; no more messages are accepted. */
  | { readonly name: 'answering' }
  | { readonly name: 'bothEnded'; readonly first: 'we' | 'they' }
  /**
   * Closing was requested. From `cutFromUs` on, a peer that still sends is cut. `isLast`: the deadline was extended, and reading is not
   * paused any more. `cut` says why the socket was destroyed before the peer had ended.
   */
  | {
      readonly name: 'closing';
      readonly cutFromUs: number;
      readonly isLast: boolean;
      readonly cut: 'late' | 'stillSending' | null;
    }
  /** A reset was requested; `isLate` when a FIN did not leave in time for the RST to follow it. */
  | { readonly name: 'resetting'; readonly isLate: boolean }
  | { readonly name: 'closed'; readonly from: OpenPhase };

type OpenPhase = Exclude<StreamPhase, { name: 'closed' }>;

/** The progress of our FIN. */
interface Fin {
  /** It waits for TLS; then for earlier sends; then it leaves. */
  readonly at: 'waiting' | 'draining' | 'leaving' | 'sent';
  /** The end was requested, so the sink hears when the FIN has left. */
  readonly isTold: boolean;
}

/** What carries the bytes, and the progress towards TLS. */
export type Carrier =
  | 'plain'
  /** Preparing the part that can fail without harm. */
  | 'preparing'
  /** Holding the dialogue in plain text. */
  | 'talking'
  /** TLS has the socket. */
  | 'handshaking'
  | 'secured'
  /** The dialogue or the handshake was aborted, and has not returned yet. */
  | 'cancelling'
  /** TLS failed, and the socket with it. */
  | 'failed';

/** The progress of a connected stream (RFC 9293, section 3.3.2, as far as an application sees it). */
export interface StreamState {
  readonly remote: string;
  /** Our side stays open after the peer's FIN. */
  readonly isHalfOpen: boolean;
  readonly phase: StreamPhase;
  /** Null until our side ends. */
  readonly fin: Fin | null;
  readonly carrier: Carrier;
  /** Reading is paused. */
  readonly isHeld: boolean;
  /** The first error of the socket, or of the handshake. */
  readonly problem: Error | null;
}

/** A stream that has just connected. */
export function openStream(remote: string, isHalfOpen: boolean, carrier: 'plain' | 'secured'): StreamState {
  const phase: StreamPhase = { name: 'open' };
  return { remote, isHalfOpen, phase, fin: null, carrier, isHeld: false, problem: null };
}

/** An event of a stream, or a request to it. */
export type StreamEvent =
  | { readonly type: 'endRequested' }
  | { readonly type: 'closeRequested'; readonly atUs: number }
  | { readonly type: 'resetRequested' }
  | { readonly type: 'pauseRequested' }
  | { readonly type: 'resumeRequested'; readonly atUs: number }
  /** Only when `whyNoTls` has no objection. */
  | { readonly type: 'tlsRequested' }
  /** The peer's FIN has arrived. */
  | { readonly type: 'peerEnded'; readonly atUs: number }
  /** The peer sends, and `onBytes` said to cut it. */
  | { readonly type: 'peerStillSent' }
  /** Everything owed to the peer when it ended has been handed over. */
  | { readonly type: 'answered' }
  /** Earlier sends have left, or never will. */
  | { readonly type: 'drained' }
  | { readonly type: 'finSent'; readonly atUs: number }
  /** `where`: the socket, or the one below its TLS. */
  | { readonly type: 'failed'; readonly where: 'socket' | 'below'; readonly error: Error }
  | { readonly type: 'deadlinePassed'; readonly atUs: number }
  | { readonly type: 'socketClosed'; readonly atUs: number }
  | { readonly type: 'prepared' }
  | { readonly type: 'prepareFailed'; readonly error: unknown }
  /** The dialogue is over, and its plain text has left. */
  | { readonly type: 'talked' }
  | {
      readonly type: 'secured';
      readonly tls: TlsFacts;
      readonly warning: string | null;
      readonly atUs: number;
    }
  /** The dialogue or the handshake failed, or was aborted. */
  | { readonly type: 'tlsFailed'; readonly error: unknown };

/** Effects to carry out, in this order. */
export type StreamEffect =
  | TlsEffect
  | { readonly type: 'pauseReading' }
  | { readonly type: 'resumeReading' }
  /** Reads the bytes that an error has left in the socket. */
  | { readonly type: 'readRest' }
  /** Asks one turn later what is owed to the peer; `answered` follows. */
  | { readonly type: 'askOwed' }
  /** Waits until earlier sends have left; `drained` follows. */
  | { readonly type: 'drain' }
  /** `finSent` follows, unless the socket fails. */
  | { readonly type: 'sendFin' }
  /** `deadlinePassed` follows, unless the socket closes before. */
  | { readonly type: 'startDeadline' }
  /** `deadlinePassed` follows again, after `lastReadMs`. */
  | { readonly type: 'extendDeadline' }
  /** Reports that the link can be paused no longer. */
  | { readonly type: 'tellReadsOn' }
  | { readonly type: 'reset' }
  /** `socketClosed` follows, even if it was reported before. */
  | { readonly type: 'destroy' }
  | {
      readonly type: 'tellSecured';
      readonly tls: TlsFacts;
      readonly warning: string | null;
      readonly atUs: number;
    }
  | { readonly type: 'tellEnded'; readonly direction: Direction; readonly atUs: number }
  | { readonly type: 'tellClosed'; readonly outcome: LinkOutcome; readonly atUs: number };

/** Effects of the switch to TLS. */
export type TlsEffect =
  /** `prepared` or `prepareFailed` follows. */
  | { readonly type: 'prepareTls' }
  /** `talked` or `tlsFailed` follows. */
  | { readonly type: 'talk' }
  /** `secured` or `tlsFailed` follows. */
  | { readonly type: 'shakeHands' }
  /** `tlsFailed` follows, if a dialogue or a handshake is under way. */
  | { readonly type: 'abortTls' }
  /** Rejects the request for TLS with `error`, and the sends that waited for it with `unsent`. */
  | { readonly type: 'refuseTls'; readonly error: unknown; readonly unsent: LinkProblem }
  /** Writes the sends that have waited for TLS, in order, and resolves the request for TLS. */
  | { readonly type: 'release' };

/** The result of an event. */
export interface StreamStep {
  readonly state: StreamState;
  readonly effects: readonly StreamEffect[];
}

/** A step to a state, with effects. */
export function to(state: StreamState, ...effects: readonly StreamEffect[]): StreamStep {
  return { state, effects };
}
