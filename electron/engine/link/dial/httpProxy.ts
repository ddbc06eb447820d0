import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { formatHostAndPort, type HostAndPort } from '../../../../shared/model/address.ts';
import { faultOfHead } from '../http/answerHead.ts';
import { textOfAnswer } from '../http/answerText.ts';
import { connectRequest } from '../http/connectRequest.ts';
import { quotedBeginning } from '../http/quoted.ts';
import { nameOfAlert, strangerOf } from '../http/strangers.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { problemOf } from '../networkProblems.ts';
import { visible } from '../../../../shared/bytes/visibleText.ts';
import { ConnectChannel } from './connectChannel.ts';
import { formatProxy, type Proxy } from './proxy.ts';

/** Asks an HTTP proxy to connect to the target (RFC 9110, section 9.3.6). Bytes after its answer are the target's, and stay to be read. */
export async function askHttpProxy(
  socket: Socket,
  proxy: Proxy,
  target: HostAndPort,
  signal: AbortSignal,
): Promise<Socket> {
  signal.throwIfAborted();
  const authority = formatHostAndPort(target.host, target.port);
  const channel = new ConnectChannel(socket);
  let response: IncomingMessage;
  try {
    response = await answerTo(authority, proxy, channel, signal);
  } finally {
    await channel.release();
  }
  const fault = faultOfHead(channel.spoken);
  if (fault) {
    const { code, says } = fault;
    throw new LinkProblem(`The proxy ${formatProxy(proxy)} ${says}`, { code, field: proxy.field });
  }
  const { statusCode = 0 } = response;
  if (statusCode >= 200 && statusCode < 300) return socket;
  throw await refusal(response, socket, proxy, authority);
}

function answerTo(
  authority: string,
  proxy: Proxy,
  channel: ConnectChannel,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = request({
      method: 'CONNECT',
      path: authority,
      createConnection: () => channel,
      // A folded header must be read (RFC 9112, section 5.2); `faultOfHead` finds the other faults that the parser then overlooks.
      insecureHTTPParser: true,
      signal,
    });
    asked.on('error', (error) =>
      reject(signal.aborted ? signal.reason : proxyProblem(error, proxy, channel.spoken)),
    );
    // Node emits this event for every answer to CONNECT, refusals too.
    asked.once('connect', resolve);
    // Node’s request is never ended: we write ours, and its parser reads the answer. Not before the parser listens.
    asked.once('socket', () => channel.write(connectRequest(authority, proxy)));
  });
}

function proxyProblem(cause: Error, proxy: Proxy, spoken: Uint8Array): LinkProblem {
  const where = `The proxy ${formatProxy(proxy)}`;
  const { reason, code } = problemOf(cause, where);
  const say = (message: string, shownCode = code): LinkProblem =>
    new LinkProblem(message, { code: shownCode, cause, field: proxy.field });
  if (cause.message === 'socket hang up') {
    return spoken.length === 0
      ? say(`${where} closed the connection without an answer. Check that it is an HTTP proxy.`)
      : say(`${where} closed the connection in the middle of its answer, after ${quotedBeginning(spoken)}.`);
  }
  if (code?.startsWith('HPE_') !== true)
    return say(`The proxy failed. ${problemOf(cause, formatProxy(proxy)).reason}`);
  const fault = faultOfHead(spoken);
  if (fault) return say(`${where} ${fault.says}`, fault.code);
  const began = `it began with ${quotedBeginning(spoken)}`;
  switch (strangerOf(spoken)) {
    case 'tls':
      return say(
        `${where} answered with a TLS alert${nameOfAlert(spoken)}: it speaks TLS. Choose an HTTPS proxy.`,
      );
    case 'socks':
      return say(`${where} did not answer with HTTP: ${began}. It may be a SOCKS proxy; choose that.`);
    case 'http2':
    case 'other':
      return say(`${where} did not answer with HTTP: ${began}. Check that it is an HTTP proxy.`);
    case null:
      return say(reason);
  }
}

/** A sentence for an answer other than 2xx: its status, what to try, and the beginning of the proxy's text. */
async function refusal(
  response: IncomingMessage,
  socket: Socket,
  proxy: Proxy,
  authority: string,
): Promise<LinkProblem> {
  const { statusCode = 0, statusMessage = '' } = response;
  const status = `${statusCode} ${visible(statusMessage)}`.trim();
  const { sentence, field } = whyRefused(response, status, proxy, authority);
  const { headers } = response;
  // Node leaves the body to the owner of the socket, and a chunked body is not put together here.
  const said = headers['transfer-encoding'] === undefined ? await textOfAnswer(response, socket) : '';
  const quoted = said === '' ? '' : ` It said: “${said}”.`;
  return new LinkProblem(`${sentence}${quoted}`, { code: `HTTP ${statusCode}`, field });
}

function whyRefused(
  { statusCode = 0, headers }: IncomingMessage,
  status: string,
  proxy: Proxy,
  authority: string,
): { readonly sentence: string; readonly field: string | null } {
  const where = formatProxy(proxy);
  // tinyproxy answers a wrong password with 401.
  if (statusCode === 407 || statusCode === 401)
    return whyNotAuthenticated(challengeIn(headers), status, proxy);
  if (statusCode === 403 || statusCode === 405) {
    const sentence = `The proxy ${where} does not allow a connection to ${authority} (${status}).`;
    return { sentence, field: proxy.field };
  }
  if (statusCode >= 500) {
    const sentence = `The proxy ${where} could not connect to ${authority} (${status}). Check host and port.`;
    return { sentence, field: null };
  }
  const sentence = `The proxy ${where} answered CONNECT with ${status}. Check that it is an HTTP proxy.`;
  return { sentence, field: proxy.field };
}

function challengeIn(headers: IncomingHttpHeaders): string {
  return headers['proxy-authenticate'] ?? headers['www-authenticate'] ?? '';
}

function whyNotAuthenticated(
  asksFor: string,
  status: string,
  proxy: Proxy,
): { readonly sentence: string; readonly field: string } {
  const where = formatProxy(proxy);
  const isOfEnvironment = proxy.field === 'proxy.use';
  if (asksFor !== '' && !/\bbasic\b/i.test(asksFor)) {
    const sentence = `The proxy ${where} asks for ${visible(asksFor)} (${status}), but Wirebench supports only Basic.`;
    return { sentence, field: proxy.field };
  }
  if (proxy.user === '') {
    const sentence = `The proxy ${where} asks for a user and a password (${status}).`;
    return { sentence, field: isOfEnvironment ? proxy.field : 'proxy.user' };
  }
  const sentence = `The proxy ${where} does not accept this user and password (${status}).`;
  return { sentence, field: isOfEnvironment ? proxy.field : 'proxy.password' };
}
