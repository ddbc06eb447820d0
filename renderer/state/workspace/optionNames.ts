import type { StorageFailure } from '../../../shared/model/connection.ts';

/** What the window calls an option. A place in a list is told by its number: `subprotocols.0` is “Subprotocols 1”. */
export function nameOfOption(path: string): string {
  const own = names[path];
  if (own !== undefined) return own;
  const [, before = path, last = ''] = /^(.*)\.([^.]*)$/.exec(path) ?? [];
  if (before === path) return path;
  return /^\d+$/.test(last)
    ? `${nameOfOption(before)} ${Number(last) + 1}`
    : `${nameOfOption(before)}, ${last}`;
}

/** The choices of `whenDiskFails`. */
export const storageFailureNames: Readonly<Record<StorageFailure, string>> = {
  continue: 'Keep the connection going and record the gap',
  pause: 'Stop reading rather than lose a byte',
};

const names: Readonly<Partial<Record<string, string>>> = {
  address: 'Address',
  connectTimeoutMs: 'Connect timeout',
  'reconnect.enabled': 'Reconnect',
  'reconnect.attempts': 'Attempts in a row',
  'reconnect.firstDelayMs': 'First delay',
  'reconnect.longestDelayMs': 'Longest delay',
  onOpen: 'Opening messages',
  whenDiskFails: 'When the disk fails',
  peerLimit: 'Client limit',
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
  'tls.clientCertificate': 'Client certificates',
};
