import {
  formatHostAndPort,
  ipVersionOf,
  parseAddress,
  parseHostAndPort,
  type NetworkAddress,
  type UnixAddress,
} from '../model/address.ts';
import type { Endpoint } from '../model/connection.ts';
import { factsOf, isServer } from '../model/endpointKinds.ts';
import { asciiHost } from '../model/hostName.ts';
import { requestTargetOf } from '../model/requestTarget.ts';
import type { TlsClientOptions, TlsServerOptions } from '../model/tlsOptions.ts';
import { files, type CommandWriter } from './toolCommand.ts';

/**
 * The address of a network endpoint in the form that other programs need: the host in ASCII, the path as it is sent. Null for other
 * endpoints, and for an address that cannot be read.
 */
export function networkTarget({ kind, address }: Endpoint): NetworkAddress | null {
  const parsed = parseAddress(address, factsOf(kind).schemes[0]);
  if (!parsed.ok || parsed.value.scheme === 'unix') return null;
  const { value } = parsed;
  const host = asciiHost(value.host) ?? value.host;
  return value.path === undefined
    ? { ...value, host }
    : { ...value, host, path: requestTargetOf(value.path) };
}

/** `host:port` of a proxy, the host in ASCII; null if it cannot be read. */
export function proxyAuthority(address: string): string | null {
  const parsed = parseHostAndPort(address.trim());
  if (!parsed.ok) return null;
  const { host, port } = parsed.value;
  return formatHostAndPort(asciiHost(host) ?? host, port);
}

/**
 * What TLS asks for (SNI) and verifies: a name in ASCII without the final dot, or an IP address, which is not asked for (RFC 6066, section
 * 3).
 */
export function nameForTls({ serverName }: TlsClientOptions, host: string): { name: string; isIp: boolean } {
  const plain = (serverName === '' ? host : serverName).replace(/%.*$/, '');
  if (ipVersionOf(plain) !== null) return { name: plain, isIp: true };
  const name = plain.replace(/\.$/, '');
  return { name: asciiHost(name) ?? name, isIp: false };
}

/** The unix socket of an endpoint; null for other endpoints, and for a Windows named pipe, which these tools do not open. */
export function unixTarget({ kind, address }: Endpoint): UnixAddress | null {
  const parsed = parseAddress(address, factsOf(kind).schemes[0]);
  if (!parsed.ok || parsed.value.scheme !== 'unix') return null;
  return parsed.value.path.startsWith('\\\\') ? null : parsed.value;
}

/** The path, written so that no program mistakes it for an option. */
export function pathArgument(path: string): string {
  return path.startsWith('-') ? `./${path}` : path;
}

export function authorityOf({ host, port }: NetworkAddress): string {
  return formatHostAndPort(host, port);
}

/** Whole seconds, at least one, as most tools count. */
export function secondsOf(ms: number): string {
  return String(Math.max(1, Math.round(ms / 1000)));
}

/** Notes which files the person has to put beside the command. */
export function noteFiles(writer: CommandWriter, tls: TlsClientOptions | TlsServerOptions): void {
  const { authorities, certificate, key, pfx } = files;
  if (tls.ca !== '') writer.note(`Put the authorities of this connection into ${authorities} first.`);
  if (tls.pfx) writer.note(`Replace ${pfx} with the PKCS #12 file of this connection.`);
  if (tls.certificate !== '')
    writer.note(`Put the certificate of this connection into ${certificate} first.`);
  if (tls.key) writer.note(`Replace ${key} with the private key of this connection.`);
  if (tls.passphrase) writer.note('The passphrase is not in the command.');
}

/** Notes the options that differ from their defaults and that only Wirebench has, and the echo unless it is written. */
export function noteWhatOnlyWirebenchDoes(
  writer: CommandWriter,
  endpoint: Endpoint,
  isEchoWritten = false,
): void {
  if ('reconnect' in endpoint) writer.lack(endpoint.reconnect.enabled, 'reconnecting');
  if ('onOpen' in endpoint) writer.lack(endpoint.onOpen.length > 0, 'opening messages');
  // Some of the programs could, in another way than this.
  if ('echo' in endpoint && endpoint.echo !== 'off' && !isEchoWritten) writer.note('This does not echo.');
}

/** Whether a server sends back to each client what it receives from it, which programs that run another, or have a pipe, can do. */
export function echoesToSender(endpoint: Endpoint): boolean {
  return isServer(endpoint.kind) && 'echo' in endpoint && endpoint.echo === 'sender';
}

/** The other programs refuse a certificate that is trusted by its fingerprint, unless they are given its file. */
export function noteTrusted(writer: CommandWriter, tls: TlsClientOptions): void {
  if (tls.verify && tls.trusted.length > 0) {
    writer.note(
      'The certificate is trusted by its fingerprint, which only Wirebench can do: give its file as an authority, or it is refused.',
    );
  }
}
