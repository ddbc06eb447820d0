import type { Header } from '../../model/connection.ts';
import type { EndpointDraft } from './draft.ts';

/** `Name: value`, without the spaces and tabs around the value (RFC 9110, section 5.5). */
export function readHeader(text: string): Header {
  const colon = text.indexOf(':');
  if (colon < 0) return { name: text, value: '' };
  return { name: text.slice(0, colon).trim(), value: text.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '') };
}

type ProxyUse = 'http' | 'https' | 'socks5';

const proxySchemes: Readonly<Record<string, ProxyUse>> = {
  http: 'http',
  https: 'https',
  socks5: 'socks5',
  socks5h: 'socks5',
};

/** RFC 9110, section 4.2: the port of an HTTP proxy where none is written. Some programs take another one. */
const usualHttpPort = 80;

/** Reads the URL of a proxy: `socks5h://user:password@host:port`. The password is left out, and listed. */
export function readProxyUrl(
  text: string,
  assumed: string,
  draft: EndpointDraft,
  httpPort = usualHttpPort,
): void {
  const [, scheme = assumed, credentials, place = ''] =
    /^(?:([a-z0-9]+):\/\/)?(?:([^@]*)@)?([^/]*)\/?$/i.exec(text) ?? [];
  const use = Object.hasOwn(proxySchemes, scheme.toLowerCase())
    ? proxySchemes[scheme.toLowerCase()]
    : undefined;
  if (use === undefined || place === '') {
    // Without what may be a password.
    draft.leave(text.includes('@') ? 'the proxy' : `the proxy ${text}`);
    return;
  }
  const port = { http: httpPort, https: 443, socks5: 1080 }[use];
  draft.set('proxy.use', use, 'the proxy');
  draft.set('proxy.address', /:\d+$/.test(place) ? place : `${place}:${port}`, 'the proxy');
  if (credentials === undefined || credentials === '') return;
  const [user = '', ...password] = credentials.split(':');
  draft.set('proxy.user', decoded(user), 'the proxy');
  if (password.length > 0) draft.leave('the password of the proxy');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
