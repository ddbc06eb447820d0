import { listIn } from '../optionForms.ts';
import { namedTerminators } from '../../model/textOptions.ts';
import type { EndpointDraft } from './draft.ts';
import { field, flag, harmless, left, readOptions, type OptionRule } from './options.ts';
import { into, proxyUser } from './sharedRules.ts';
import { authority, milliseconds, wholeNumber } from './values.ts';

/** The facts that ncat and nc tell with options, and Wirebench by the kind of the endpoint. */
interface Way {
  listens: boolean;
  isUdp: boolean;
  isUnix: boolean;
  isTls: boolean;
  /** It runs `cat` for each client. */
  echoes: boolean;
  port: string;
  source: string;
}

/** Reads Nmap's ncat (ncat(1)), and OpenBSD's and the traditional nc, as far as they agree with it. */
export function readNcat(args: readonly string[], draft: EndpointDraft): void {
  const way: Way = {
    listens: false,
    isUdp: false,
    isUnix: false,
    isTls: false,
    echoes: false,
    port: '',
    source: '',
  };
  draft.set('tls.verify', false, 'ncat without --ssl-verify');
  const operands = readOptions(args, [...rulesOf(way), ...tlsRules(way), ...proxyRules], 'gnu', draft);
  if (!way.isTls || way.listens) draft.unset('tls.verify');
  if (draft.get('proxy.address') !== undefined && draft.get('proxy.use') === undefined)
    draft.set('proxy.use', 'http', '--proxy');
  place(way, operands, draft);
  if (way.echoes) draft.set('echo', 'sender', '--exec');
}

function place(way: Way, operands: readonly string[], draft: EndpointDraft): void {
  const side = way.listens ? 'server' : 'client';
  if (way.isUnix) {
    draft.opens('unix', side);
    draft.address = `unix:${operands[0] ?? way.source}`;
    return;
  }
  const [first = '', second] = operands;
  const [host, port] =
    way.listens && second === undefined && way.port === ''
      ? ['', first]
      : [first, second ?? (way.listens ? way.port : '')];
  const here = way.source === '' ? '0.0.0.0' : way.source;
  const to = authority(host === '' ? here : host, port === '' && !way.listens ? '31337' : port);
  if (way.isUdp) {
    draft.opens('udp', side);
    if (way.listens) draft.set('bind', to, '--listen');
    else draft.address = `udp://${to}`;
    if (!way.listens && (way.source !== '' || way.port !== ''))
      draft.set(
        'bind',
        authority(way.source === '' ? '0.0.0.0' : way.source, way.port === '' ? '0' : way.port),
        '--source',
      );
    return;
  }
  const protocol = way.isTls ? 'tls' : 'tcp';
  draft.opens(protocol, side);
  draft.address = `${protocol}://${to}`;
  if (way.listens || (way.source === '' && way.port === '')) return;
  const local =
    way.source === '' ? `:${way.port}` : way.port === '' ? way.source : authority(way.source, way.port);
  draft.set('socket.localAddress', local, '--source');
}

function rulesOf(way: Way): readonly OptionRule[] {
  const sets = (names: readonly string[], key: 'listens' | 'isUdp' | 'isUnix'): OptionRule => ({
    names,
    read: () => void (way[key] = true),
  });
  return [
    sets(['-l', '--listen'], 'listens'),
    sets(['-u', '--udp'], 'isUdp'),
    sets(['-U', '--unixsock'], 'isUnix'),
    into(['-p', '--source-port'], way, 'port'),
    into(['-s', '--source'], way, 'source'),
    flag(['-4'], 'socket.family', '4'),
    flag(['-6'], 'socket.family', '6'),
    field(['-w', '--wait'], 'connectTimeoutMs', milliseconds),
    field(['-m', '--max-conns'], 'peerLimit', wholeNumber),
    { names: ['-C', '--crlf'], read: (draft) => void (draft.terminator = namedTerminators.crlf) },
    {
      names: ['-e', '--exec'],
      takesValue: true,
      read: (draft, program, option) => {
        if (/^(?:\/(?:usr\/)?bin\/)?cat$/.test(program)) way.echoes = true;
        else draft.leave(option);
      },
    },
    left(['-c', '--sh-exec', '--lua-exec', '-i', '--idle-timeout', '-d', '--delay'], true),
    left(
      [
        '-o',
        '--output',
        '-x',
        '--hex-dump',
        '--allow',
        '--deny',
        '--allowfile',
        '--denyfile',
        '-I',
        '-O',
        '-T',
      ],
      true,
    ),
    left(['--chat', '--broker', '-t', '--telnet', '--sctp', '-b', '-z']),
    harmless([
      '-k',
      '--keep-open',
      '-v',
      '--verbose',
      '-n',
      '--nodns',
      '-N',
      '--no-shutdown',
      '--send-only',
      '--recv-only',
    ]),
    harmless(['-vv', '-r', '-D', '-h']),
    harmless(['-q'], true),
  ];
}

function tlsRules(way: Way): readonly OptionRule[] {
  return [
    { names: ['--ssl'], read: () => void (way.isTls = true) },
    flag(['--ssl-verify'], 'tls.verify', true),
    field(['--ssl-servername'], 'tls.serverName'),
    field(['--ssl-alpn'], 'tls.alpn', listIn),
    field(['--ssl-ciphers'], 'tls.ciphers'),
    left(['--ssl-key', '--ssl-trustfile'], true),
    {
      names: ['--ssl-cert'],
      takesValue: true,
      read: (draft, _text, option) => {
        draft.set('tls.identity', 'given', option);
        draft.leave(option);
      },
    },
  ];
}

const proxyTypes: Readonly<Record<string, string>> = { http: 'http', socks5: 'socks5' };

const proxyRules: readonly OptionRule[] = [
  field(['--proxy'], 'proxy.address'),
  field(['--proxy-type'], 'proxy.use', (text) => proxyTypes[text] ?? text),
  proxyUser(['--proxy-auth']),
];
