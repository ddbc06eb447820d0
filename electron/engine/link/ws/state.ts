import type { Direction } from '../../../../shared/model/record.ts';
import type { LinkOutcome } from '../link.ts';
import type { WsBreach } from './breaches.ts';
import type { Trail } from './frameTrail.ts';
import type { DueClose } from './patientWebSocket.ts';

/** The progress of a close frame that is due: it waits for the replies owed to the peer, then for earlier sends to leave. */
type DueAt = 'asking' | 'draining';

/** The progress of the two close frames (RFC 6455, section 7.1), or how the WebSocket is ending otherwise. */
export type WsPhase =
  | { readonly name: 'open' }
  /** The peer's close frame has arrived; ours is due, and we may still send before it. */
  | { readonly name: 'theyClosed'; readonly due: DueClose; readonly at: DueAt }
  /** A frame of the peer broke the protocol; our close frame is due, and we may still send before it. */
  | { readonly name: 'breached'; readonly due: DueClose; readonly at: DueAt }
  /** The peer has ended the connection without a close frame. */
  | { readonly name: 'theyEnded' }
  /** Our close frame has followed the peer's, or a breach. */
  | { readonly name: 'answered' }
  /**
   * Closing was requested, and our close frame is sent. From `cutFromUs` on, a peer that still sends is cut. `isLast`: the deadline was
   * extended, and reading is not paused any more. `cut` says why we terminated the connection.
   */
  | {
      readonly name: 'closing';
      readonly cutFromUs: number;
      readonly isLast: boolean;
      readonly cut: 'late' | 'stillSending' | null;
    }
  /** A reset was requested. */
  | { readonly name: 'resetting' }
  | { readonly name: 'closed'; readonly from: Exclude<WsPhase, { name: 'closed' }> };

/** The progress of an open WebSocket. */
export interface WsState {
  readonly remote: string;
  readonly phase: WsPhase;
  /** The peer's close frame was reported. */
  readonly isPeersTold: boolean;
  readonly breach: WsBreach | null;
  /** The last error of the socket, or the first of `ws` that is not a breach. */
  readonly problem: Error | null;
  readonly hasDeadline: boolean;
  /** `isHeld`: the session paused the reading. `isPaused`: reading is paused, by the session or because of waiting pongs. */
  readonly isHeld: boolean;
  readonly isPaused: boolean;
  readonly pendingPongs: number;
}

/** A WebSocket that has just opened. */
export function openWs(remote: string): WsState {
  return {
    remote,
    phase: { name: 'open' },
    isPeersTold: false,
    breach: null,
    problem: null,
    hasDeadline: false,
    isHeld: false,
    isPaused: false,
    pendingPongs: 0,
  };
}

/** An event of a WebSocket, or a request to it. */
export type WsEvent =
  /** `isWithinMessage`: a message of ours has begun, and its last fragment will never be sent. */
  | { readonly type: 'closeRequested'; readonly isWithinMessage: boolean; readonly atUs: number }
  | { readonly type: 'resetRequested' }
  | { readonly type: 'pauseRequested' }
  | { readonly type: 'resumeRequested'; readonly atUs: number }
  /** The peer's close frame has arrived, and ours is not sent. `atUs`: when its last bytes arrived. */
  | { readonly type: 'peerClosed'; readonly close: DueClose; readonly atUs: number }
  /** A frame broke the protocol, and our close frame is not sent; `brokeProtocol` follows with the details. */
  | { readonly type: 'breached'; readonly close: DueClose }
  /** `trail`: the bytes of the breach that arrived, reported as they came. */
  | { readonly type: 'brokeProtocol'; readonly breach: WsBreach; readonly trail: Trail }
  /** Everything owed to the peer has been handed over. */
  | { readonly type: 'owedSent' }
  /** Earlier sends have left, or never will. */
  | { readonly type: 'drained'; readonly atUs: number }
  /** A ping has arrived, and was reported. */
  | { readonly type: 'pinged'; readonly bytes: Uint8Array; readonly atUs: number }
  | { readonly type: 'pongLeft' }
  /** The peer sends, and `onMessage` said to cut it. */
  | { readonly type: 'peerStillSent' }
  /** The peer's FIN has arrived. */
  | { readonly type: 'peerEnded'; readonly atUs: number }
  /** `where`: in the socket, or in `ws`. */
  | { readonly type: 'failed'; readonly where: 'socket' | 'ws'; readonly error: Error }
  | { readonly type: 'deadlinePassed'; readonly atUs: number }
  /** The WebSocket is over; `code` and `reason` are those of the peer's close frame, whose last bytes came at `lastBytesAtUs`. */
  | {
      readonly type: 'socketClosed';
      readonly code: number;
      readonly reason: Buffer;
      readonly lastBytesAtUs: number;
      readonly atUs: number;
    };

/** Effects to carry out, in this order. */
export type WsEffect =
  | { readonly type: 'pauseReading' }
  | { readonly type: 'resumeReading' }
  /** Reports the pong as ours, and sends it; `pongLeft` follows. */
  | { readonly type: 'pong'; readonly bytes: Uint8Array; readonly atUs: number }
  /** Asks one turn later what is owed to the peer; `owedSent` follows. */
  | { readonly type: 'askOwed' }
  /** Waits until earlier sends have left; `drained` follows. */
  | { readonly type: 'drain' }
  /** Reports our close frame, and sends it. */
  | { readonly type: 'sendClose'; readonly close: DueClose; readonly atUs: number }
  /** Keeps the bytes after the peer's close frame from here on. */
  | { readonly type: 'keepLate' }
  /** `deadlinePassed` follows, unless the WebSocket is over before. */
  | { readonly type: 'startDeadline' }
  /** `deadlinePassed` follows again, after `lastReadMs`. */
  | { readonly type: 'extendDeadline' }
  /** Reports that the link can be paused no longer. */
  | { readonly type: 'tellReadsOn' }
  | { readonly type: 'reset' }
  /** `socketClosed` follows. */
  | { readonly type: 'terminate' }
  | {
      readonly type: 'tellClose';
      readonly direction: Direction;
      readonly close: DueClose;
      readonly atUs: number;
    }
  /** Reports the frame that broke the protocol, and the fragments before it. */
  | { readonly type: 'tellBroken'; readonly trail: Trail }
  /** Reports arrivals that did not become a whole message. */
  | { readonly type: 'tellCutOff' }
  /** Reports the bytes after the peer's close frame. */
  | { readonly type: 'tellLate' }
  | { readonly type: 'tellClosed'; readonly outcome: LinkOutcome; readonly atUs: number };

/** The result of an event. */
export interface WsStep {
  readonly state: WsState;
  readonly effects: readonly WsEffect[];
}

/** A step to a state, with effects. */
export function to(state: WsState, ...effects: readonly WsEffect[]): WsStep {
  return { state, effects };
}
