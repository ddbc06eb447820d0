import { tlsVersionOf } from '../../model/tlsText.ts';
import { isClient, isConnectionless, isServer } from '../../model/endpointKinds.ts';
import { listIn } from '../optionForms.ts';
import type { EndpointDraft } from './draft.ts';
import { harmless, readOptions } from './options.ts';
import { takeProxyUser } from './sharedRules.ts';
import { authority, milliseconds, wholeNumber } from './values.ts';

/** An address of socat (socat(1), ADDRESS SPECIFICATIONS): `TYPE:word:word,option=value`. */
interface SocatAddress {
  readonly type: string;
  readonly words: readonly string[];
  readonly options: readonly (readonly [name: string, value: string])[];
}

/** Reads socat, whose one address is the terminal. Of a relay between two sockets, the second is taken, and the first is listed. */
export function readSocat(args: readonly string[], draft: EndpointDraft): boolean {
  const operands = readOptions(args, rules, 'gnu', draft);
  const sockets = operands.filter(
    (text) => !/^(?:-|stdio|std(?:in|out)|fd:?|readline|pipe)(?:,|$)/i.test(text),
  );
  const echoes = operands.some((each) => /^pipe(?:,|$)/i.test(each));
  const text = sockets.at(-1);
  if (text === undefined || operands.length > 2) return false;
  if (sockets.length > 1) draft.leave(`the relay to ${sockets[0] ?? ''}`);
  const address = parseAddress(text);
  if (!place(address, draft)) return false;
  if (echoes) draft.set('echo', 'sender', 'PIPE');
  for (const [name, value] of address.options) readOption(name.toLowerCase(), value, draft);
  if (isSecureClient(address) && draft.get('tls.serverName') === undefined) {
    const common = address.options.find(([name]) => name === 'commonname' || name === 'cn')?.[1];
    if (common !== undefined) draft.set('tls.serverName', common, 'commonname');
  }
  return true;
}

const rules = [
  harmless(['-d', '-dd', '-ddd', '-dddd', '-v', '-x', '-u', '-U', '-s', '-4', '-6', '-D', '-ly', '-lf']),
  harmless(['-b', '-t', '-T', '-L', '-W', '-lp', '-lm'], true),
];

/** A backslash takes the meaning from the next character, and double or single quotes from those between them. */
function parseAddress(text: string): SocatAddress {
  const parts: string[][] = [['']];
  let isValue = false;
  const append = (more: string): void => {
    const words = parts.at(-1) ?? [];
    words[words.length - 1] = (words.at(-1) ?? '') + more;
  };
  for (const [token] of text.matchAll(/\\.|"[^"]*"|'[^']*'|[^\\]/gs)) {
    if (token === ',') {
      parts.push(['']);
      isValue = false;
    } else if (token === ':' && parts.length === 1 && !isInBrackets(parts[0]?.at(-1) ?? ''))
      parts[0]?.push('');
    else if (token === '=' && parts.length > 1 && !isValue) {
      parts.at(-1)?.push('');
      isValue = true;
    } else if (token.length > 1) append(token.startsWith('\\') ? token.slice(1) : token.slice(1, -1));
    else append(token);
  }
  const [[type = '', ...words] = [], ...options] = parts;
  return {
    type: type.toUpperCase(),
    words,
    options: options.map(([name = '', value = '']) => [name, value] as const),
  };
}

function isInBrackets(word: string): boolean {
  return word.startsWith('[') && !word.includes(']');
}

function isSecureClient({ type }: SocatAddress): boolean {
  return /^(?:OPENSSL|SSL)(?:-CONNECT)?$/.test(type);
}

