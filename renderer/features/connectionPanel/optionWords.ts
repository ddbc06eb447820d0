import { formatCount, formatCounted } from '../../../shared/base/quantity.ts';
import { measureBytes } from '../../../shared/bytes/sizes.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { optionAt } from '../../../shared/model/optionAt.ts';
import { changedOptions } from '../../state/workspace/endpointOptions.ts';

/** An option that differs from its default, with its name. */
interface OptionInForce {
  readonly path: string;
  readonly name: string;
  readonly value: string;
}

/** The options that differ from the kind's defaults, in the order of the endpoint. */
export function optionsInForce(endpoint: Endpoint): OptionInForce[] {
  return changedOptions(endpoint).map((path) => ({
    path,
    name: names[path] ?? path,
    value: describeValue(path, optionAt(endpoint, path)),
  }));
}

const names: Readonly<Record<string, string>> = {
  connectTimeoutMs: 'Time-out',
  'reconnect.enabled': 'Reconnect',
  'reconnect.attempts': 'Attempts in a row',
  'reconnect.firstDelayMs': 'First delay',
  'reconnect.longestDelayMs': 'Longest delay',
  onOpen: 'Opening messages',
  whenDiskFails: 'When the disk fails',
  peerLimit: 'Most clients',
  echo: 'Echo',
  bind: 'Receive at',
  headers: 'Headers',
  subprotocols: 'Subprotocols',
  messageLimitBytes: 'Largest message',
  startTls: 'Start TLS',
  'socket.family': 'IP version',
  'socket.localAddress': 'Local address',
  'socket.keepAliveMs': 'Keep-alive after',
  'socket.noDelay': 'No delay',
  'socket.halfOpen': 'Half-open',
  'socket.connected': 'Connected',
  'socket.broadcast': 'Broadcast',
  'socket.reuseAddress': 'Reuse address',
  'socket.ttl': 'TTL',
  'socket.groups': 'Groups',
  'socket.multicastTtl': 'Multicast TTL',
  'socket.multicastLoopback': 'Loopback',
  'socket.multicastInterface': 'Multicast via',
  'socket.receiveBufferBytes': 'Receive buffer',
  'socket.sendBufferBytes': 'Send buffer',
  'proxy.use': 'Proxy',
  'proxy.address': 'Proxy address',
  'proxy.user': 'Proxy user',
  'proxy.password': 'Proxy password',
  'tls.verify': 'Verify',
  'tls.trusted': 'Trusted',
  'tls.ca': 'Authorities',
  'tls.systemCa': 'System authorities',
  'tls.identity': 'Certificate',
  'tls.names': 'Names',
  'tls.certificate': 'Own certificate',
  'tls.key': 'Private key',
  'tls.pfx': 'PKCS #12 file',
  'tls.passphrase': 'Passphrase',
  'tls.serverName': 'Server name',
  'tls.alpn': 'ALPN',
  'tls.minVersion': 'Lowest version',
  'tls.maxVersion': 'Highest version',
  'tls.ciphers': 'Cipher suites',
  'tls.keyLog': 'Key log',
  'tls.resume': 'Resume',
  'tls.clientCertificate': 'Of clients',
};

function describeValue(path: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (value === null) return 'none';
  if (typeof value === 'number') return describeNumber(path, value);
  if (typeof value === 'string')
    return path === 'tls.ca' || path === 'tls.certificate' ? describePem(value) : value;
  if (Array.isArray(value)) return describeList(path, value);
  // Only the name of a secret may be shown.
  return isNamed(value) ? value.name : '';
}

function describeNumber(path: string, value: number): string {
  if (path.endsWith('Ms'))
    return value % 1000 === 0 ? `${formatCount(value / 1000)} s` : `${formatCount(value)} ms`;
  if (!path.endsWith('Bytes')) return formatCount(value);
  const size = measureBytes(value);
  return `${size.value} ${size.unit}`;
}

function describePem(pem: string): string {
  const count = pem.split('-----BEGIN CERTIFICATE-----').length - 1;
  return formatCounted(count, 'certificate');
}

function describeList(path: string, values: readonly unknown[]): string {
  if (path === 'onOpen') return formatCounted(values.length, 'message');
  return values.map(describeItem).join(', ');
}

function describeItem(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  if ('group' in item) {
    const on = 'interface' in item && item.interface !== '' ? ` on ${String(item.interface)}` : '';
    return `${String(item.group)}${on}`;
  }
  return isNamed(item) ? item.name : '';
}

function isNamed(value: unknown): value is { readonly name: string } {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
}
