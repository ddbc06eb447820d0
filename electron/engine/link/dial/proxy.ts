import { formatHostAndPort, parseHostAndPort, type HostAndPort } from '../../../../shared/model/address.ts';
import { messageOf } from '../../../../shared/base/errors.ts';
import { orAborted } from '../../../../shared/base/orAborted.ts';
import type { SecretRef } from '../../../../shared/model/secret.ts';
import type { ProxyOptions } from '../../../../shared/model/proxyOptions.ts';
import type { ProxyProtocol } from '../../../../shared/model/proxyUrl.ts';
import type { LinkContext } from '../link.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import type { DialRequest } from './dial.ts';
import { proxyOfEnvironment } from './environmentProxy.ts';
import { proxyOfSystem } from './systemProxy.ts';

/** A proxy to use. */
export interface Proxy extends HostAndPort {
  readonly protocol: ProxyProtocol;
  /** Empty when the proxy needs neither user nor password. */
  readonly user: string;
  readonly password: string;
  /** The option at which its failures are shown. */
  readonly field: 'proxy.address' | 'proxy.use';
}

/** Formats a proxy for display: without user and password. */
export function formatProxy({ protocol, host, port }: Proxy): string {
  return `${protocol}://${formatHostAndPort(host, port)}`;
}

/**
 * The proxy on the way to a target, or null when there is none. Rejects with a `LinkProblem` for invalid options, or with the signal's
 * reason.
 */
export async function proxyFor(
  request: Pick<DialRequest, 'host' | 'port' | 'proxy'>,
  context: Pick<LinkContext, 'secret' | 'systemProxy'>,
  signal: AbortSignal,
): Promise<Proxy | null> {
  const { use } = request.proxy;
  switch (use) {
    case 'none':
      return null;
    case 'environment': {
      const proxy = proxyOfEnvironment(process.env, request);
      return proxy && checked(proxy);
    }
    case 'system': {
      const proxy = await orAborted(proxyOfSystem(context.systemProxy, request), signal);
      return proxy && checked(proxy);
    }
    case 'http':
    case 'https':
    case 'socks5':
      return proxyOfOptions(use, request.proxy, context, signal);
  }
}

async function proxyOfOptions(
  protocol: ProxyProtocol,
  { address, user, password: secret }: ProxyOptions,
  context: Pick<LinkContext, 'secret'>,
  signal: AbortSignal,
): Promise<Proxy> {
  const field = 'proxy.address';
  const parsed = parseHostAndPort(address.trim());
  if (!parsed.ok) {
    throw new LinkProblem(`The address of the proxy is not valid. ${parsed.problem.message}`, { field });
  }
  const password = secret === null ? '' : await orAborted(passwordOf(secret, context), signal);
  return checked({ protocol, ...parsed.value, user, password, field });
}

async function passwordOf(secret: SecretRef, context: Pick<LinkContext, 'secret'>): Promise<string> {
  try {
    return Buffer.from(await context.secret(secret)).toString('utf8');
  } catch (cause) {
    throw new LinkProblem(messageOf(cause), { cause, field: 'proxy.password' });
  }
}

/** RFC 1929 has room for 255 bytes. */
const longestSocksCredentialBytes = 255;

function checked(proxy: Proxy): Proxy {
  const refuse = (message: string, field: string): never => {
    throw new LinkProblem(message, { field: proxy.field === 'proxy.use' ? proxy.field : field });
  };
  if (proxy.port === 0) refuse('A proxy has a port from 1 to 65535.', 'proxy.address');
  if (proxy.protocol !== 'socks5' && proxy.user.includes(':')) {
    refuse(
      'The user of an HTTP proxy cannot contain a colon, which ends the name (RFC 7617, section 2).',
      'proxy.user',
    );
  }
  if (proxy.protocol === 'socks5') {
    if (Buffer.byteLength(proxy.user) > longestSocksCredentialBytes) {
      refuse('A SOCKS proxy takes a user of 255 bytes at most (RFC 1929).', 'proxy.user');
    }
    if (Buffer.byteLength(proxy.password) > longestSocksCredentialBytes) {
      refuse('A SOCKS proxy takes a password of 255 bytes at most (RFC 1929).', 'proxy.password');
    }
  }
  return proxy;
}
