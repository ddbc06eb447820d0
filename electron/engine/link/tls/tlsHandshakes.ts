import type { Socket } from 'node:net';
import { endOf } from '../address.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { clientWarning, type Warn } from '../link.ts';
import { problemOf } from '../networkProblems.ts';
import type { SecuredSocket } from './secureClient.ts';
import type { ServerTls } from './serverTls.ts';

/** 10 s for a client to shake hands; who does not is let go. */
const handshakeTimeoutMs = 10_000;
/** 256 clients may be in their handshake at once; more are turned away, so that silent ones cannot use up the sockets of this machine. */
const largestHandshakeCount = 256;

/** The clients of a TLS server that are connected and not through their handshake (yet). What goes wrong ends one client, never the server. */
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

  /** Null for a client that did not get through; then `warn` was told why, unless the server closed. */
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

  /** Said once, and again when there was room in between: a flood of clients is not to be a flood of records. */
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
