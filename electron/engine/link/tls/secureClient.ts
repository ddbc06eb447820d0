import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { connect, rootCertificates, type SecureContext, type TLSSocket } from 'node:tls';
import { Owner } from '../../../../shared/base/lifecycle.ts';
import { onAbort } from '../../../../shared/base/onAbort.ts';
import { orAborted } from '../../../../shared/base/orAborted.ts';
import type { TlsFacts } from '../../../../shared/model/facts.ts';
import type { TlsClientOptions } from '../../../../shared/model/tlsOptions.ts';
import { codeOf, messageOf } from '../../../../shared/base/errors.ts';
import type { LinkContext } from '../link.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { problemOf } from '../networkProblems.ts';
import type { Route, RouteStep } from '../route.ts';
import { vouchers } from './authorities.ts';
import { describeMissingCertificate, optionOfAlert } from './alertOption.ts';
import { chainOf, describeChain } from '../../certificates/certificates.ts';
import { askedName, type AskedName } from './clientHello.ts';
import { KeyLog } from './keyLog.ts';
import { describeLacking } from './lacking.ts';
import { clientContextOptions, judgesStrength, makeSecureContext, trustedBy } from './secureContext.ts';
import type { KeptSession, TlsSessions } from './tlsSessions.ts';
import { negotiated, verifyCodeOf } from './negotiated.ts';
import { verifyServer, type PeerVerdict } from './verifyPeer.ts';

export { TlsSessions } from './tlsSessions.ts';

/** The parts that a client's handshake needs besides its options. */
export interface SecureClientParts {
  /** The host of the address: the name to request and to verify, unless the options give another. */
  readonly host: string;
  /** The address for sentences about the connection; defaults to the host alone. */
  readonly where?: string;
  readonly route: Route;
  readonly context: LinkContext;
  readonly signal: AbortSignal;
  readonly sessions: TlsSessions;
}

/** A socket after its handshake, of which nothing has been read yet. */
export interface SecuredSocket {
  readonly socket: TLSSocket;
  readonly tls: TlsFacts;
  /** A problem that ended nothing, such as a key log that could not be written; absent when there was none. */
  readonly warning?: string;
}

/**
 * Does the TLS handshake as a client on a connected socket, as a step of the route. The route also receives its facts, those of a refused
 * certificate included. Rejects with a `LinkProblem` with code and field, or with the signal's reason; the socket is then destroyed.
 *
 * Under TLS 1.3 a server checks the client's certificate after the handshake has finished for us: a refused or missing one appears later as
 * an error of the socket (an alert such as `certificate required`).
 */
export async function secureClient(
  socket: Socket,
  options: TlsClientOptions,
  parts: SecureClientParts,
): Promise<SecuredSocket> {
  const step = parts.route.begin('tls', parts.host);
  // The previous owner of the socket listens no longer, and an error without a listener would end the program.
  const ignore = (): void => {};
  socket.on('error', ignore);
  try {
    parts.signal.throwIfAborted();
    const secureContext = makeSecureContext(
      await orAborted(clientContextOptions(options, parts.context), parts.signal),
      options,
    );
    const secured = await new ClientHandshake(socket, options, parts, secureContext).run();
    step.done(secured.warning ?? null);
    // The listener that received the step may have cancelled.
    parts.signal.throwIfAborted();
    return secured;
  } catch (error) {
    socket.destroy();
    endStep(step, error, parts.signal);
    throw error;
  }
}

function endStep(step: RouteStep, error: unknown, signal: AbortSignal): void {
  if (signal.aborted) step.cancelled(signal.reason);
  else step.failed({ message: messageOf(error), code: codeOf(error) ?? null });
}

/** The other side's certificates, and the TLS library's verdict on them. */
type ShownIdentity = Omit<KeptSession, 'ticket'>;

/** One handshake, from the ClientHello to the verdict. */
class ClientHandshake {
  private readonly raw: Socket;
  private readonly options: TlsClientOptions;
  private readonly parts: SecureClientParts;
  private readonly secureContext: SecureContext;
  private readonly asked: AskedName;
  private readonly keyLog: KeyLog | null;
  private warning: string | undefined;
  /** True if the server had shown its certificate when the handshake failed: version and cipher were then settled. */
  private wasServerShown = false;
  private ticket: Buffer | null = null;
  private taken: ShownIdentity | null = null;

  constructor(
    raw: Socket,
    options: TlsClientOptions,
    parts: SecureClientParts,
    secureContext: SecureContext,
  ) {
    this.raw = raw;
    this.options = options;
    this.parts = parts;
    this.secureContext = secureContext;
    this.asked = askedName(options, parts.host);
    this.keyLog = options.keyLog
      ? new KeyLog(parts.context.keyLogPath, (message) => {
          this.warning = message;
        })
      : null;
  }

  async run(): Promise<SecuredSocket> {
    const socket = this.connect();
    try {
      await handshake(socket, this.parts.signal);
      const tls = this.judge(socket);
      return this.warning === undefined ? { socket, tls } : { socket, tls, warning: this.warning };
    } catch (error) {
      socket.destroy();
      if (this.parts.signal.aborted) throw this.parts.signal.reason;
      if (error instanceof LinkProblem) throw error;
      // A ticket that the server fails on is not offered twice.
      this.parts.sessions.forget();
      throw this.failure(error);
    }
  }

