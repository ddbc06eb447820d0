import { tlsVersionOf } from '../../model/tlsText.ts';
import { formatHostAndPort } from '../../model/address.ts';
import { hostHeaderOf } from '../../model/hostHeader.ts';
import { parseAddress } from '../../model/address.ts';
import type { EndpointDraft } from './draft.ts';
import { field, flag, harmless, left, readOptions, type OptionRule } from './options.ts';
import { ciphers, into, proxyUser, readHeader, readProxyUrl } from './sharedRules.ts';
import { milliseconds, splitPlace } from './values.ts';

/** The parts of the address that options give besides the URL. */
interface Way {
  url: string;
  unixSocket: string;
  local: string;
  localPort: string;
  connectTo: string;
}

/** Headers of the handshake that a WebSocket client makes itself (RFC 6455, section 4.1). */
const ofHandshake = new Set([
  'connection',
  'upgrade',
  'sec-websocket-version',
  'sec-websocket-key',
  'sec-websocket-protocol',
  'sec-websocket-extensions',
]);

/**
 * Reads curl (curl(1)) with a URL of ws://, wss:// or telnet://, with http:// or https:// where its headers ask for an upgrade to WebSocket, or with
 * `--unix-socket`. False for a URL of anything else.
 */
export function readCurl(args: readonly string[], draft: EndpointDraft): boolean {
  const way: Way = { url: '', unixSocket: '', local: '', localPort: '', connectTo: '' };
  const headers: string[] = [];
  const [operand = ''] = readOptions(args, [...wayRules(way, headers), ...rules], 'gnu', draft);
  const url = way.url === '' ? operand : way.url;
  const isUpgrade = headers.some((header) => /^upgrade:\s*websocket$/i.test(header));
  if (way.unixSocket !== '') {
    draft.opens('unix', 'client');
    draft.address = `unix:${way.unixSocket}`;
    if (/^wss?:/i.test(url) || isUpgrade) draft.leave('the WebSocket handshake');
    return true;
  }
  const scheme = schemeOf(url, isUpgrade);
  if (scheme === null) return false;
  draft.opens(scheme, 'client');
  // Unless it is told otherwise, curl uses the proxy of the environment.
  if (draft.get('proxy.use') === undefined) draft.set('proxy.use', 'environment', 'the environment');
  draft.address = withScheme(url, scheme);
  if (scheme !== 'wss') draft.unset('tls.verify');
  connectTo(way.connectTo, draft);
  for (const header of headers) addHeader(header, draft);
  if (way.local !== '' || way.localPort !== '')
    draft.set('socket.localAddress', localAddress(way), '--interface');
  return true;
}

function localAddress({ local, localPort }: Way): string {
  if (localPort === '') return local;
  return local === '' ? `:${localPort}` : formatHostAndPort(local, Number(localPort));
}

function schemeOf(url: string, isUpgrade: boolean): 'tcp' | 'ws' | 'wss' | null {
  const scheme = /^([a-z]+):\/\//i.exec(url)?.[1]?.toLowerCase() ?? (isUpgrade ? 'http' : '');
  if (scheme === 'telnet') return 'tcp';
  if (scheme === 'ws' || (scheme === 'http' && isUpgrade)) return 'ws';
  return scheme === 'wss' || (scheme === 'https' && isUpgrade) ? 'wss' : null;
}

