import { fingerprintOf, tlsVersionOf } from '../../model/tlsText.ts';
import { parseAddress } from '../../model/address.ts';
import { isConnectionless, isServer } from '../../model/endpointKinds.ts';
import { schemeFacts } from '../../model/schemes.ts';
import type { EndpointDraft } from './draft.ts';
import { field, flag, harmless, left, readOptions, type OptionRule } from './options.ts';
import { readHeader, readProxyUrl } from './sharedRules.ts';
import { list, milliseconds, sizeInBytes, wholeNumber } from './values.ts';

/** Reads `wirebench connect URL …` and `wirebench listen URL …`. False for its other commands. */
export function readWirebench([command, ...args]: readonly string[], draft: EndpointDraft): boolean {
  if (command !== 'connect' && command !== 'listen') return false;
  const [url = ''] = readOptions(args, rules, 'gnu', draft);
  const address = parseAddress(url);
  if (!address.ok) return false;
  const { scheme } = address.value;
  draft.opens(scheme, command === 'connect' ? 'client' : 'server');
  if (isServer(draft.kind) && schemeFacts(scheme).isTls && draft.get('tls.identity') === undefined)
    draft.set('tls.identity', 'given', '--cert');
  if (!isConnectionless(draft.kind) || command === 'connect') draft.address = url;
  else draft.set('bind', url.replace(/^udp:\/\//i, ''), 'listen');
  return true;
}

const message = (names: readonly string[], format: 'text' | 'hex'): OptionRule => ({
  names,
  takesValue: true,
  read: (draft, text, option) => draft.add('onOpen', [{ format, text }], option),
});

const rules: readonly OptionRule[] = [
  { names: ['--proxy'], takesValue: true, read: readProxy },
  field(['--starttls'], 'startTls'),
  field(['--connect-timeout'], 'connectTimeoutMs', milliseconds),
  field(['--max-peers'], 'peerLimit', wholeNumber),
  field(['--family'], 'socket.family'),
  field(['--local-address'], 'socket.localAddress'),
  flag(['--no-delay'], 'socket.noDelay', true),
  flag(['--delay'], 'socket.noDelay', false),
  field(['--keep-alive'], 'socket.keepAliveMs', milliseconds),
  flag(['--half-open'], 'socket.halfOpen', true),
  field(['--bind'], 'bind'),
  flag(['--connected'], 'socket.connected', 'yes'),
  flag(['--unconnected'], 'socket.connected', 'no'),
  flag(['--broadcast'], 'socket.broadcast', true),
  flag(['--reuse-address'], 'socket.reuseAddress', true),
  field(['--ttl'], 'socket.ttl', wholeNumber),
  {
    names: ['--group'],
    takesValue: true,
    read: (draft, text, option) => {
      const at = text.indexOf('@');
      const [group, joinedOn] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
      draft.add('socket.groups', [{ group, interface: joinedOn }], option);
    },
  },
  field(['--interface'], 'socket.multicastInterface'),
  field(['--multicast-ttl'], 'socket.multicastTtl', wholeNumber),
  flag(['--no-multicast-loopback'], 'socket.multicastLoopback', false),
  field(['--receive-buffer'], 'socket.receiveBufferBytes', sizeInBytes),
  field(['--send-buffer'], 'socket.sendBufferBytes', sizeInBytes),
  {
    names: ['--reconnect'],
    takesValue: true,
    read: (draft, text, option) => {
      draft.set('reconnect.enabled', true, option);
      draft.set('reconnect.attempts', text === 'forever' ? null : wholeNumber(text), option);
    },
  },
  field(['--reconnect-delay'], 'reconnect.firstDelayMs', milliseconds),
  field(['--reconnect-longest'], 'reconnect.longestDelayMs', milliseconds),
  message(['--on-open'], 'text'),
  message(['--on-open-hex'], 'hex'),
  {
    names: ['--header'],
    takesValue: true,
    read: (draft, text, option) => draft.add('headers', [readHeader(text)], option),
  },
  {
    names: ['--subprotocol'],
    takesValue: true,
    read: (draft, text, option) => draft.add('subprotocols', [text], option),
  },
  field(['--max-message'], 'messageLimitBytes', sizeInBytes),
  field(['--when-disk-fails'], 'whenDiskFails'),
  flag(['--insecure'], 'tls.verify', false),
  flag(['--no-system-ca'], 'tls.systemCa', false),
  {
    names: ['--trust'],
    takesValue: true,
    read: (draft, text, option) => draft.add('tls.trusted', [fingerprintOf(text)], option),
  },
  field(['--servername'], 'tls.serverName'),
  flag(['--resume'], 'tls.resume', true),
  field(['--alpn'], 'tls.alpn', list),
  field(['--min-version'], 'tls.minVersion', tlsVersionOf),
  field(['--max-version'], 'tls.maxVersion', tlsVersionOf),
  field(['--ciphers'], 'tls.ciphers'),
  {
    names: ['--key-log'],
    takesValue: true,
    read: (draft, _text, option) => draft.set('tls.keyLog', true, option),
  },
  flag(['--self-signed'], 'tls.identity', 'made'),
  {
    names: ['--name'],
    takesValue: true,
    read: (draft, text, option) => draft.add('tls.names', [text], option),
  },
  field(['--client-cert'], 'tls.clientCertificate'),
  left(
    [
      '--ca',
      '--cert',
      '--key',
      '--pfx',
      '--passphrase',
      '--save-ca',
      '--send',
      '--send-hex',
      '--send-file',
      '--workspace',
    ],
    true,
  ),
  left(['--until', '--for', '--linger'], true),
  left(['--end', '--interactive', '--echo']),
  harmless(['--save'], true),
  harmless(['--json', '--quiet', '--full']),
];

function readProxy(draft: EndpointDraft, text: string): void {
  if (text === 'none' || text === 'environment') draft.set('proxy.use', text, '--proxy');
  else readProxyUrl(text, '', draft);
}
