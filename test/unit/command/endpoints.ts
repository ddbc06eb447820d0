import * as fc from 'fast-check';
import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import type { Encoding } from '../../../shared/bytes/encodings.ts';
import { endpointKinds, isServer, type EndpointKind } from '../../../shared/model/endpointKinds.ts';
import { usualKindOf } from '../../../shared/model/writtenMessage.ts';

/** Signs that mean something to a shell, to a program's options, or to socat's addresses. */
const signs = [
  ...`'"\`$\\!*?[]{}()<>|&;#~=%^,:@ \t-`.split(''),
  '$(id)',
  '`id`',
  '%PATH%',
  '--help',
  '-e',
  'é',
  'ع',
  '\u2019',
];
const nasty = fc.oneof(
  fc.constantFrom('-oProxyCommand=id', '--', "'; id; '", '$(id)', '"; id; "', '-', '@', ''),
  fc
    .array(fc.constantFrom(...signs, 'a', 'B', '7', '.', '/'), { maxLength: 12 })
    .map((parts) => parts.join('')),
);
const host = fc.constantFrom(
  '127.0.0.1',
  'localhost',
  'example.org',
  '-x',
  '--help',
  '-e',
  '[::1]',
  '[fe80::1%eth0]',
);
const authority = fc
  .tuple(host, fc.integer({ min: 1, max: 65_535 }))
  .map(([name, port]) => `${name}:${port}`);
const path = fc.constantFrom('/', '/chat', '/a?b=1&c=[2]', "/$(id)/'x'", '/../{a,b}', '/%20;id');

const proxy = fc.record({
  use: fc.constantFrom('none', 'environment', 'system', 'http', 'https', 'socks5'),
  address: authority,
  user: nasty.map((text) => text.slice(0, 255)),
});
const tlsCommon = {
  alpn: fc.array(
    nasty.filter((text) => text !== ''),
    { maxLength: 2 },
  ),
  minVersion: fc.constantFrom('default', 'TLSv1', 'TLSv1.2'),
  maxVersion: fc.constantFrom('default', 'TLSv1.3'),
  ciphers: fc.oneof(fc.constant(''), fc.constant('TLS_AES_128_GCM_SHA256:ECDHE+AESGCM'), nasty),
  keyLog: fc.boolean(),
  ca: fc.constantFrom('', '-----BEGIN CERTIFICATE-----'),
};
const tlsClient = fc.record({
  ...tlsCommon,
  verify: fc.boolean(),
  systemCa: fc.boolean(),
  serverName: nasty,
  trusted: fc.constantFrom([], [Array.from({ length: 32 }, () => 'AB').join(':')]),
});
const tlsServer = fc.record({ ...tlsCommon, identity: fc.constantFrom('made', 'given') });
const headers = fc.array(
  fc.record({
    name: fc.constantFrom('X-A', 'Cookie', "X-'`!"),
    value: nasty.filter((text) => /^[\x20-\xff\t]*$/.test(text)),
  }),
  { maxLength: 3 },
);

const openingTexts = fc.record({
  encoding: fc.constantFrom<Encoding>('utf-8', 'iso-8859-1', 'utf-16le'),
  terminator: fc.constantFrom('', '\\r\\n', '\\x03', "'; id; '"),
  texts: fc.array(fc.constantFrom('PING', '-x', '\\r', '$(id) \'"`', 'é'), { maxLength: 2 }),
  hasBytes: fc.boolean(),
});

/** What a person, or a file from somebody else, can have in a connection. */
export const hostileEndpoints: fc.Arbitrary<Endpoint> = fc
  .record({
    kind: fc.constantFrom(...endpointKinds),
    authority,
    path,
    file: nasty,
    isSecure: fc.boolean(),
    proxy,
    tlsClient,
    tlsServer,
    headers,
    openingTexts,
    subprotocols: fc.constantFrom([], ['chat'], ["a'b", '`id`']),
    startTls: fc.constantFrom('none', 'smtp'),
    localAddress: fc.constantFrom('', '127.0.0.1', '127.0.0.1:4000', ':4000', '::1'),
    family: fc.constantFrom('any', '4', '6'),
    group: fc.constantFrom('239.1.2.3', 'ff02::1', '; id'),
    interface: nasty.map((text) => text.slice(0, 100)),
    bind: fc.constantFrom('', '127.0.0.1:5000', '[::1]:5000', '-x:1'),
    echo: fc.constantFrom('off', 'sender', 'all'),
  })
  .map((made) => endpointSchema.safeParse({ ...endpointOf(made), ...opening(made), ...echoing(made) }))
  .filter((parsed) => parsed.success)
  .map((parsed) => parsed.data);

/** An echo, where the kind has one. */
function echoing({ kind, echo }: { readonly kind: EndpointKind; readonly echo: string }): object {
  if (kind === 'udp') return { echo: echo === 'all' ? 'sender' : echo };
  return isServer(kind) ? { echo } : {};
}

/** Opening messages, where the kind has them. */
function opening({
  kind,
  openingTexts: { encoding, terminator, texts, hasBytes },
}: {
  readonly kind: EndpointKind;
  readonly openingTexts: {
    readonly encoding: Encoding;
    readonly terminator: string;
    readonly texts: readonly string[];
    readonly hasBytes: boolean;
  };
}): object {
  if (isServer(kind) || kind === 'udp') return {};
  const written = texts.map((text) => ({
    kind: usualKindOf(kind, 'text', encoding),
    format: 'text',
    encoding,
    terminator,
    text,
  }));
  const bytes = { kind: usualKindOf(kind, 'hex'), format: 'hex', text: '0d 0a' };
  return { onOpen: hasBytes ? [...written, bytes] : written };
}

interface Made {
  readonly kind: Endpoint['kind'];
  readonly authority: string;
  readonly path: string;
  readonly file: string;
  readonly isSecure: boolean;
  readonly [option: string]: unknown;
}

function endpointOf(made: Made): object {
  const { kind, proxy: proxyOptions, localAddress, family } = made;
  const socket = { localAddress, family };
  switch (kind) {
    case 'tcp-client':
      return {
        kind,
        address: `tcp://${made.authority}`,
        proxy: proxyOptions,
        socket,
        startTls: made['startTls'],
        tls: made['tlsClient'],
      };
    case 'tls-client':
      return {
        kind,
        address: `tls://${made.authority}`,
        proxy: proxyOptions,
        socket,
        tls: made['tlsClient'],
      };
    case 'tcp-server':
      return { kind, address: `tcp://${made.authority}` };
    case 'tls-server':
      return { kind, address: `tls://${made.authority}`, tls: made['tlsServer'] };
    case 'udp':
      return { kind, address: `udp://${made.authority}`, bind: made['bind'], socket: udpSocketOf(made) };
    case 'unix-client':
    case 'unix-server':
      return { kind, address: `unix:${made.file}` };
    case 'ws-client':
      return {
        kind,
        address: `${made.isSecure ? 'wss' : 'ws'}://${made.authority}${made.path}`,
        headers: made['headers'],
        subprotocols: made['subprotocols'],
        proxy: proxyOptions,
        socket,
        tls: made['tlsClient'],
      };
    case 'ws-server':
      return { kind, address: `ws://${made.authority}${made.path}`, subprotocols: made['subprotocols'] };
  }
}

function udpSocketOf({ family, group, interface: by }: Made): object {
  return { family, groups: [{ group, interface: by }], multicastInterface: by };
}