  private connect(): TLSSocket {
    const { alpn, resume } = this.options;
    const session = resume ? this.parts.sessions.last : null;
    const socket = connect({
      socket: this.raw,
      secureContext: this.secureContext,
      // Our own verdict is in `judge`: Node's says less, and nothing about a resumed session.
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ...(this.asked.serverName === null ? {} : { servername: this.asked.serverName }),
      ...(alpn.length === 0 ? {} : { ALPNProtocols: [...alpn] }),
      ...(session === null ? {} : { session: session.ticket }),
    });
    this.keyLog?.follow(socket);
    // Node forgets it once the socket has closed.
    socket.once('error', () => {
      this.wasServerShown = socket.getPeerX509Certificate() !== undefined;
    });
    if (resume) {
      socket.on('session', (ticket) => {
        this.ticket = ticket;
        this.keepTicket();
      });
    }
    return socket;
  }

  /** Tickets come during the handshake (TLS 1.2) or some time after it (1.3); none is kept before the certificate is accepted. */
  private keepTicket(): void {
    if (this.ticket !== null && this.taken !== null) {
      this.parts.sessions.keep({ ticket: this.ticket, ...this.taken });
    }
  }

  /** A resumed session shows no certificate: it proves that this is the server that showed the kept one. */
  private shown(socket: TLSSocket): ShownIdentity {
    const kept = socket.isSessionReused() ? this.parts.sessions.last : null;
    if (kept !== null) return { chain: kept.chain, verifyCode: kept.verifyCode ?? verifyCodeOf(socket) };
    return { chain: chainOf(socket.getPeerCertificate(true)), verifyCode: verifyCodeOf(socket) };
  }

  /** Our own verdict, before a byte is sent or handed on. Throws a `LinkProblem` when the certificate is refused. */
  private judge(socket: TLSSocket): TlsFacts {
    // A link that was closed in the turn of the handshake reports nothing more.
    if (socket.destroyed) throw socket.errored ?? hungUp();
    const shown = this.shown(socket);
    const evidence = {
      ...shown,
      where: this.parts.host,
      name: this.asked.name,
      ...vouchers(trustedBy(this.options) ?? rootCertificates),
      judgesStrength: judgesStrength(this.options),
      nowMs: Date.now(),
    };
    const verdict = verifyServer(this.options, evidence);
    const tls = this.facts(socket, verdict, shown.chain);
    this.parts.route.set({ tls });
    if (verdict.verification !== 'refused') {
      this.taken = shown;
      this.keepTicket();
      return tls;
    }
    this.parts.sessions.forget();
    const { message, code, field } = verdict.problem ?? { message: 'Refused.', code: null, field: null };
    throw new LinkProblem(`${message} The connection was not made.`, { code, field });
  }

  private facts(socket: TLSSocket, verdict: PeerVerdict, chain: readonly X509Certificate[]): TlsFacts {
    return {
      role: 'client',
      ...negotiated(socket),
      serverName: this.asked.serverName,
      verification: verdict.verification,
      problem:
        verdict.problem === null ? null : { code: verdict.problem.code, message: verdict.problem.message },
      chain: describeChain(chain),
      keyLogPath: this.keyLog?.writtenPath ?? null,
    };
  }

  private failure(error: unknown): LinkProblem {
    const where = this.parts.where ?? this.parts.host;
    if (isHungUp(error)) {
      return new LinkProblem(
        `${where} hung up during the TLS handshake. It may not speak TLS at this port, or may not accept these TLS options.`,
        { code: codeOf(error) ?? null, cause: error },
      );
    }
    const { reason, code } = problemOf(error, where);
    const missing = this.wasServerShown ? describeMissingCertificate(code, this.options, where) : null;
    if (missing !== null) return new LinkProblem(missing, { code, field: 'tls.certificate', cause: error });
    const lacking = describeLacking(code);
    return new LinkProblem(`${reason}${lacking}`, { code, field: optionOfAlert(code), cause: error });
  }
}

/** Resolves after the handshake; rejects with the socket's error, or with the signal's reason. */
function handshake(socket: TLSSocket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const listening = new Owner();
    const settle = (): void => {
      listening.dispose();
      socket.off('secureConnect', secured);
      socket.off('close', closed);
    };
    const secured = (): void => {
      settle();
      resolve();
    };
    const closed = (): void => {
      settle();
      reject(socket.errored ?? hungUp());
    };
    // It stays: until the next owner of the socket listens, an error would have no listener.
    socket.on('error', () => {});
    socket.once('secureConnect', secured);
    socket.once('close', closed);
    const cancel = (): void => {
      settle();
      reject(signal.reason);
    };
    listening.add(onAbort(signal, cancel));
  });
}

const hangUp = 'Client network socket disconnected before secure TLS connection was established';

function hungUp(): Error {
  return Object.assign(new Error(hangUp), { code: 'ECONNRESET' });
}

/** Node gives a FIN during the handshake the code of a reset. */
function isHungUp(error: unknown): boolean {
  return messageOf(error).startsWith('Client network socket disconnected');
}
