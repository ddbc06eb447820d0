import type { Direction } from '../../../../shared/model/record.ts';
import type { LinkOutcome } from '../link.ts';
import type { WsBreach } from './breaches.ts';
import type { Trail } from './frameTrail.ts';
import type { DueClose } from './patientWebSocket.ts';

/** How far our close frame is that answers the peer's, or a breach: what is owed is asked for, and then what was sent has to leave. */
type DueAt = 'asking' | 'draining';

/** How far the two close frames are (RFC 6455, section 7.1), or what the WebSocket has come to instead. */
export type WsPhase =
  | { readonly name: 'open' }
  /** The peer's close frame has come; ours is due, and we may still send before it. */
  | { readonly name: 'theyClosed'; readonly due: DueClose; readonly at: DueAt }
  /** A frame of the peer broke the protocol; our close frame is due, and we may still send before it. */
  | { readonly name: 'breached'; readonly due: DueClose; readonly at: DueAt }
  /** The peer has ended the connection without a close frame. */
  | { readonly name: 'theyEnded' }
  /** Our close frame has followed the peer's, or a breach. */
  | { readonly name: 'answered' }
  /** We were told to close, and our close frame is sent. `isStillSent`: the peer went on sending, and was cut. */
  | { readonly name: 'closing'; readonly cutFromUs: number; readonly isStillSent: boolean }
  /** We were told to reset. */
  | { readonly name: 'resetting' }
  | { readonly name: 'closed'; readonly from: Exclude<WsPhase, { name: 'closed' }> };

/** How far an open WebSocket has come. */
export interface WsState {
  readonly remote: string;
  readonly phase: WsPhase;
  /** The peer's close frame was told. */
  readonly isPeersTold: boolean;
  readonly breach: WsBreach | null;
  /** The last error of the socket, or the first of `ws` that is no breach. */
  readonly problem: Error | null;
  readonly hasDeadline: boolean;
  /** Reading was paused by the session; `isPaused`, by that or for pongs that wait. */
  readonly isHeld: boolean;
  readonly isPaused: boolean;
  readonly pendingPongs: number;
}

/** A WebSocket that has opened just now. */
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

/** What happened to a WebSocket, or was requested of it. */
export type WsEvent =
  | { readonly type: 'closeRequested'; readonly atUs: number }
  | { readonly type: 'resetRequested' }
  | { readonly type: 'pauseRequested' }
  | { readonly type: 'resumeRequested' }
  /** The peer's close frame has come, and ours is not sent. `atUs`: when its last bytes came. */
  | { readonly type: 'peerClosed'; readonly close: DueClose; readonly atUs: number }
  /** A frame broke the protocol, and our close frame is not sent; `brokeProtocol` follows with what it was. */
  | { readonly type: 'breached'; readonly close: DueClose }
  /** `trail`: what of the breach came, and is told as it came. */
  | { readonly type: 'brokeProtocol'; readonly breach: WsBreach; readonly trail: Trail }
  /** What was owed to the peer has been handed over. */
  | { readonly type: 'owedSent' }
  /** What was sent has left, or never will. */
  | { readonly type: 'drained'; readonly atUs: number }
  /** A ping has come, and was told. */
  | { readonly type: 'pinged'; readonly bytes: Uint8Array; readonly atUs: number }
  | { readonly type: 'pongLeft' }
  /** The peer sends, and `onMessage` says that it is to be cut. */
  | { readonly type: 'peerStillSent' }
  /** The peer's FIN has come. */
  | { readonly type: 'peerEnded'; readonly atUs: number }
  /** `where`: in the socket, or in `ws`. */
  | { readonly type: 'failed'; readonly where: 'socket' | 'ws'; readonly error: Error }
  | { readonly type: 'deadlinePassed' }
  /** It is over; `code` and `reason` are those of the peer's close frame, whose last bytes came at `lastBytesAtUs`. */
  | {
      readonly type: 'socketClosed';
      readonly code: number;
      readonly reason: Buffer;
      readonly lastBytesAtUs: number;
      readonly atUs: number;
    };

/** What is to be done, in this order. */
export type WsEffect =
  | { readonly type: 'pauseReading' }
  | { readonly type: 'resumeReading' }
  /** Tells the pong as ours, and sends it; `pongLeft` follows. */
  | { readonly type: 'pong'; readonly bytes: Uint8Array; readonly atUs: number }
  /** Asks a turn later what is owed to the peer; `owedSent` follows. */
  | { readonly type: 'askOwed' }
  /** Waits until what was sent has left; `drained` follows. */
  | { readonly type: 'drain' }
  /** Tells our close frame, and sends it. */
  | { readonly type: 'sendClose'; readonly close: DueClose; readonly atUs: number }
  /** Keeps what came behind the peer's close frame from here on. */
  | { readonly type: 'keepLate' }
  /** `deadlinePassed` follows, unless the WebSocket is over before. */
  | { readonly type: 'startDeadline' }
  | { readonly type: 'reset' }
  /** `socketClosed` follows. */
  | { readonly type: 'terminate' }
  | {
      readonly type: 'tellClose';
      readonly direction: Direction;
      readonly close: DueClose;
      readonly atUs: number;
    }
  /** Tells the frame that broke the protocol, and the fragments before it. */
  | { readonly type: 'tellBroken'; readonly trail: Trail }
  /** Tells what came and did not become a whole message. */
  | { readonly type: 'tellCutOff' }
  /** Tells what came behind the peer's close frame. */
  | { readonly type: 'tellLate' }
  | { readonly type: 'tellClosed'; readonly outcome: LinkOutcome; readonly atUs: number };

/** What an event comes to. */
export interface WsStep {
  readonly state: WsState;
  readonly effects: readonly WsEffect[];
}

/** A step to a state, with what is to be done. */
export function to(state: WsState, ...effects: readonly WsEffect[]): WsStep {
  return { state, effects };
}
