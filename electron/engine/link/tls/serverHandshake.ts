import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { createServer, type SecureContextOptions, type Server, type TLSSocket } from 'node:tls';
import { Owner } from '../../../../shared/base/lifecycle.ts';
import { onAbort } from '../../../../shared/base/onAbort.ts';
import type { TlsFacts } from '../../../../shared/model/facts.ts';
import type { TlsServerOptions } from '../../../../shared/model/tlsOptions.ts';
import { endOf } from '../address.ts';
import type { LinkContext } from '../link.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { visible } from '../../../../shared/bytes/visibleText.ts';
import { ownAuthorities, vouchers } from './authorities.ts';
import { chainOf, describeChain } from '../../certificates/certificates.ts';
import { describeClientFailure } from './clientFailure.ts';
import { readFirstBytes } from './firstBytes.ts';
import { KeyLog } from './keyLog.ts';
import { negotiated, verifyCodeOf } from './negotiated.ts';
import type { SecuredSocket } from './secureClient.ts';
import { judgesStrength } from './secureContext.ts';
import { verifyClient, type PeerVerdict } from './verifyPeer.ts';

/** The input of one handshake as a server. */
interface ServerHandshakeParts {
  readonly socket: Socket;
  readonly signal: AbortSignal;
  readonly options: TlsServerOptions;
  readonly secureOptions: SecureContextOptions;
  readonly context: LinkContext;
}

/**
 * One client's handshake, by a Node TLS server that serves only this socket and never listens: so its events belong to this client, and it
 * publishes its verdict on the certificate, which a bare `TLSSocket` does not. Making one takes less than half a millisecond.
 */
export class ServerHandshake {
  private readonly raw: Socket;
  private readonly parts: ServerHandshakeParts;
  private readonly remote: string;
  private readonly keyLog: KeyLog | null;
  private warning: string | undefined;
  private firstBytes: Uint8Array = new Uint8Array();
  private shown: readonly X509Certificate[] = [];

  constructor(parts: ServerHandshakeParts) {
    const { socket, options, context } = parts;
    this.raw = socket;
    this.parts = parts;
    this.remote = endOf(socket.remoteAddress, socket.remotePort);
    const warn = (message: string): void => {
      this.warning = message;
    };
    this.keyLog = options.keyLog ? new KeyLog(context.keyLogPath, warn) : null;
  }

  /** Like `ServerTls.secure`. */
  async run(firstBytes: Uint8Array | undefined): Promise<SecuredSocket> {
    // Without a listener, an error would end the program; it stays, since the TLS socket above reports the same.
    this.raw.on('error', () => {});
    let secured: TLSSocket | undefined;
    try {
      this.firstBytes = await readFirstBytes(this.raw, this.parts.signal, firstBytes);
      if (this.firstBytes.length === 0) throw this.failure(this.raw.errored, null);
      secured = await this.handshake();
      return this.judge(secured);
    } catch (error) {
      secured?.destroy();
      this.raw.destroy();
      if (this.parts.signal.aborted) throw this.parts.signal.reason;
      throw error instanceof LinkProblem ? error : this.failure(error, null);
    }
  }

  private handshake(): Promise<TLSSocket> {
    const { signal } = this.parts;
    return new Promise((resolve, reject) => {
      const server = this.makeServer();
      const listening = new Owner();
      const closed = (): void => settle(() => reject(this.failure(this.raw.errored, null)));
      const settle = (tell: () => void): void => {
        listening.dispose();
        this.raw.off('close', closed);
        tell();
      };
      // A FIN in the middle of the handshake ends it. Afterwards our side may stay open, as the socket says.
      const { allowHalfOpen } = this.raw;
      this.raw.allowHalfOpen = false;
      server.on('secureConnection', (socket) => {
        this.raw.allowHalfOpen = allowHalfOpen;
        socket.allowHalfOpen = allowHalfOpen;
        socket.on('error', () => {});
        settle(() => resolve(socket));
      });
      server.on('tlsClientError', (error, socket) => settle(() => reject(this.failure(error, socket))));
      // One turn later, so that the TLS socket, which gets the event at the same time, can say more.
      this.raw.once('close', () => setImmediate(closed));
      listening.add(onAbort(signal, () => settle(() => reject(signal.reason))));
      server.emit('connection', this.raw);
    });
  }

