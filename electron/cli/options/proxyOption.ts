import { formatHostAndPort } from '../../../shared/model/address.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import type { Options } from '../../../shared/model/optionAt.ts';
import { parseProxyUrl } from '../../../shared/model/proxyUrl.ts';
import { quoteTemplate } from '../../../shared/template/parseTemplate.ts';
import type { ResolvedText } from '../../../shared/template/resolveText.ts';
import { maskOf } from '../../engine/session/maskedSink.ts';
import { UsageError } from '../command.ts';
import type { CommandSecrets } from './optionFiles.ts';

/** `none`, `environment`, or a URL with user and password where the proxy wants them. Throws a `UsageError`. */
export function proxyOption({ text, secrets: hidden }: ResolvedText, secrets: CommandSecrets): Options {
  if (text === 'none' || text === 'environment') return { use: text };
  if (text === 'system') {
    throw new UsageError(
      '--proxy: only the desktop app can ask the system. Use environment, or name the proxy.',
    );
  }
  const proxy = parseProxyUrl(text);
  if (!proxy) {
    // The message leaves out the text when it may contain a password.
    const shown = text.includes('@') || hidden.length > 0 ? '' : `, not “${visibleLine(text)}”`;
    throw new UsageError(
      `--proxy takes http://, https:// or socks5:// with HOST:PORT, environment or none${shown}.`,
    );
  }
  if (proxy.rest !== '') throw new UsageError('--proxy ends after the port.');
  if (proxy.isMisencoded) throw new UsageError('--proxy: write a % in user or password as %25.');
  const { protocol, host, port, user, password } = proxy;
  const mask = maskOf(hidden);
  if (mask !== null && (mask(user) !== user || mask(host) !== host))
    throw new UsageError('--proxy: a secret variable can stand for the password only.');
  return {
    use: protocol,
    address: quoteTemplate(formatHostAndPort(host, port)),
    user: quoteTemplate(user),
    password:
      password === '' ? undefined : secrets.add('proxy-password', 'proxy password', Buffer.from(password)),
  };
}
