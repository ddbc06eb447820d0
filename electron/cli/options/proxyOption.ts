import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import { UsageError } from '../command.ts';
import type { CommandSecrets } from './optionFiles.ts';

/** The schemes of proxies, what each is in the endpoint, and the port that it has by custom. */
const proxies: Readonly<Record<string, { readonly use: string; readonly port: number }>> = {
  'http:': { use: 'http', port: 80 },
  'https:': { use: 'https', port: 443 },
  'socks5:': { use: 'socks5', port: 1080 },
  'socks5h:': { use: 'socks5', port: 1080 },
};

/** `none`, `environment`, or a URL with user and password where the proxy wants them. Throws a `UsageError`. */
export function proxyOption(text: string | undefined, secrets: CommandSecrets): object | undefined {
  if (text === undefined) return undefined;
  if (text === 'none' || text === 'environment') return { use: text };
  // What is wrong is said without the text: it may have a password.
  const url = URL.parse(text);
  const proxy = url && Object.hasOwn(proxies, url.protocol) ? proxies[url.protocol] : undefined;
  if (!url || !proxy || url.hostname === '') {
    const shown = text.includes('@') ? '' : `, not “${visibleLine(text)}”`;
    throw new UsageError(
      `--proxy takes http://, https:// or socks5:// with HOST:PORT, environment or none${shown}.`,
    );
  }
  if (!/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '')
    throw new UsageError('--proxy ends after the port.');
  const password = decoded(url.password);
  return {
    use: proxy.use,
    address: `${url.hostname}:${url.port === '' ? proxy.port : url.port}`,
    user: decoded(url.username),
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