  private makeServer(): Server {
    const { options, secureOptions } = this.parts;
    const server = createServer({
      ...secureOptions,
      requestCert: options.clientCertificate !== 'none',
      // So that a client without a certificate receives the alert that servers use (RFC 8446, section 4.4.2.4).
      rejectUnauthorized: options.clientCertificate === 'required',
      ...(options.alpn.length === 0 ? {} : { ALPNProtocols: [...options.alpn] }),
    });
    const known = new WeakSet<TLSSocket>();
    server.on('keylog', (line, socket) => {
      this.keyLog?.write(line);
      if (known.has(socket)) return;
      known.add(socket);
      // The socket's first event. Node destroys a socket whose certificate it rejects, then forgets the certificates, and only then reports
      // it; so they are read just before.
      socket.prependOnceListener('secure', () => {
        this.shown = chainOf(socket.getPeerCertificate(true));
      });
    });
    return server;
  }

  /** Throws a `LinkProblem` when a required certificate does not verify. */
  private judge(socket: TLSSocket): SecuredSocket {
    // A link that was closed in the turn of the handshake reports nothing more.
    if (socket.destroyed) throw this.failure(socket.errored, null);
    if (this.shown.length === 0) this.shown = chainOf(socket.getPeerCertificate(true));
    const verdict = this.verdictOn(verifyCodeOf(socket));
    if (verdict.verification === 'refused') throw this.refusal(verdict);
    const tls = this.facts(socket, verdict);
    return this.warning === undefined ? { socket, tls } : { socket, tls, warning: this.warning };
  }

  private verdictOn(verifyCode: string | null): PeerVerdict {
    const { options } = this.parts;
    const evidence = {
      where: this.remote,
      verifyCode,
      chain: this.shown,
      ...vouchers(ownAuthorities(options.ca)),
      judgesStrength: judgesStrength(options),
      nowMs: Date.now(),
    };
    return verifyClient(options.clientCertificate, evidence);
  }

  private refusal({ problem }: PeerVerdict): LinkProblem {
    const [own] = describeChain(this.shown.slice(0, 1));
    const who = own === undefined ? '' : ` It showed “${own.subject}”.`;
    return new LinkProblem(
      `${this.remote} was turned away, because this server requires a certificate that verifies. ${problem?.message ?? ''}${who}`,
      { code: problem?.code ?? null },
    );
  }

  private facts(socket: TLSSocket, { verification, problem }: PeerVerdict): TlsFacts {
    // Node has false if the client sent none.
    const said: unknown = Reflect.get(socket, 'servername');
    return {
      role: 'server',
      ...negotiated(socket),
      serverName: typeof said === 'string' && said !== '' ? visible(said) : null,
      verification,
      problem: problem === null ? null : { code: problem.code, message: problem.message },
      chain: describeChain(this.shown),
      keyLogPath: this.keyLog?.writtenPath ?? null,
    };
  }

  private failure(error: unknown, socket: TLSSocket | null): LinkProblem {
    const verifyCode = socket === null || this.shown.length === 0 ? null : rejectedFor(socket);
    if (verifyCode !== null) return this.refusal(this.verdictOn(verifyCode));
    return describeClientFailure(error, this.remote, this.firstBytes);
  }
}

/** Why Node destroyed a socket; null if it did not. */
function rejectedFor(socket: TLSSocket): string | null {
  const said: unknown = socket.authorizationError;
  return typeof said === 'string' ? said : null;
}
