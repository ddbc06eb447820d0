import { WebSocket } from 'ws';

/** A close frame that awaits our answer, or a breach of the protocol for which we must close. */
export interface DueClose {
  /** Undefined when the peer's close frame had none. */
  readonly code: number | undefined;
  /** The peer's own, to be sent back; undefined after a breach. */
  readonly reason: Buffer | undefined;
}

/**
 * A WebSocket that does not close before we do. `ws` answers a close frame, or a breach of the protocol, from within its parser: a reply to
 * earlier messages that is decided a moment later would be refused. RFC 6455, section 5.5.1 lets an endpoint finish sending first.
 */
export class PatientWebSocket extends WebSocket {
  private due: ((close: DueClose) => void) | null = null;

  /** From now on calls `closing`, once, instead of the response by `ws`; `closeNow` must follow. */
  holdClose(closing: (close: DueClose) => void): void {
    this.due = closing;
  }

  /** Called by `ws`. Once we have closed ourselves, there is nothing to wait for. */
  override close(code?: number, reason?: string | Buffer): void {
    const { due } = this;
    if (due === null || this.readyState !== this.OPEN) {
      super.close(code, reason);
      return;
    }
    this.due = null;
    due({ code, reason: Buffer.isBuffer(reason) ? reason : undefined });
  }

  /** Sends the close frame, after all earlier sends. */
  closeNow(code?: number, reason?: Buffer): void {
    this.due = null;
    super.close(code, reason);
  }
}
