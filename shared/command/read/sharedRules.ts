import { formatHostAndPort } from '../../model/address.ts';
import type { Header } from '../../model/connection.ts';
import { parseHeader } from '../../model/headerText.ts';
import { parseProxyUrl } from '../../model/proxyUrl.ts';
import type { EndpointDraft } from './draft.ts';
import type { OptionRule } from './options.ts';

/** `Name: value`; without a colon it is a name that the schema refuses. */
export function readHeader(text: string): Header {
  return parseHeader(text) ?? { name: text, value: '' };
}

/** Reads the URL of a proxy: `socks5h://user:password@host:port`. The password is left out, and listed. */
export function readProxyUrl(
  text: string,
  assumed: Parameters<typeof parseProxyUrl>[1],
  draft: EndpointDraft,
): void {
  const proxy = parseProxyUrl(text, assumed);
  if (proxy === null) {
    // Without what may be a password.
    draft.leave(text.includes('@') ? 'the proxy' : `the proxy ${text}`);
    return;
  }
  draft.set('proxy.use', proxy.protocol, 'the proxy');
  draft.set('proxy.address', formatHostAndPort(proxy.host, proxy.port), 'the proxy');
  if (proxy.user !== '') draft.set('proxy.user', proxy.user, 'the proxy');
  if (proxy.password !== '') draft.leave('the password of the proxy');
}

/** An option `user:password` of a proxy. The password is left out, and listed. */
export function proxyUser(names: readonly string[]): OptionRule {
  return {
    names,
    takesValue: true,
    read: (draft, value, option) => takeProxyUser(value, option.split(' ')[0] ?? '', draft),
  };
}

/** Takes `user:password` of a proxy; `option` is how the command calls it. */
export function takeProxyUser(text: string, option: string, draft: EndpointDraft): void {
  draft.set('proxy.user', text.split(':')[0] ?? '', option);
  draft.leave(`the password of ${option}`);
}

/** Options whose value is kept by its key, because it is a part of the address. */
export function into<Key extends string>(
  names: readonly string[],
  kept: NoInfer<Record<Key, string>>,
  key: Key,
): OptionRule {
  return { names, takesValue: true, read: (_draft, value) => void (kept[key] = value) };
}

/** Options that each name cipher suites, for older and for newer versions of TLS: together they are OpenSSL's list. */
export function ciphers(names: readonly string[]): OptionRule {
  return {
    names,
    takesValue: true,
    read: (draft, value, option) => {
      const before = draft.get('tls.ciphers');
      draft.set('tls.ciphers', typeof before === 'string' ? `${before}:${value}` : value, option);
    },
  };
}

/** An option whose value is that of one header. */
export function headerOf(names: readonly string[], name: string): OptionRule {
  return {
    names,
    takesValue: true,
    read: (draft, value, option) => draft.add('headers', [{ name, value }], option),
  };
}
