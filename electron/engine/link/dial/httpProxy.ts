import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { formatHostAndPort, type HostAndPort } from '../../../../shared/model/address.ts';
import { beginningOf } from '../beginningOf.ts';
import { LinkProblem } from '../link.ts';
import { problemOf, visible } from '../networkProblems.ts';
import { formatProxy, type Proxy } from './proxy.ts';

/** Asks an HTTP proxy to connect to the target (RFC 9110, section 9.3.6). Bytes behind its answer are the target's, and stay to be read. */
export function askHttpProxy(
  socket: Socket,
  proxy: Proxy,
  target: HostAndPort,
  signal: AbortSignal,
): Promise<Socket> {
  const authority = formatHostAndPort(target.host, target.port);
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const asked = request({
      method: 'CONNECT',
      path: authority,
      headers: { Host: authority, ...credentials(proxy) },
      createConnection: () => socket,
      signal,
    });
    asked.once('error', (error) => reject(proxyProblem(error, proxy)));
    // Node tells every answer to CONNECT by this event, refusals too.
    asked.once('connect', (response, _socket, head) => {
      if (head.length > 0) socket.unshift(head);
      const { statusCode = 0 } = response;
      if (statusCode >= 200 && statusCode < 300) resolve(socket);
      else void refusal(response, socket, proxy, authority).then(reject);
    });
    asked.end();
  });
}

/** RFC 7617. */
function credentials({ user, password }: Proxy): Record<string, string> {
  if (user === '' && password === '') return {};
  const basic = Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
  return { 'Proxy-Authorization': `Basic ${basic}` };
}

function proxyProblem(error: Error, proxy: Proxy): LinkProblem {
  const where = formatProxy(proxy);
  const { reason, code } = problemOf(error, where);
  const options = { code, cause: error, field: proxy.field };
  if (error.message === 'socket hang up') {
    return new LinkProblem(
      `The proxy ${where} closed the connection without an answer. Check that it is an HTTP proxy.`,
      options,
    );
  }
  if (code?.startsWith('HPE_')) {
    return new LinkProblem(
      `The proxy ${where} did not answer with HTTP. Check that it is an HTTP proxy.`,
      options,
    );
  }
  return new LinkProblem(`The proxy failed. ${reason}`, options);
}

/** A sentence for an answer other than 2xx: its status, what to try, and the beginning of what the proxy said. */
async function refusal(
  response: IncomingMessage,
  socket: Socket,
  proxy: Proxy,
  authority: string,
): Promise<LinkProblem> {
  const { statusCode = 0, statusMessage = '' } = response;
  const status = `${statusCode} ${visible(statusMessage)}`.trim();
  const { sentence, field } = whyRefused(response, status, proxy, authority);
  const said = saidIn(await beginningOf(socket), response);
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
    const sentence = `The proxy ${where} asks for ${visible(asksFor)} (${status}), and Wirebench knows the Basic scheme only.`;
    return { sentence, field: proxy.field };
  }
  if (proxy.user === '') {
    const sentence = `The proxy ${where} wants a user and a password (${status}).`;
    return { sentence, field: isOfEnvironment ? proxy.field : 'proxy.user' };
  }
  const sentence = `The proxy ${where} does not accept this user and password (${status}).`;
  return { sentence, field: isOfEnvironment ? proxy.field : 'proxy.password' };
}

/** The text of an answer; of a page its title, which says as much, and nothing of what comes in chunks. */
function saidIn(beginning: string, { headers }: IncomingMessage): string {
  if (headers['transfer-encoding'] !== undefined) return '';
  if (!/^\s*</.test(beginning)) return visible(beginning.trim());
  return visible((/<title>([^<]*)/i.exec(beginning)?.[1] ?? '').trim());
}
