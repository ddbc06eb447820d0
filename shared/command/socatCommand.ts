import { ipVersionOf, parseHostAndPort, parseLocalAddress, type NetworkAddress } from '../model/address.ts';
import type { Endpoint, EndpointOf } from '../model/connection.ts';
import { doesListen } from '../model/endpointPlace.ts';
import { whenTlsBegins } from '../model/endpointTls.ts';
import type { IpFamily } from '../model/socketOptions.ts';
import type { TlsClientOptions, TlsServerOptions } from '../model/tlsOptions.ts';
import {
  nameForTls,
  networkTarget,
  echoesToSender,
  noteFiles,
  noteTrusted,
  noteWhatOnlyWirebenchDoes,
  proxyAuthority,
  secondsOf,
  unixTarget,
} from './commandTarget.ts';
import { CommandWriter, files, type ToolCommand } from './toolCommand.ts';

/** An address of socat: words separated by colons, then options separated by commas. */
class SocatAddress {
  private readonly words: readonly string[];
  private readonly options: string[] = [];

  constructor(...words: readonly string[]) {
    this.words = words;
  }

  set(option: string, value?: string): this {
    this.options.push(value === undefined ? option : `${option}=${escapeValue(value)}`);
    return this;
  }

  setIf(condition: boolean, option: string, value?: string): this {
    return condition ? this.set(option, value) : this;
  }

  toString(): string {
    return [this.words.join(':'), ...this.options].join(',');
  }
}

/** socat(1), ADDRESS SPECIFICATIONS: these characters separate something or open a pair, unless a backslash precedes them. */
function escapeWord(text: string): string {
  return escapeValue(text).replaceAll(':', String.raw`\:`);
}