function withScheme(url: string, scheme: string): string {
  const rest = url.replace(/^[a-z]+:\/\//i, '').replace(/#.*$/, '');
  if (scheme !== 'tcp') return `${scheme}://${rest}`;
  const place = rest.replace(/\/$/, '');
  return `tcp://${/:\d+$/.test(place) ? place : `${place}:23`}`;
}

/** `--connect-to NAME:PORT:HOST:PORT` connects to another host than the one of the URL, whose name TLS asks for. */
function connectTo(text: string, draft: EndpointDraft): void {
  const [, name = '', place = ''] = /^(\[[^\]]*\]|[^:]*):\d*:(.*)$/.exec(text) ?? [];
  const target = splitPlace(place);
  if (text === '' || target === null) return;
  const path = draft.address.replace(/^[a-z]+:\/\/[^/?#]*/, '');
  draft.address = `wss://${formatHostAndPort(target.host, Number(target.port))}${path}`;
  draft.set('tls.serverName', name, '--connect-to');
}

function addHeader(text: string, draft: EndpointDraft): void {
  const [, name = ''] = /^([^:;]*)[:;]/.exec(text) ?? [];
  if (name.toLowerCase() === 'sec-websocket-protocol') {
    const names = text.slice(text.indexOf(':') + 1).split(',');
    draft.set(
      'subprotocols',
      names.map((each) => each.trim()).filter((each) => each !== ''),
      '--header',
    );
  }
  if (ofHandshake.has(name.toLowerCase())) return;
  // A header without a value is one that curl leaves out; with a semicolon it is sent empty.
  if (/^[^:;]*:\s*$/.test(text)) return;
  const isEmpty = /^[^:;]*;\s*$/.test(text);
  const header = isEmpty ? { name, value: '' } : readHeader(text);
  const address = parseAddress(draft.address);
  const isOwnHost =
    name.toLowerCase() === 'host' &&
    address.ok &&
    address.value.scheme !== 'unix' &&
    header.value === hostHeaderOf(address.value);
  if (!isOwnHost) draft.add('headers', [header], '--header');
}

function wayRules(way: Way, headers: string[]): readonly OptionRule[] {
  const header = (names: readonly string[], asHeader: (value: string) => string): OptionRule => ({
    names,
    takesValue: true,
    read: (_draft, value) => void headers.push(asHeader(value)),
  });
  return [
    into(['--url'], way, 'url'),
    into(['--unix-socket'], way, 'unixSocket'),
    {
      names: ['--abstract-unix-socket'],
      takesValue: true,
      read: (_draft, value) => void (way.unixSocket = `@${value}`),
    },
    into(['--interface'], way, 'local'),
    into(['--local-port'], way, 'localPort'),
    into(['--connect-to'], way, 'connectTo'),
    header(['-H', '--header'], (value) => value),
    header(['-A', '--user-agent'], (value) => `User-Agent: ${value}`),
    header(['-e', '--referer'], (value) => `Referer: ${value}`),
    header(['-b', '--cookie'], (value) => `Cookie: ${value}`),
    header(['--oauth2-bearer'], (value) => `Authorization: Bearer ${value}`),
  ];
}

/** Of an HTTP proxy where none is written (curl(1), --proxy). */
const curlProxyPort = 1080;

const rules: readonly OptionRule[] = [
  flag(['-k', '--insecure'], 'tls.verify', false),
  flag(['-4', '--ipv4'], 'socket.family', '4'),
  flag(['-6', '--ipv6'], 'socket.family', '6'),
  field(['--connect-timeout'], 'connectTimeoutMs', milliseconds),
  field(['--keepalive-time'], 'socket.keepAliveMs', milliseconds),
  flag(['--no-tcp-nodelay'], 'socket.noDelay', false),
  {
    names: ['-x', '--proxy', '--preproxy'],
    takesValue: true,
    read: (draft, value) => readProxyUrl(value, { scheme: 'http', httpPort: curlProxyPort }, draft),
  },
  {
    names: ['--socks5', '--socks5-hostname'],
    takesValue: true,
    read: (draft, value) => readProxyUrl(value, { scheme: 'socks5' }, draft),
  },
  proxyUser(['-U', '--proxy-user']),
  { names: ['--noproxy'], takesValue: true, read: (draft) => draft.set('proxy.use', 'none', '--noproxy') },
  ...['', '1.0', '1.1', '1.2', '1.3'].map((version): OptionRule =>
    flag(
      [`--tlsv${version === '' ? '1' : version}`],
      'tls.minVersion',
      tlsVersionOf(version === '' ? '1.0' : version),
    ),
  ),
  field(['--tls-max'], 'tls.maxVersion', tlsVersionOf),
  ciphers(['--ciphers', '--tls13-ciphers']),
  left(
    [
      '--cacert',
      '--capath',
      '-E',
      '--cert',
      '--key',
      '--pass',
      '-u',
      '--user',
      '-d',
      '--data',
      '--data-raw',
      '--data-binary',
    ],
    true,
  ),
  left(
    [
      '-X',
      '--request',
      '-T',
      '--upload-file',
      '-F',
      '--form',
      '-K',
      '--config',
      '--resolve',
      '--dns-servers',
      '--doh-url',
    ],
    true,
  ),
  left(['-L', '--location', '--compressed']),
  harmless([
    '-N',
    '--no-buffer',
    '-i',
    '--include',
    '--show-headers',
    '-s',
    '--silent',
    '-S',
    '--show-error',
    '-v',
    '--verbose',
  ]),
  harmless([
    '--http1.1',
    '--http2',
    '--path-as-is',
    '-p',
    '--proxytunnel',
    '-f',
    '--fail',
    '-g',
    '--globoff',
    '-n',
    '-j',
    '-0',
  ]),
  harmless(
    [
      '-o',
      '--output',
      '-m',
      '--max-time',
      '-w',
      '--write-out',
      '--cert-type',
      '--key-type',
      '--trace',
      '--trace-ascii',
      '-c',
    ],
    true,
  ),
];