/** Sets kind and address; false for an address that is no socket of ours. */
function place({ type, words, options }: SocatAddress, draft: EndpointDraft): boolean {
  const [first = '', second = ''] = words;
  const bind = options.find(([name]) => name === 'bind')?.[1] ?? '';
  const [, protocol = '', version = '', role = ''] =
    /^(TCP|UDP|OPENSSL|SSL|UNIX|ABSTRACT|PROXY)([46]?)(?:-(CONNECT|CLIENT|LISTEN|L|RECV|RECVFROM|DATAGRAM|SENDTO))?$/.exec(
      type,
    ) ?? [];
  if (protocol === '') return false;
  if (version !== '') draft.set('socket.family', version, type);
  const listens = role === 'LISTEN' || role === 'L';
  const here = authority(bind === '' ? '0.0.0.0' : bind, first);
  switch (protocol) {
    case 'UDP': {
      draft.opens('udp', 'client');
      const receives = listens || role === 'RECV' || role === 'RECVFROM';
      if (receives) draft.set('bind', here, type);
      else draft.address = `udp://${authority(first, second)}`;
      if (!receives && role !== '' && role !== 'CONNECT') draft.set('socket.connected', 'no', type);
      return true;
    }
    case 'UNIX':
    case 'ABSTRACT':
      draft.opens('unix', listens ? 'server' : 'client');
      draft.address = `unix:${protocol === 'ABSTRACT' ? '@' : ''}${words.join(':')}`;
      return true;
    case 'PROXY':
      draft.opens('tcp', 'client');
      draft.address = `tcp://${authority(second, words[2] ?? '')}`;
      draft.set('proxy.use', 'http', type);
      draft.set(
        'proxy.address',
        authority(first, options.find(([name]) => name === 'proxyport')?.[1] ?? '8080'),
        type,
      );
      return true;
    default: {
      const scheme = protocol === 'TCP' ? 'tcp' : 'tls';
      draft.opens(scheme, listens ? 'server' : 'client');
      draft.address = `${scheme}://${listens ? here : authority(first, second)}`;
      if (listens) draft.unset('socket.family');
      return true;
    }
  }
}

/** Options that a connection has, and the field of each. */
const fields: Readonly<Record<string, readonly [path: string, valueOf?: (text: string) => unknown]>> = {
  'connect-timeout': ['connectTimeoutMs', milliseconds],
  'max-children': ['peerLimit', wholeNumber],
  keepidle: ['socket.keepAliveMs', milliseconds],
  verify: ['tls.verify', (text) => text !== '0'],
  snihost: ['tls.serverName'],
  cipher: ['tls.ciphers'],
  ciphers: ['tls.ciphers'],
  'openssl-min-proto-version': ['tls.minVersion', tlsVersionOf],
  'openssl-max-proto-version': ['tls.maxVersion', tlsVersionOf],
  'openssl-alpn': ['tls.alpn', listIn],
  broadcast: ['socket.broadcast', () => true],
  'ip-ttl': ['socket.ttl', wholeNumber],
  ttl: ['socket.ttl', wholeNumber],
  'ip-multicast-ttl': ['socket.multicastTtl', wholeNumber],
  'ip-multicast-loop': ['socket.multicastLoopback', (text) => text !== '0'],
  'ip-multicast-if': ['socket.multicastInterface'],
  rcvbuf: ['socket.receiveBufferBytes', wholeNumber],
  sndbuf: ['socket.sendBufferBytes', wholeNumber],
};

/** Options that say how socat itself works, or that are read with the address. */
const passed = new Set([
  'fork',
  'commonname',
  'cn',
  'proxyport',
  'nosni',
  'keepalive',
  'ignoreeof',
  'shut-none',
  'retry',
  'interval',
]);

function readOption(name: string, value: string, draft: EndpointDraft): void {
  const said = value === '' ? name : `${name}=${value}`;
  const listens = isServer(draft.kind);
  if (name === 'pf') {
    if (!listens) draft.set('socket.family', value.replace(/\D/g, ''), said);
  } else if (name === 'bind') {
    readBind(value, draft);
  } else if (name === 'reuseaddr') {
    if (isConnectionless(draft.kind)) draft.set('socket.reuseAddress', true, said);
  } else if (name === 'verify' && listens) {
    if (value !== '0') draft.set('tls.clientCertificate', 'required', said);
  } else if (name === 'ip-add-membership' || name === 'ipv6-join-group') {
    const [, group = '', joinedOn = ''] = /^(\[[^\]]*\]|[^:]*):?(.*)$/.exec(value) ?? [];
    const at = joinedOn === '0.0.0.0' ? '' : joinedOn;
    draft.add('socket.groups', [{ group: group.replace(/^\[(.*)\]$/, '$1'), interface: at }], said);
  } else if (name === 'proxyauth') {
    takeProxyUser(value, name, draft);
  } else if (!passed.has(name)) {
    const [path, valueOf = (text: string): unknown => text] = fields[name] ?? [];
    if (path === undefined) draft.leave(said);
    else draft.set(path, valueOf(value), said);
  }
}

/** Where a server listens is in its address already. */
function readBind(value: string, draft: EndpointDraft): void {
  if (isConnectionless(draft.kind)) {
    if (draft.get('bind') === undefined) draft.set('bind', value, `bind=${value}`);
  } else if (isClient(draft.kind)) {
    draft.set('socket.localAddress', value.replace(/^\[([^\]]*)\]$/, '$1'), `bind=${value}`);
  }
}
