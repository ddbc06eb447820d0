import { ipVersionOf, parseLocalAddress, formatHostAndPort } from '../model/address.ts';
import type { EndpointOf } from '../model/connection.ts';
import type { TlsClientOptions, TlsServerOptions } from '../model/tlsOptions.ts';
import {
  authorityOf,
  nameForTls,
  networkTarget,
  noteFiles,
  noteTrusted,
  noteWhatOnlyWirebenchDoes,
  proxyAuthority,
} from './commandTarget.ts';
import { CommandWriter, files, type ToolCommand } from './toolCommand.ts';

/** TLS, at once or after a dialogue, with `openssl s_client`; null where there is no TLS or openssl cannot do it. */
export function opensslClient(endpoint: EndpointOf<'tcp-client' | 'tls-client'>): ToolCommand | null {
  const target = networkTarget(endpoint);
  const { tls, socket, proxy } = endpoint;
  const dialogue = 'startTls' in endpoint ? endpoint.startTls : null;
  if (dialogue === 'none') return null;
  const local = parseLocalAddress(socket.localAddress);
  if (!target || !local.ok || !(proxy.use === 'none' || proxy.use === 'http')) return null;
  const writer = new CommandWriter('openssl', 'openssl', 's_client', '-connect', authorityOf(target));
  writer.addIf(socket.family !== 'any', `-${socket.family}`);
  if (dialogue !== null) writer.add('-starttls', dialogue);
  const { host, port } = local.value;
  if (host !== null) writer.add('-bind', formatHostAndPort(host, port));
  writer.lack(host === null && port !== 0, 'a local port alone');
  if (proxy.use === 'http') {
    const at = proxyAuthority(proxy.address);
    if (at === null) return null;
    writer.add('-proxy', at);
    if (proxy.user !== '') {
      writer.add('-proxy_user', 'USER', '-proxy_pass', 'pass:PASSWORD');
      writer.note('Replace USER and PASSWORD with those of the proxy.');
    }
  }
  addVerification(writer, tls, target.host);
  addIdentity(writer, tls);
  addNegotiation(writer, tls);
  noteFiles(writer, tls);
  noteTrusted(writer, tls);
  writer.lack(socket.keepAliveMs > 0, 'keep-alive');
  noteWhatOnlyWirebenchDoes(writer, endpoint);
  return writer.build();
}

/** By default s_client continues whatever the certificate is, and does not check the name in it. */
function addVerification(writer: CommandWriter, tls: TlsClientOptions, host: string): void {
  const { name, isIp } = nameForTls(tls, host);
  // By default s_client asks for the host, unless it is an IP address.
  if (isIp) writer.addIf(ipVersionOf(host) === null, '-noservername');
  else writer.addIf(name !== host, '-servername', name);
  writer.addIf(tls.ca !== '', '-CAfile', files.authorities);
  writer.addIf(!tls.systemCa, '-no-CApath', '-no-CAstore');
  writer.addIf(!tls.systemCa && tls.ca === '', '-no-CAfile');
  if (tls.verify) {
    writer.add('-verify_return_error', isIp ? '-verify_ip' : '-verify_hostname', name);
  }
}

function addIdentity(writer: CommandWriter, tls: TlsClientOptions | TlsServerOptions): void {
  if (tls.pfx) {
    writer.add('-cert', files.pfx, '-certform', 'P12', '-key', files.pfx, '-keyform', 'P12');
  } else if (tls.certificate !== '') {
    // The file may have a whole chain: without the second option s_client sends only its first certificate.
    writer.add('-cert', files.certificate, '-cert_chain', files.certificate);
    writer.addIf(tls.key !== null, '-key', files.key);
  }
}

function addNegotiation(writer: CommandWriter, tls: TlsClientOptions | TlsServerOptions): void {
  writer.addIf(tls.alpn.length > 0, '-alpn', tls.alpn.join(','));
  writer.addIf(tls.minVersion !== 'default', '-min_protocol', tls.minVersion);
  writer.addIf(tls.maxVersion !== 'default', '-max_protocol', tls.maxVersion);
  const names = tls.ciphers.split(':').filter((name) => name !== '');
  const older = names.filter((name) => !name.startsWith('TLS_'));
  const newer = names.filter((name) => name.startsWith('TLS_'));
  writer.addIf(older.length > 0, '-cipher', older.join(':'));
  writer.addIf(newer.length > 0, '-ciphersuites', newer.join(':'));
  writer.addIf(tls.keyLog, '-keylogfile', files.keyLog);
}

/** A TLS server with `openssl s_server`; null where openssl cannot do it. */
export function opensslServer(endpoint: EndpointOf<'tls-server'>): ToolCommand | null {
  const target = networkTarget(endpoint);
  if (!target) return null;
  const { tls, peerLimit } = endpoint;
  const writer = new CommandWriter('openssl', 'openssl', 's_server', '-accept', authorityOf(target));
  if (tls.identity === 'given') {
    addIdentity(writer, tls);
  } else {
    writer.add('-cert', files.certificate, '-key', files.key);
    writer.note(`Put a certificate into ${files.certificate} and its private key into ${files.key} first.`);
  }
  writer.addIf(tls.ca !== '', '-CAfile', files.authorities);
  writer.addIf(tls.clientCertificate === 'asked', '-verify', '1');
  writer.addIf(tls.clientCertificate === 'required', '-Verify', '1', '-verify_return_error');
  addNegotiation(writer, tls);
  noteFiles(writer, tls);
  writer.note('It talks to one client at a time.').lack(peerLimit !== null, 'a limit of clients');
  noteWhatOnlyWirebenchDoes(writer, endpoint);
  return writer.build();
}
