import { formatHostAndPort, parseHostAndPort } from '../../../shared/model/address.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import { UsageError } from '../command.ts';
import type { CommandSecrets } from './optionFiles.ts';

/** The schemes of proxies, the value of each in the endpoint, and its usual port. */
const proxies: Readonly<Record<string, { readonly use: string; readonly port: number }>> = {
  'http:': { use: 'http', port: 80 },
  'https:': { use: 'https', port: 443 },
  'socks5:': { use: 'socks5', port: 1080 },
  'socks5h:': { use: 'socks5', port: 1080 },
};

/** Scheme, user and password, host and port: parsed by hand, since `URL` does not allow a zone (`fe80::1%eth0`). */
const proxyUrl = /^([a-z0-9]+:)\/\/(?:([^@/?#]*)@)?([^@/?#]+)(.*)$/i;

/** `none`, `environment`, or a URL with user and password where the proxy wants them. Throws a `UsageError`. */
export function proxyOption(text: string | undefined, secrets: CommandSecrets): object | undefined {
  if (text === undefined) return undefined;
  if (text === 'none' || text === 'environment') return { use: text };
  const [, scheme = '', credentials = '', authority = '', rest = ''] = proxyUrl.exec(text) ?? [];
  const proxy = Object.hasOwn(proxies, scheme.toLowerCase()) ? proxies[scheme.toLowerCase()] : undefined;
  const place = parseHostAndPort(authority, 0, proxy?.port);
  if (!proxy || !place.ok) {
    // The message leaves out the text when it may contain a password.
    const shown = text.includes('@') ? '' : `, not “${visibleLine(text)}”`;
    throw new UsageError(
      `--proxy takes http://, https:// or socks5:// with HOST:PORT, environment or none${shown}.`,
    );
  }
  if (rest !== '' && rest !== '/') throw new UsageError('--proxy ends after the port.');
  const [user = '', ...more] = credentials.split(':');
  const password = decoded(more.join(':'));
  return {
    use: proxy.use,
    address: formatHostAndPort(place.value.host, place.value.port),
    user: decoded(user),
    password:
      password === '' ? undefined : secrets.add('proxy-password', 'proxy password', Buffer.from(password)),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new UsageError('--proxy: write a % in user or password as %25.');
  }
}