/** In the value of an option, a colon separates nothing. */
function escapeValue(text: string): string {
  return text.replaceAll(/[\\,!"'([{]/g, String.raw`\$&`);
}

function hostWord(host: string): string {
  return ipVersionOf(host) === 6 ? `[${host}]` : escapeWord(host);
}

/** `TCP4`, `TCP6`, or `TCP` where both will do; an IP address decides by itself. */
function withFamily(name: string, family: IpFamily, host: string): string {
  const version = ipVersionOf(host) ?? (family === 'any' ? '' : family);
  return `${name}${version}`;
}

/** A TCP or TLS client with socat (socat(1)); null where socat cannot do it. Its second address is the terminal. */
export function socatClient(endpoint: EndpointOf<'tcp-client' | 'tls-client'>): ToolCommand | null {
  const target = networkTarget(endpoint);
  const { socket, connectTimeoutMs } = endpoint;
  const local = parseLocalAddress(socket.localAddress);
  if (!target || !local.ok) return null;
  if ('startTls' in endpoint && endpoint.startTls !== 'none') return null;
  const writer = new CommandWriter('socat', 'socat', '-');
  const address = clientAddress(endpoint, target, writer);
  if (!address) return null;
  const { host, port } = local.value;
  address.setIf(host !== null || port !== 0, 'bind', `${host ?? ''}${port === 0 ? '' : `:${port}`}`);
  address.set('connect-timeout', secondsOf(connectTimeoutMs));
  if (socket.keepAliveMs > 0) address.set('keepalive').set('keepidle', secondsOf(socket.keepAliveMs));
  noteWhatOnlyWirebenchDoes(writer, endpoint);
  return writer.add(String(address)).build();
}

function clientAddress(
  endpoint: EndpointOf<'tcp-client' | 'tls-client'>,
  { host, port }: NetworkAddress,
  writer: CommandWriter,
): SocatAddress | null {
  const { proxy, socket } = endpoint;
  if (whenTlsBegins(endpoint) === 'at once') {
    if (proxy.use !== 'none' || endpoint.tls.pfx) return null;
    const address = new SocatAddress('OPENSSL', hostWord(host), String(port));
    address.setIf(socket.family !== 'any', 'pf', `ip${socket.family}`);
    return withClientTls(address, endpoint.tls, host, writer);
  }
  if (proxy.use === 'none') {
    return new SocatAddress(withFamily('TCP', socket.family, host), hostWord(host), String(port));
  }
  const at = parseHostAndPort(proxyAuthority(proxy.address) ?? '');
  if (proxy.use !== 'http' || !at.ok) return null;
  const address = new SocatAddress('PROXY', hostWord(at.value.host), hostWord(host), String(port));
  address.set('proxyport', String(at.value.port));
  if (proxy.user === '') return address;
  writer.note('Replace USER and PASSWORD with those of the proxy.');
  return address.set('proxyauth', 'USER:PASSWORD');
}

function withClientTls(
  address: SocatAddress,
  tls: TlsClientOptions,
  host: string,
  writer: CommandWriter,
): SocatAddress {
  address.set('verify', tls.verify ? '1' : '0');
  address.setIf(tls.ca !== '', 'cafile', files.authorities);
  address.setIf(tls.certificate !== '', 'cert', files.certificate);
  address.setIf(tls.key !== null, 'key', files.key);
  // By default socat asks for the host, whatever it is, and verifies it.
  const { name, isIp } = nameForTls(tls, host);
  address.setIf(isIp, 'nosni', '1').setIf(!isIp && name !== host, 'snihost', name);
  address.setIf(name !== host, 'commonname', name);
  setNegotiation(address, tls, writer);
  noteFiles(writer, tls);
  noteTrusted(writer, tls);
  return address;
}

function setNegotiation(
  address: SocatAddress,
  tls: TlsClientOptions | TlsServerOptions,
  writer: CommandWriter,
): void {
  address.setIf(tls.minVersion !== 'default', 'openssl-min-proto-version', versionName(tls.minVersion));
  address.setIf(tls.maxVersion !== 'default', 'openssl-max-proto-version', versionName(tls.maxVersion));
  address.setIf(tls.ciphers !== '', 'cipher', tls.ciphers);
  writer.lack(tls.alpn.length > 0, 'ALPN').lack(tls.keyLog, 'a key log');
}

/** `TLS1.2` for `TLSv1.2`, and `TLS1.0` for `TLSv1`. */
function versionName(version: string): string {
  return version === 'TLSv1' ? 'TLS1.0' : version.replace('TLSv', 'TLS');
}

/** A TCP or TLS server with socat; null where socat cannot do it. */
export function socatServer(endpoint: EndpointOf<'tcp-server' | 'tls-server'>): ToolCommand | null {
  const target = networkTarget(endpoint);
  if (!target) return null;
  const writer = new CommandWriter('socat', 'socat');
  const isTls = whenTlsBegins(endpoint) === 'at once';
  if (isTls && endpoint.tls.pfx) return null;
  const name = isTls ? 'OPENSSL-LISTEN' : `TCP${ipVersionOf(target.host) ?? ''}-LISTEN`;
  const address = new SocatAddress(name, String(target.port));
  if (isTls && ipVersionOf(target.host) === 6) address.set('pf', 'ip6');
  address.set('bind', ipVersionOf(target.host) === 6 ? `[${target.host}]` : target.host);
  address.set('reuseaddr').set('fork');
  address.setIf(endpoint.peerLimit !== null, 'max-children', String(endpoint.peerLimit));
  noteWhatOnlyWirebenchDoes(writer, endpoint, echoesToSender(endpoint));
  if (isTls) {
    const { tls } = endpoint;
    address.set('cert', files.certificate).set('key', files.key);
    address.set('verify', tls.clientCertificate === 'required' ? '1' : '0');
    address.setIf(tls.ca !== '', 'cafile', files.authorities);
    setNegotiation(address, tls, writer);
    noteFiles(writer, tls);
    if (tls.identity === 'made') {
      writer.note(`Put a certificate into ${files.certificate} and its private key into ${files.key} first.`);
    }
    writer.lack(tls.clientCertificate === 'asked', 'asking for a certificate without requiring it');
  }
  return withOtherSide(writer, address, endpoint).build();
}

/** The other address: the terminal, or for an echo a pipe. That has to come last, so that each client gets one of its own. */
function withOtherSide(writer: CommandWriter, address: SocatAddress, endpoint: Endpoint): CommandWriter {
  return echoesToSender(endpoint) ? writer.add(String(address), 'PIPE') : writer.add('-', String(address));
}

/** A UDP socket with socat; null where socat cannot do it. */
export function socatUdp(endpoint: EndpointOf<'udp'>): ToolCommand | null {
  const { address: to, bind, socket } = endpoint;
  const local = bind.trim() === '' ? null : parseHostAndPort(bind.trim());
  if (local && !local.ok) return null;
  const writer = new CommandWriter('socat', 'socat');
  const address = udpAddress(endpoint, local?.value ?? null, writer);
  if (!address) return null;
  for (const { group, interface: joinedOn } of socket.groups) {
    const isIPv6 = ipVersionOf(group) === 6;
    if (isIPv6) address.set('ipv6-join-group', `[${group}]:${joinedOn}`);
    else address.set('ip-add-membership', `${group}:${joinedOn === '' ? '0.0.0.0' : joinedOn}`);
  }
  address.setIf(socket.broadcast, 'broadcast').setIf(socket.reuseAddress, 'reuseaddr');
  address.setIf(socket.ttl !== null, 'ip-ttl', String(socket.ttl));
  address.setIf(socket.multicastTtl !== null, 'ip-multicast-ttl', String(socket.multicastTtl));
  address.setIf(!socket.multicastLoopback, 'ip-multicast-loop', '0');
  address.setIf(socket.multicastInterface !== '', 'ip-multicast-if', socket.multicastInterface);
  address.setIf(socket.receiveBufferBytes !== null, 'rcvbuf', String(socket.receiveBufferBytes));
  address.setIf(socket.sendBufferBytes !== null, 'sndbuf', String(socket.sendBufferBytes));
  noteWhatOnlyWirebenchDoes(writer, endpoint);
  return to.trim() === ''
    ? writer.add('-u', String(address), '-').build()
    : writer.add('-', String(address)).build();
}

function udpAddress(
  endpoint: EndpointOf<'udp'>,
  local: { readonly host: string; readonly port: number } | null,
  writer: CommandWriter,
): SocatAddress | null {
  const { address: to, socket } = endpoint;
  if (to.trim() === '') {
    if (!local) return null;
    writer.note('It only shows what comes. To answer a sender, send to its address.');
    const address = new SocatAddress(
      withFamily('UDP', socket.family, local.host) + '-RECV',
      String(local.port),
    );
    return address.set('bind', bracketed(local.host));
  }
  const target = networkTarget(endpoint);
  if (!target) return null;
  const isConnected =
    socket.connected === 'yes' || (socket.connected === 'auto' && local === null && !socket.broadcast);
  const name = withFamily('UDP', socket.family, target.host) + (isConnected ? '' : '-DATAGRAM');
  const address = new SocatAddress(name, hostWord(target.host), String(target.port));
  return local ? address.set('bind', `${bracketed(local.host)}:${local.port}`) : address;
}

function bracketed(host: string): string {
  return ipVersionOf(host) === 6 ? `[${host}]` : host;
}

/** A unix socket with socat; null where socat cannot do it. */
export function socatUnix(endpoint: EndpointOf<'unix-client' | 'unix-server'>): ToolCommand | null {
  const target = unixTarget(endpoint);
  if (!target) return null;
  const writer = new CommandWriter('socat', 'socat');
  const isAbstract = target.path.startsWith('@');
  const path = escapeWord(isAbstract ? target.path.slice(1) : target.path);
  const listens = doesListen(endpoint);
  const name = `${isAbstract ? 'ABSTRACT' : 'UNIX'}-${listens ? 'LISTEN' : 'CONNECT'}`;
  const address = new SocatAddress(name, path).setIf(listens, 'fork');
  noteWhatOnlyWirebenchDoes(writer, endpoint, echoesToSender(endpoint));
  return withOtherSide(writer, address, endpoint).build();
}
