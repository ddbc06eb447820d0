import type { Socket } from 'node:net';
import { SocksClient } from 'socks';
import { messageOf } from '../../../../shared/base/errors.ts';
import { onAbort } from '../../../../shared/base/onAbort.ts';
import { formatHostAndPort, type HostAndPort } from '../../../../shared/model/address.ts';
import { quotedBeginning } from '../http/quoted.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { problemOf } from '../networkProblems.ts';
import { visible } from '../../../../shared/bytes/visibleText.ts';
import { AnswerChannel } from './answerChannel.ts';
import { formatProxy, type Proxy } from './proxy.ts';
import { SocksReplies, type SocksFault } from './socksReplies.ts';

/**
 * The longest time that a client may have to connect. The library gives up by itself, with a timer that it never clears, so the client's
 * single deadline must come first.
 */
const longestDialogueMs = 600_000;

/** Asks a SOCKS proxy to connect to the target (RFC 1928 and 1929). Bytes after its answer are the target's, and remain to be read. */
export async function askSocksProxy(
  socket: Socket,
  proxy: Proxy,
  target: HostAndPort,
  signal: AbortSignal,
): Promise<Socket> {
  const { user, password } = proxy;
  const over = new AbortController();
  const replies = new SocksReplies({
    hasCredentials: user !== '' || password !== '',
    target: formatHostAndPort(target.host, target.port),
  });
  const channel = new SocksChannel(socket, replies);
  try {
    const answer = SocksClient.createConnection({
      command: 'connect',
      proxy: { host: proxy.host, port: proxy.port, type: 5, userId: user, password },
      destination: target,
      existing_socket: channel,
      timeout: longestDialogueMs,
    });
    const broken = brokenOff(socket, proxy, replies, AbortSignal.any([signal, over.signal]));
    await Promise.race([answer, broken]);
    return socket;
  } catch (error) {
    if (channel.fault) throw refusal(channel.fault, channel.spoken, proxy);
    if (error instanceof LinkProblem || signal.aborted) throw error;
    const said = visible(messageOf(error));
    throw new LinkProblem(`The proxy ${formatProxy(proxy)} failed: ${said}.`, { field: proxy.field });
  } finally {
    over.abort();
    await channel.release();
  }
}

/** Checks every byte from the proxy before the library sees it. */
class SocksChannel extends AnswerChannel {
  private readonly replies: SocksReplies;
  fault: SocksFault | null = null;
  /** What the other side said when it was not a SOCKS proxy. */
  spoken: Uint8Array = new Uint8Array();

  constructor(socket: Socket, replies: SocksReplies) {
    super(socket);
    this.replies = replies;
  }

  /** The library pauses a socket in the very turn in which it has read enough. */
  protected get isWaiting(): boolean {
    return !this.isPaused() && this.fault === null;
  }

  protected takeByte(byte: Buffer): void {
    this.fault = this.replies.take(byte[0] ?? 0);
    if (this.fault === null) {
      this.push(byte);
      return;
    }
    const rest: unknown = this.socket.read();
    this.spoken = Buffer.isBuffer(rest) ? Buffer.concat([byte, rest]) : byte;
    // The library reports only that the socket was closed; `fault` says why.
    this.destroy();
  }
}

/** Rejects when the socket fails or ends before the proxy has answered, or with the signal's reason. Never resolves. */
function brokenOff(socket: Socket, proxy: Proxy, replies: SocksReplies, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const where = formatProxy(proxy);
    signal.throwIfAborted();
    const failed = (cause: Error): void => {
      const { reason, code } = problemOf(cause, where);
      reject(new LinkProblem(`The proxy failed. ${reason}`, { code, cause, field: proxy.field }));
    };
    const ended = (): void =>
      reject(new LinkProblem(`The proxy ${where} ${replies.whenClosed}`, { field: proxy.field }));
    socket.on('error', failed).on('end', ended).on('close', ended);
    onAbort(signal, () => {
      socket.off('error', failed).off('end', ended).off('close', ended);
      reject(signal.reason);
    });
  });
}

function refusal(
  { says, code, about, isStranger }: SocksFault,
  spoken: Uint8Array,
  proxy: Proxy,
): LinkProblem {
  const isOfEnvironment = proxy.field === 'proxy.use';
  const field = { proxy: proxy.field, target: null, user: 'proxy.user', password: 'proxy.password' }[about];
  const sentence = isStranger ? `${says}${describeStranger(spoken)}` : says;
  return new LinkProblem(`The proxy ${formatProxy(proxy)} ${sentence}`, {
    code,
    field: isOfEnvironment && field !== null ? proxy.field : field,
  });
}

/** Guesses what the other side is from what it said instead. */
function describeStranger(spoken: Uint8Array): string {
  const [first] = spoken;
  const said = `: it began with ${quotedBeginning(spoken)}.`;
  if (first === 0x48) return `${said} It is an HTTP proxy or server; choose an HTTP proxy.`;
  if (first === 0x15) return ', but with TLS. Choose an HTTPS proxy, or check the port.';
  if (first === 0 || first === 4)
    return `${said} It may speak only SOCKS4, which Wirebench does not support.`;
  return `${said} Check that it is a SOCKS5 proxy.`;
}
