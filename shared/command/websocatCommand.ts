import { formatAddress } from '../model/address.ts';
import type { EndpointOf } from '../model/connection.ts';
import { schemeFacts } from '../model/schemes.ts';
import {
  authorityOf,
  nameForTls,
  networkTarget,
  noteFiles,
  noteTrusted,
  noteWhatOnlyWirebenchDoes,
  proxyAuthority,
} from './commandTarget.ts';
import { CommandWriter, type ToolCommand } from './toolCommand.ts';

/** A WebSocket client with websocat 1; null where websocat cannot do it. */
export function websocatClient(endpoint: EndpointOf<'ws-client'>): ToolCommand | null {
  const target = networkTarget(endpoint);
  const { tls, proxy, socket, headers, subprotocols } = endpoint;
  const isTls = target !== null && schemeFacts(target.scheme).isTls;
  // It always uses the system's authorities, and wants the certificate in one file with its key.
  if (
    !target ||
    !isTakenAsItIs(target.path ?? '/') ||
    (proxy.use !== 'none' && proxy.use !== 'socks5') ||
    (isTls && (tls.ca !== '' || tls.certificate !== ''))
  )
    return null;
  const writer = new CommandWriter('websocat', 'websocat');
  // With `=`: otherwise the words after it would be headers too.
  for (const { name, value } of headers) writer.add(`--header=${name}: ${value}`);
  writer.addIf(subprotocols.length > 0, `--protocol=${[...new Set(subprotocols)].join(', ')}`);
  if (proxy.use === 'socks5') {
    const at = proxyAuthority(proxy.address);
    if (proxy.user !== '' || at === null) return null;
    writer.add(`--socks5=${at}`);
  }
  if (isTls) {
    writer.addIf(!tls.verify, '--insecure');
    writer.addIf(tls.serverName !== '', `--tls-domain=${nameForTls(tls, target.host).name}`);
    writer.addIf(tls.pfx !== null, `--client-pkcs12-der=identity.p12`);
    writer.lack(tls.minVersion !== 'default' || tls.maxVersion !== 'default', 'TLS versions');
    writer
      .lack(tls.ciphers !== '', 'ciphers')
      .lack(tls.alpn.length > 0, 'ALPN')
      .lack(tls.keyLog, 'a key log');
    noteFiles(writer, tls);
    noteTrusted(writer, tls);
  }
  writer.lack(socket.localAddress !== '', 'a local address').lack(socket.family !== 'any', 'the IP version');
  noteWhatOnlyWirebenchDoes(writer, endpoint);
  return writer.add(formatAddress(target)).build();
}

/** websocat parses its URL as browsers do, which remove dot segments from a path. */
function isTakenAsItIs(path: string): boolean {
  const { pathname, search } = new URL(`http://localhost${path}`);
  return pathname + search === path;
}

/** A WebSocket server with websocat 1; null where websocat cannot do it. */
export function websocatServer(endpoint: EndpointOf<'ws-server'>): ToolCommand | null {
  const target = networkTarget(endpoint);
  if (!target || schemeFacts(target.scheme).isTls) return null;
  const { subprotocols, peerLimit } = endpoint;
  const [first, ...others] = new Set(subprotocols);
  const writer = new CommandWriter('websocat', 'websocat');
  writer.addIf(first !== undefined, `--server-protocol=${first ?? ''}`);
  writer.addIf(target.path !== undefined && target.path !== '/', `--restrict-uri=${target.path ?? ''}`);
  writer.lack(others.length > 0, 'more than one subprotocol').lack(peerLimit !== null, 'a limit of clients');
  noteWhatOnlyWirebenchDoes(writer, endpoint);
  const place = authorityOf(target);
  return writer.add('--server-mode').addIf(place.startsWith('-'), '--').add(place).build();
}
