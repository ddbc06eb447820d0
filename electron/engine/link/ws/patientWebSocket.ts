import { WebSocket } from 'ws';

/** A close frame that is to be answered, or a breach of the protocol for which we are to close. */
export interface DueClose {
  /** Undefined where the peer's close frame had none. */
  readonly code: number | undefined;
  /** The peer's own, to be sent back; undefined after a breach. */
  readonly reason: Buffer | undefined;
}

/**
 * A WebSocket that does not close before we do. `ws` answers a close frame, and a frame that breaks the protocol, from within its parser:
 * what is to be sent for the messages before it, and is decided a moment later, would be refused. RFC 6455, section 5.5.1 lets an
 * endpoint send first what it is about to send.
 */
export class PatientWebSocket extends WebSocket {
  private due: ((close: DueClose) => void) | null = null;

  /** From now on `closing` is told, once, in place of what `ws` would do; `closeNow` is to follow. */
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

  /** Sends the close frame, after everything that was sent before. */
  closeNow(code?: number, reason?: Buffer): void {
    this.due = null;
    super.close(code, reason);
  }
}
