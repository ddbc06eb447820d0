import type { Socket } from 'node:net';
import { endOf } from '../address.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { clientWarning, type Warn } from '../link.ts';
import { problemOf } from '../networkProblems.ts';
import type { SecuredSocket } from './secureClient.ts';
import type { ServerTls } from './serverTls.ts';

/** 10 s for a client's handshake; a slower client is disconnected. */
const handshakeTimeoutMs = 10_000;
/** 256 clients may be in their handshake at once; more are turned away, so that silent clients cannot use up this machine's sockets. */
const largestHandshakeCount = 256;

/** The connected clients of a TLS server whose handshake has not finished. A failure ends one client, never the server. */
export class TlsHandshakes {
  private readonly tls: ServerTls;
  private readonly warn: Warn;
  private readonly cancels = new Set<AbortController>();
  private isFull = false;
  private isClosed = false;

  constructor(tls: ServerTls, warn: Warn) {
    this.tls = tls;
    this.warn = warn;
  }

  /** Null for a client whose handshake failed; `warn` has then received the reason, unless the server closed. */
  async accept(socket: Socket): Promise<SecuredSocket | null> {
    if (this.cancels.size >= largestHandshakeCount || this.isClosed) {
      this.turnAway(socket);
      return null;
    }
    const cancel = new AbortController();
    this.cancels.add(cancel);
    const remote = endOf(socket.remoteAddress, socket.remotePort);
    const late = setTimeout(() => cancel.abort(tooLate(remote)), handshakeTimeoutMs);
    try {
      const secured = await this.tls.secure(socket, cancel.signal);
      if (secured.warning !== undefined) this.warn(secured.warning, { what: 'warning', code: null });
      return secured;
    } catch (error) {
      const { reason, code } = problemOf(error, remote);
      if (!this.isClosed) this.warn(reason, clientWarning(remote, { code }));
      return null;
    } finally {
      clearTimeout(late);
      this.cancels.delete(cancel);
      this.isFull = false;
    }
  }

  closeAll(): void {
    this.isClosed = true;
    for (const cancel of this.cancels) cancel.abort(new LinkProblem('The server was closed.'));
  }

  /** Warns once, and again after there was room in between: a flood of clients must not become a flood of records. */
  private turnAway(socket: Socket): void {
    const remote = endOf(socket.remoteAddress, socket.remotePort);
    socket.destroy();
    if (this.isFull || this.isClosed) return;
    this.isFull = true;
    this.warn(
      `${largestHandshakeCount} clients are in their TLS handshake at once, so more are turned away until some have finished.`,
      clientWarning(remote),
    );
  }
}

function tooLate(remote: string): LinkProblem {
  return new LinkProblem(
    `${remote} did not complete a TLS handshake within ${handshakeTimeoutMs / 1000} s, so it was disconnected.`,
  );
}
