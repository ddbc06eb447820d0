import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { SocksClient } from 'socks';
import { messageOf } from '../../../../shared/base/errors.ts';
import { formatHostAndPort, type HostAndPort } from '../../../../shared/model/address.ts';
import { LinkProblem } from '../link.ts';
import { problemOf, visible } from '../networkProblems.ts';
import { formatProxy, type Proxy } from './proxy.ts';

/**
 * The longest time that a client may be given to connect. The library gives up by itself, with a timer that it never clears, so the one
 * deadline of the client has to come first.
 */
const longestDialogueMs = 600_000;

/** Asks a SOCKS proxy to connect to the target (RFC 1928 and 1929). Bytes behind its answer are the target's, and stay to be read. */
export async function askSocksProxy(
  socket: Socket,
  proxy: Proxy,
  target: HostAndPort,
  signal: AbortSignal,
): Promise<Socket> {
  const { user, password } = proxy;
  const over = new AbortController();
  const channel = new SocksChannel(socket);
  try {
    const answer = SocksClient.createConnection({
      command: 'connect',
      proxy: { host: proxy.host, port: proxy.port, type: 5, userId: user, password },
      destination: target,
      existing_socket: channel,
      timeout: longestDialogueMs,
    });
    await Promise.race([answer, brokenOff(socket, proxy, AbortSignal.any([signal, over.signal]))]);
    return socket;
  } catch (error) {
    throw error instanceof LinkProblem ? error : refusal(messageOf(error), proxy, target);
  } finally {
    over.abort();
    await channel.release();
  }
}

/**
 * The socket as the library sees it. The library takes whatever is read, and hands on what was not meant for it in a later turn, when the
 * socket may have ended already. So it gets its bytes one by one, and what stands behind the proxy's answer stays in the socket.
 */
class SocksChannel extends Duplex {
  private readonly socket: Socket;
  private isReleased = false;

  constructor(socket: Socket) {
    super();
    this.socket = socket;
    socket.on('readable', this.handOver);
  }

  override _read(): void {}

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: () => void): void {
    // What goes wrong is told by the socket, with its code; the library would keep the words only.
    this.socket.write(bytes, () => done());
  }

  /** The library pauses what it is done with, in the very turn. */
  private readonly handOver = (): void => {
    while (!this.isReleased && !this.isPaused()) {
      const byte: unknown = this.socket.read(1);
      if (byte === null) return;
      this.push(byte);
    }
  };

  /** Resolves when the socket has noticed, a tick later: if somebody held it by then, that would set it flowing again. */
  release(): Promise<void> {
    this.isReleased = true;
    this.socket.off('readable', this.handOver);
    this.destroy();
    return new Promise((resolve) => process.nextTick(resolve));
  }
}

/** Rejects when the socket fails or ends before the proxy has answered, or with the signal's reason. Never resolves. */
function brokenOff(socket: Socket, proxy: Proxy, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const where = formatProxy(proxy);
    signal.throwIfAborted();
    const failed = (cause: Error): void => {
      const { reason, code } = problemOf(cause, where);
      reject(new LinkProblem(`The proxy failed. ${reason}`, { code, cause, field: proxy.field }));
    };
    const ended = (): void => {
      const message = `The proxy ${where} closed the connection without an answer. Check that it is a SOCKS5 proxy.`;
      reject(new LinkProblem(message, { field: proxy.field }));
    };
    socket.on('error', failed).on('end', ended).on('close', ended);
    signal.addEventListener(
      'abort',
      () => {
        socket.off('error', failed).off('end', ended).off('close', ended);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}

/** RFC 1928, section 6: what the library calls each reply, its number, and what it means for a person. */
const replies: Readonly<Record<string, readonly [number, (where: string) => string]>> = {
  Failure: [1, (where) => `could not connect to ${where}, and does not say why (general failure)`],
  NotAllowed: [2, (where) => `does not allow a connection to ${where}`],
  NetworkUnreachable: [3, (where) => `has no way to ${where} (network unreachable)`],
  HostUnreachable: [4, (where) => `has no way to ${where} (host unreachable)`],
  ConnectionRefused: [5, (where) => `found that nothing listens at ${where} (connection refused)`],
  TTLExpired: [6, (where) => `did not reach ${where} (time to live expired)`],
  CommandNotSupported: [7, () => 'does not know the command to connect'],
  AddressNotSupported: [8, (where) => `does not take addresses such as ${where}`],
};

/** A sentence for what the library says. Its words are the only place where the reply stands. */
function refusal(said: string, proxy: Proxy, target: HostAndPort): LinkProblem {
  const proxyWhere = formatProxy(proxy);
  const isOfEnvironment = proxy.field === 'proxy.use';
  const reply = replies[/rejected connection - (\w+)$/.exec(said)?.[1] ?? ''];
  if (reply) {
    const [code, words] = reply;
    const message = `The proxy ${proxyWhere} ${words(formatHostAndPort(target.host, target.port))}.`;
    return new LinkProblem(message, {
      code: `SOCKS ${code}`,
      field: isAboutTarget(code) ? null : proxy.field,
    });
  }
  if (said.includes('Authentication failed')) {
    const message = `The proxy ${proxyWhere} does not accept this user and password.`;
    return new LinkProblem(message, { field: isOfEnvironment ? proxy.field : 'proxy.password' });
  }
  if (said.includes('no accepted authentication type')) {
    const message =
      proxy.user === ''
        ? `The proxy ${proxyWhere} wants a user and a password.`
        : `The proxy ${proxyWhere} wants another kind of proof than a user and a password.`;
    return new LinkProblem(message, {
      code: 'SOCKS 255',
      field: isOfEnvironment ? proxy.field : 'proxy.user',
    });
  }
  if (said.includes('invalid socks version')) {
    const message = `The proxy ${proxyWhere} did not answer with SOCKS5. Check that it is a SOCKS5 proxy.`;
    return new LinkProblem(message, { field: proxy.field });
  }
  return new LinkProblem(`The proxy ${proxyWhere} failed: ${visible(said)}.`, { field: proxy.field });
}

/** Replies that say something of the target, and not of the proxy. */
function isAboutTarget(code: number): boolean {
  return code >= 3 && code <= 6;
}
