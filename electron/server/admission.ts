import type { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';
import { fail, ok, type Result } from '../../shared/base/result.ts';
import { formatHostAndPort } from '../../shared/model/address.ts';

/** The address to which the server is bound: as the user named it, and the real port. */
export interface BoundTo {
  readonly host: string;
  readonly port: number;
}

const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);
const everyAddress: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

export function isLoopback(host: string): boolean {
  return loopbackHosts.has(host);
}

/** The host to write into a URL: a server bound to every address is reached by loopback from here. */
export function reachableHost(host: string): string {
  if (!everyAddress.has(host)) return host;
  return host === '::' ? '::1' : '127.0.0.1';
}

/**
 * Admits a request, or says why not. The Host header must name this server, which stops DNS rebinding: a page of `evil.example` whose name
 * suddenly resolves to 127.0.0.1 still says `evil.example`. The Origin, if there is one, must be the page of this very host, which stops
 * any other page in the browser. Returns the checked Host.
 */
export function admit(request: IncomingMessage, boundTo: BoundTo): Result<string, string> {
  const host = request.headers.host;
  if (host === undefined || !allowedHosts(boundTo, request.socket.localAddress).has(host)) {
    return fail(
      'This address is not the one Wirebench is served at. Open the address it printed when it started.',
    );
  }
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) {
    return fail('Another page asked for this, and Wirebench answers its own page only.');
  }
  return ok(host);
}

/** Compared as whole strings and never parsed, so nothing malformed can get through or throw. */
function allowedHosts(boundTo: BoundTo, localAddress: string | undefined): ReadonlySet<string> {
  const names = [boundTo.host];
  if (isLoopback(boundTo.host)) names.push('localhost');
  if (everyAddress.has(boundTo.host)) names.push('localhost', hostname());
  // The address that was dialled. It cannot be a name, so it cannot be rebound.
  if (localAddress !== undefined) names.push(localAddress.replace(/^::ffff:/, ''));
  const hosts = names.map((name) => formatHostAndPort(name, boundTo.port));
  // Browsers omit HTTP's own port.
  return new Set(boundTo.port === 80 ? [...hosts, ...hosts.map((host) => host.replace(/:80$/, ''))] : hosts);
}
