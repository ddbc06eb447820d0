import { ipVersionOf, parseHostAndPort, parseLocalAddress } from '../model/address.ts';
import type { Endpoint, EndpointOf } from '../model/connection.ts';
import { doesListen } from '../model/endpointPlace.ts';
import { whenTlsBegins } from '../model/endpointTls.ts';
import type { TlsClientOptions } from '../model/tlsOptions.ts';
import {
  echoesToSender,
  nameForTls,
  networkTarget,
  noteFiles,
  noteTrusted,
  noteWhatOnlyWirebenchDoes,
  pathArgument,
  proxyAuthority,
  secondsOf,
  unixTarget,
} from './commandTarget.ts';
import { CommandWriter, files, type ToolCommand } from './toolCommand.ts';

/** A TCP or TLS client with Nmap's ncat (ncat(1)); null where ncat cannot do it. */
export function ncatClient(endpoint: EndpointOf<'tcp-client' | 'tls-client'>): ToolCommand | null {
  const target = networkTarget(endpoint);
  const { socket, proxy, connectTimeoutMs } = endpoint;
  const local = parseLocalAddress(socket.localAddress);
  // ncat uses neither the proxy of the environment nor that of the system, nor speaks TLS to a proxy, and has no STARTTLS.
  if (!target || !local.ok || !(proxy.use === 'none' || proxy.use === 'http' || proxy.use === 'socks5'))
    return null;
  if ('startTls' in endpoint && endpoint.startTls !== 'none') return null;
  const writer = new CommandWriter('ncat', 'ncat', '-w', `${secondsOf(connectTimeoutMs)}s`);
  writer.addIf(socket.family !== 'any', `-${socket.family}`);
  writer.addIf(local.value.host !== null, '--source', local.value.host ?? '');
  writer.addIf(local.value.port !== 0, '--source-port', String(local.value.port));
  if (proxy.use !== 'none') {
    const at = proxyAuthority(proxy.address);
    if (at === null) return null;
    writer.add('--proxy', at, '--proxy-type', proxy.use);
    if (proxy.user !== '') {
      writer.note('Replace USER and PASSWORD with those of the proxy.').add('--proxy-auth', 'USER:PASSWORD');
    }
  }
  if (whenTlsBegins(endpoint) === 'at once') {
    if (!addTls(writer, endpoint.tls, target.host)) return null;
    const isVerifiedByAddress = endpoint.tls.verify && ipVersionOf(target.host) !== null;
    if (isVerifiedByAddress)
      writer.note('ncat verifies names only: write the name of the host for its address.');
  }
  writer.lack(socket.keepAliveMs > 0, 'keep-alive');
  noteWhatOnlyWirebenchDoes(writer, endpoint);
  return writer.add('--', target.host, String(target.port)).build();
}

function addTls(writer: CommandWriter, tls: TlsClientOptions, host: string): boolean {
  if (tls.pfx) return false;
  writer.add('--ssl').addIf(tls.verify, '--ssl-verify');
  writer.addIf(tls.ca !== '', '--ssl-trustfile', files.authorities);
  writer.addIf(tls.certificate !== '', '--ssl-cert', files.certificate);
  writer.addIf(tls.key !== null, '--ssl-key', files.key);
  const { name, isIp } = nameForTls(tls, host);
  // By default ncat asks for the host, whatever it is.
  writer.addIf(name !== host, `--ssl-servername=${name}`).lack(isIp, 'leaving the server name out');
  addNegotiation(writer, tls);
  noteFiles(writer, tls);
  noteTrusted(writer, tls);
  return true;
}

function addNegotiation(
  writer: CommandWriter,
  tls: Pick<TlsClientOptions, 'alpn' | 'ciphers' | 'minVersion' | 'maxVersion' | 'keyLog'>,
): void {
  writer.addIf(tls.alpn.length > 0, `--ssl-alpn=${tls.alpn.join(',')}`);
  writer.addIf(tls.ciphers !== '', `--ssl-ciphers=${tls.ciphers}`);
  writer.lack(tls.minVersion !== 'default' || tls.maxVersion !== 'default', 'TLS versions');
  writer.lack(tls.keyLog, 'a key log');
}

/** A TCP or TLS server with ncat; null where ncat cannot do it. */
export function ncatServer(endpoint: EndpointOf<'tcp-server' | 'tls-server'>): ToolCommand | null {
  const target = networkTarget(endpoint);
  if (!target) return null;
  const writer = new CommandWriter('ncat', 'ncat', '--listen', '--keep-open');
  writer.addIf(endpoint.peerLimit !== null, '--max-conns', String(endpoint.peerLimit));
  writeEcho(writer, endpoint);
  if (whenTlsBegins(endpoint) === 'at once') {
    const { tls } = endpoint;
    if (tls.clientCertificate !== 'none' || tls.pfx) return null;
    writer.add('--ssl');
    if (tls.identity === 'given') {
      writer.add('--ssl-cert', files.certificate, '--ssl-key', files.key);
      noteFiles(writer, tls);
    } else {
      writer.note('It makes a certificate of its own, which no authority has signed.');
    }
    addNegotiation(writer, tls);
  }
  return writer.add('--', target.host, String(target.port)).build();
}

/** One `cat` for each client. */
function writeEcho(writer: CommandWriter, endpoint: Endpoint): void {
  const echoes = echoesToSender(endpoint);
  writer.addIf(echoes, '--exec', '/bin/cat');
  noteWhatOnlyWirebenchDoes(writer, endpoint, echoes);
}

/** A UDP socket with ncat; null where ncat cannot do it. */
export function ncatUdp(endpoint: EndpointOf<'udp'>): ToolCommand | null {
  const { address, bind, socket } = endpoint;
  const isMulticast = socket.groups.length > 0 || socket.multicastInterface !== '';
  if (isMulticast || socket.broadcast) return null;
  const local = bind.trim() === '' ? null : parseHostAndPort(bind.trim());
  if (local && !local.ok) return null;
  const writer = new CommandWriter('ncat', 'ncat', '--udp');
  writer.addIf(socket.family !== 'any', `-${socket.family}`);
  writer.lack(socket.ttl !== null, 'the time to live');
  writer.lack(socket.receiveBufferBytes !== null || socket.sendBufferBytes !== null, 'buffer sizes');
  noteWhatOnlyWirebenchDoes(writer, endpoint);
  if (address.trim() === '') {
    if (!local) return null;
    return writer.add('--listen', '--', local.value.host, String(local.value.port)).build();
  }
  const target = networkTarget(endpoint);
  if (!target) return null;
  if (local) writer.add('--source', local.value.host, '--source-port', String(local.value.port));
  return writer.add('--', target.host, String(target.port)).build();
}

/** A unix socket with ncat; null where ncat cannot do it. */
export function ncatUnix(endpoint: EndpointOf<'unix-client' | 'unix-server'>): ToolCommand | null {
  const target = unixTarget(endpoint);
  if (!target || target.path.startsWith('@')) return null;
  const writer = new CommandWriter('ncat', 'ncat', '--unixsock');
  writer.addIf(doesListen(endpoint), '--listen', '--keep-open');
  writeEcho(writer, endpoint);
  return writer.add('--', pathArgument(target.path)).build();
}
