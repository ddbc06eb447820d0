import { formatHostAndPort, parseLocalAddress, type NetworkAddress } from '../model/address.ts';
import type { EndpointOf, Header } from '../model/connection.ts';
import { hostHeaderOf } from '../model/hostHeader.ts';
import type { ProxyOptions } from '../model/proxyOptions.ts';
import { schemeFacts } from '../model/schemes.ts';
import type { TlsClientOptions } from '../model/tlsOptions.ts';
import {
  authorityOf,
  nameForTls,
  networkTarget,
  noteFiles,
  noteTrusted,
  noteWhatOnlyWirebenchDoes,
  proxyAuthority,
  secondsOf,
} from './commandTarget.ts';
import { CommandWriter, files, type ToolCommand } from './toolCommand.ts';

/** A plain TCP connection through curl's telnet:// scheme; null where curl cannot do it. */
export function curlTelnet(endpoint: EndpointOf<'tcp-client'>): ToolCommand | null {
  const target = networkTarget(endpoint);
  const writer = new CommandWriter('curl', 'curl', '--no-buffer');
  if (endpoint.startTls !== 'none' || !target || !addConnecting(writer, endpoint)) return null;
  writer.note('curl takes the byte 255 for a command of telnet.');
  noteWhatOnlyWirebenchDoes(writer, endpoint);
  return writer.add(`telnet://${authorityOf(target)}`).build();
}

/** The handshake of a WebSocket, with any version of curl; null where curl cannot do it. */
export function curlHandshake(endpoint: EndpointOf<'ws-client'>): ToolCommand | null {
  const target = networkTarget(endpoint);
  const { headers, subprotocols, tls } = endpoint;
  const writer = new CommandWriter('curl', 'curl', '--include', '--no-buffer', '--http1.1');
  if (!target || !addConnecting(writer, endpoint)) return null;
  const isTyped = (wanted: string): boolean => headers.some(({ name }) => name.toLowerCase() === wanted);
  // Without a value, curl leaves out the header that it would send by default.
  writer
    .addIf(!isTyped('user-agent'), '--header', 'User-Agent:')
    .addIf(!isTyped('accept'), '--header', 'Accept:');
  writer.add('--header', 'Connection: Upgrade', '--header', 'Upgrade: websocket');
  writer.add('--header', 'Sec-WebSocket-Version: 13', '--header', `Sec-WebSocket-Key: ${exampleKey}`);
  const offered = [...new Set(subprotocols)].join(',');
  writer.addIf(offered !== '', '--header', `Sec-WebSocket-Protocol: ${offered}`);
  addHeaders(writer, headers);
  const url = schemeFacts(target.scheme).isTls
    ? secureUrl(writer, target, tls, isTyped('host'))
    : `http://${authorityOf(target)}`;
  // By default curl removes dot segments from a path, encoded ones too.
  writer.add('--path-as-is');
  writer.note(
    'It shows the handshake: a server that accepts it answers 101 and stays connected until Ctrl C.',
  );
  noteWhatOnlyWirebenchDoes(writer, endpoint);
  return writer.add(`${url}${target.path ?? '/'}`).build();
}

function addHeaders(writer: CommandWriter, headers: readonly Header[]): void {
  const hosts = headers.filter(({ name }) => name.toLowerCase() === 'host');
  writer.lack(hosts.length > 1, 'more than one Host').lack(
    hosts.some(({ value }) => value === ''),
    'an empty Host',
  );
  // Without a value, curl would leave the header out; a semicolon makes it empty.
  for (const { name, value } of headers)
    writer.add('--header', value === '' ? `${name};` : `${name}: ${value}`);
}

/** The example of RFC 6455, section 1.3: any 16 bytes as base64 will do. */
const exampleKey = 'dGhlIHNhbXBsZSBub25jZQ==';

function secureUrl(
  writer: CommandWriter,
  target: NetworkAddress,
  tls: TlsClientOptions,
  hasHost: boolean,
): string {
  writer.addIf(!tls.verify, '--insecure').addIf(tls.ca !== '', '--cacert', files.authorities);
  if (tls.pfx) writer.add('--cert-type', 'P12', '--cert', files.pfx);
  else writer.addIf(tls.certificate !== '', '--cert', files.certificate);
  writer.addIf(!tls.pfx && tls.key !== null, '--key', files.key);
  writer.addIf(tls.minVersion !== 'default', `--tlsv${versionNumber(tls.minVersion)}`);
  writer.addIf(tls.maxVersion !== 'default', '--tls-max', versionNumber(tls.maxVersion));
  const names = tls.ciphers.split(':').filter((name) => name !== '');
  const older = names.filter((name) => !name.startsWith('TLS_'));
  const newer = names.filter((name) => name.startsWith('TLS_'));
  writer.addIf(older.length > 0, '--ciphers', older.join(':'));
  writer.addIf(newer.length > 0, '--tls13-ciphers', newer.join(':'));
  writer.lack(tls.alpn.length > 0, 'own ALPN names');
  if (tls.keyLog)
    writer.note(`curl writes its TLS secrets into the file that the variable SSLKEYLOGFILE names.`);
  noteFiles(writer, tls);
  noteTrusted(writer, tls);
  const { name, isIp } = nameForTls(tls, target.host);
  if (tls.serverName === '' || isIp || !/^[\w.-]+$/.test(name)) {
    writer.lack(tls.serverName !== '', 'this server name');
    return `https://${authorityOf(target)}`;
  }
  // curl has no option for the name alone: the URL has the name, and this option keeps the connection's real target.
  writer.add('--connect-to', `${name}:${target.port}:${authorityOf(target)}`);
  writer.addIf(!hasHost, '--header', `Host: ${hostHeaderOf(target)}`);
  return `https://${formatHostAndPort(name, target.port)}`;
}

/** `1.2` for `TLSv1.2`, and `1.0` for `TLSv1`. */
function versionNumber(version: string): string {
  return version === 'TLSv1' ? '1.0' : version.replace('TLSv', '');
}

function addConnecting(
  writer: CommandWriter,
  { socket, proxy, connectTimeoutMs }: EndpointOf<'tcp-client' | 'ws-client'>,
): boolean {
  const local = parseLocalAddress(socket.localAddress);
  if (!local.ok) return false;
  writer.add('--connect-timeout', secondsOf(connectTimeoutMs));
  writer.addIf(socket.family === '4', '--ipv4').addIf(socket.family === '6', '--ipv6');
  writer.addIf(local.value.host !== null, '--interface', local.value.host ?? '');
  writer.addIf(local.value.port !== 0, '--local-port', String(local.value.port));
  writer.addIf(socket.keepAliveMs > 0, '--keepalive-time', secondsOf(socket.keepAliveMs));
  return addProxy(writer, proxy);
}

function addProxy(writer: CommandWriter, proxy: ProxyOptions): boolean {
  if (proxy.use === 'environment') return true;
  if (proxy.use === 'system') return false;
  if (proxy.use === 'none') {
    // Otherwise curl would use the proxy of the environment.
    writer.add('--noproxy', '*');
    return true;
  }
  const at = proxyAuthority(proxy.address);
  if (at === null) return false;
  const scheme = proxy.use === 'socks5' ? 'socks5h' : proxy.use;
  writer.add('--proxytunnel', '--proxy', `${scheme}://${at}`);
  if (proxy.user !== '') {
    writer.add('--proxy-user', 'USER:PASSWORD').note('Replace USER and PASSWORD with those of the proxy.');
  }
  return true;
}
