import type { TlsFacts } from '../../../../shared/model/facts.ts';
import type { Direction } from '../../../../shared/model/record.ts';
import type { LinkProblem } from '../../base/linkProblem.ts';
import type { LinkOutcome } from '../link.ts';

/** Which side of the stream has ended, or what the link has come to instead. */
export type StreamPhase =
  | { readonly name: 'open' }
  /** We were told to end our side; the peer may still send. */
  | { readonly name: 'weEnded' }
  /** The peer's FIN has come; we may still send. */
  | { readonly name: 'theyEnded' }
  /** The peer's FIN is being answered with ours, without being told to; nothing more is taken. */
  | { readonly name: 'answering' }
  | { readonly name: 'bothEnded'; readonly first: 'we' | 'they' }
  /** We were told to close. `cut` says why the socket was destroyed before the peer had ended. */
  | { readonly name: 'closing'; readonly cutFromUs: number; readonly cut: 'late' | 'stillSending' | null }
  /** We were told to reset; `isLate` when a FIN did not leave in time for the RST to follow it. */
  | { readonly name: 'resetting'; readonly isLate: boolean }
  | { readonly name: 'closed'; readonly from: OpenPhase };

type OpenPhase = Exclude<StreamPhase, { name: 'closed' }>;

/** How far our FIN is. */
interface Fin {
  /** It waits for TLS; then for what was sent before it; then it leaves. */
  readonly at: 'waiting' | 'draining' | 'leaving' | 'sent';
  /** We were told to end, so the sink is told when it has left. */
  readonly isTold: boolean;
}

/** What carries the bytes, and how far it has come on the way to TLS. */
export type Carrier =
  | 'plain'
  /** What can fail without harm is made ready. */
  | 'preparing'
  /** The dialogue in plain text. */
  | 'talking'
  /** The socket is in the hands of TLS. */
  | 'handshaking'
  | 'secured'
  /** The dialogue or the handshake was aborted, and has not come back yet. */
  | 'cancelling'
  /** TLS came to nothing, and the socket with it. */
  | 'failed';

/** How far a connected stream has come (RFC 9293, section 3.3.2, as far as an application sees it). */
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

/** A stream that is connected just now. */
export function openStream(remote: string, isHalfOpen: boolean, carrier: 'plain' | 'secured'): StreamState {
  const phase: StreamPhase = { name: 'open' };
  return { remote, isHalfOpen, phase, fin: null, carrier, isHeld: false, problem: null };
}

/** What happened to a stream, or was requested of it. */
export type StreamEvent =
  | { readonly type: 'endRequested' }
  | { readonly type: 'closeRequested'; readonly atUs: number }
  | { readonly type: 'resetRequested' }
  | { readonly type: 'pauseRequested' }
  | { readonly type: 'resumeRequested' }
  /** Only where `whyNoTls` has nothing against it. */
  | { readonly type: 'tlsRequested' }
  /** The peer's FIN has come. */
  | { readonly type: 'peerEnded'; readonly atUs: number }
  /** The peer sends, and `onBytes` says that it is to be cut. */
  | { readonly type: 'peerStillSent' }
  /** What was owed to the peer when it ended has been handed over. */
  | { readonly type: 'answered' }
  /** What was sent has left, or never will. */
  | { readonly type: 'drained' }
  | { readonly type: 'finSent'; readonly atUs: number }
  /** `where`: the socket, or the one below its TLS. */
  | { readonly type: 'failed'; readonly where: 'socket' | 'below'; readonly error: Error }
  | { readonly type: 'deadlinePassed' }
  | { readonly type: 'socketClosed'; readonly atUs: number }
  | { readonly type: 'prepared' }
  | { readonly type: 'prepareFailed'; readonly error: unknown }
  /** The dialogue is over, and what was sent in plain text has left. */
  | { readonly type: 'talked' }
  | {
      readonly type: 'secured';
      readonly tls: TlsFacts;
      readonly warning: string | null;
      readonly atUs: number;
    }
  /** The dialogue or the handshake came to nothing, or was aborted. */
  | { readonly type: 'tlsFailed'; readonly error: unknown };

/** What is to be done, in this order. */
export type StreamEffect =
  | TlsEffect
  | { readonly type: 'pauseReading' }
  | { readonly type: 'resumeReading' }
  /** Reads what an error has left in the socket. */
  | { readonly type: 'readRest' }
  /** Asks a turn later what is owed to the peer; `answered` follows. */
  | { readonly type: 'askOwed' }
  /** Waits until what was sent has left; `drained` follows. */
  | { readonly type: 'drain' }
  /** `finSent` follows, unless the socket fails. */
  | { readonly type: 'sendFin' }
  /** `deadlinePassed` follows, unless the socket closes before. */
  | { readonly type: 'startDeadline' }
  | { readonly type: 'reset' }
  /** `socketClosed` follows, also where it was told before. */
  | { readonly type: 'destroy' }
  | {
      readonly type: 'tellSecured';
      readonly tls: TlsFacts;
      readonly warning: string | null;
      readonly atUs: number;
    }
  | { readonly type: 'tellEnded'; readonly direction: Direction; readonly atUs: number }
  | { readonly type: 'tellClosed'; readonly outcome: LinkOutcome; readonly atUs: number };

/** What is to be done on the way to TLS. */
export type TlsEffect =
  /** `prepared` or `prepareFailed` follows. */
  | { readonly type: 'prepareTls' }
  /** `talked` or `tlsFailed` follows. */
  | { readonly type: 'talk' }
  /** `secured` or `tlsFailed` follows. */
  | { readonly type: 'shakeHands' }
  /** `tlsFailed` follows, where a dialogue or a handshake is under way. */
  | { readonly type: 'abortTls' }
  /** Whoever requested TLS is refused with `error`, and what waited for it with `unsent`. */
  | { readonly type: 'refuseTls'; readonly error: unknown; readonly unsent: LinkProblem }
  /** Writes what has waited for TLS, in order, and tells whoever requested it. */
  | { readonly type: 'release' };

/** What an event comes to. */
export interface StreamStep {
  readonly state: StreamState;
  readonly effects: readonly StreamEffect[];
}

/** A step to a state, with what is to be done. */
export function to(state: StreamState, ...effects: readonly StreamEffect[]): StreamStep {
  return { state, effects };
}
