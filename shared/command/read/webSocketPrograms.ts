import { listIn } from '../optionForms.ts';
import type { EndpointDraft } from './draft.ts';
import { field, flag, harmless, left, readOptions, type OptionRule } from './options.ts';
import { headerOf, into, readHeader, readProxyUrl } from './sharedRules.ts';
import { authority, splitPlace, wholeNumber } from './values.ts';

/** Reads websocat 1 (`websocat --help=long`), with a URL or as a server. False for its other modes, such as a relay. */
export function readWebsocat(args: readonly string[], draft: EndpointDraft): boolean {
  const way = { serves: false, path: '' };
  const operands = readOptions(args, [...serverRules(way), ...websocatRules], 'clap', draft);
  const url = operands.find((text) => /^wss?:\/\//i.test(text));
  if (url !== undefined && !way.serves) {
    draft.opens('ws', 'client');
    draft.address = url;
    if (/^ws:/i.test(url)) draft.unset('tls.verify');
    return true;
  }
  const served = operands
    .map((text) => text.replace(/^ws-(?:l|listen|c):/, ''))
    .find((text) => splitPlace(text) !== null);
  if (served === undefined) return false;
  serve(served, way.path, draft);
  return true;
}

/** Reads wscat (`wscat --help`). */
export function readWscat(args: readonly string[], draft: EndpointDraft): boolean {
  const way = { url: '', port: '' };
  readOptions(
    args,
    [into(['-c', '--connect'], way, 'url'), into(['-l', '--listen'], way, 'port'), ...wscatRules],
    'gnu',
    draft,
  );
  if (way.port !== '') {
    serve(way.port, '', draft);
    return true;
  }
  if (way.url === '') return false;
  draft.opens('ws', 'client');
  draft.address = /^wss?:\/\//i.test(way.url) ? way.url : `ws://${way.url}`;
  if (/^ws:/i.test(draft.address)) draft.unset('tls.verify');
  return true;
}

function serve(text: string, path: string, draft: EndpointDraft): void {
  const place = splitPlace(text);
  draft.opens('ws', 'server');
  const host = place === null || place.host === '' ? '127.0.0.1' : place.host;
  draft.address = `ws://${authority(host, place?.port ?? text)}${path === '' ? '/' : path}`;
}

function serverRules(way: { serves: boolean; path: string }): readonly OptionRule[] {
  return [
    { names: ['-s', '--server-mode'], read: () => void (way.serves = true) },
    into(['--restrict-uri'], way, 'path'),
  ];
}

const headers = (names: readonly string[]): OptionRule => ({
  names,
  takesValue: true,
  read: (draft, value, option) => draft.add('headers', [readHeader(value)], option),
});
const subprotocols = (names: readonly string[]): OptionRule => ({
  names,
  takesValue: true,
  read: (draft, value, option) => draft.add('subprotocols', listIn(value), option),
});

const websocatRules: readonly OptionRule[] = [
  headers(['-H', '--header']),
  subprotocols(['--protocol', '--server-protocol']),
  headerOf(['--origin'], 'Origin'),
  flag(['-k', '--insecure'], 'tls.verify', false),
  field(['--tls-domain'], 'tls.serverName'),
  {
    names: ['--socks5'],
    takesValue: true,
    read: (draft, value) => readProxyUrl(value, { scheme: 'socks5' }, draft),
  },
  field(['--max-messages-rev', '-B'], 'messageLimitBytes', wholeNumber),
  left(
    [
      '--client-pkcs12-der',
      '--client-pkcs12-passwd',
      '--basic-auth',
      '--ping-interval',
      '--ping-timeout',
      '--exec',
    ],
    true,
  ),
  harmless([
    '-t',
    '--text',
    '-b',
    '--binary',
    '-n',
    '-1',
    '--one-message',
    '-E',
    '--exit-on-eof',
    '-v',
    '-q',
    '-u',
    '-U',
    '--no-close',
  ]),
];

const wscatRules: readonly OptionRule[] = [
  headers(['-H', '--header']),
  subprotocols(['-s', '--subprotocol']),
  headerOf(['-o', '--origin'], 'Origin'),
  headerOf(['--host'], 'Host'),
  flag(['-n', '--no-check'], 'tls.verify', false),
  {
    names: ['--proxy'],
    takesValue: true,
    read: (draft, value) => readProxyUrl(value, { scheme: 'http' }, draft),
  },
  left(
    [
      '--ca',
      '--cert',
      '--key',
      '--passphrase',
      '--auth',
      '-p',
      '--protocol',
      '-x',
      '--execute',
      '-w',
      '--wait',
    ],
    true,
  ),
  left(['--slash', '-P', '--show-ping-pong', '-L', '--location']),
];
