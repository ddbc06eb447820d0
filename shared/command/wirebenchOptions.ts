import { endpointKinds, factsOf } from '../model/endpointKinds.ts';
import { schemeFacts, schemes, type Scheme } from '../model/schemes.ts';
import {
  countForm,
  durationForm,
  fingerprintForm,
  groupForm,
  headerForm,
  listForm,
  numberForm,
  openingForms,
  sizeForm,
  textForm,
  tlsVersionForm,
  trimmedForm,
  type OptionForm,
} from './optionForms.ts';
import type { files } from './toolCommand.ts';

/**
 * Every option of `wirebench connect` and `wirebench listen` that is about the endpoint: where it applies, which field of the endpoint it
 * fills, and with what. The command line parses by this table, a pasted command is read by it, and “copy as command” prints by it.
 */

/** The form of an address on the command line: its scheme, or `starttls` for a TCP connection that switches to TLS. */
export type AddressForm = Scheme | 'starttls';
export type Role = 'connect' | 'listen';

/** `field` is a path in the endpoint; when the engine finds a problem there, the message names the option. */
export interface EndpointOption {
  readonly type: 'string' | 'boolean';
  readonly multiple?: true;
  readonly connect?: readonly AddressForm[];
  readonly listen?: readonly AddressForm[];
  readonly field: string;
  /** How the value is written. An option with neither this nor `sets` needs more than its text: a file, or a proxy's password. */
  readonly form?: OptionForm;
  /** The value of the field where the option is written, whatever its text. */
  readonly sets?: string | boolean;
  /** The value of the field where the option is not written, if it is not the schema's default. */
  readonly otherwise?: string;
  /** A switch of the endpoint that the option turns on; it is printed where that is on. */
  readonly enables?: string;
  /** Each value may be written once. */
  readonly once?: true;
  /** The file that a printed command names in place of what the endpoint stores. */
  readonly file?: keyof typeof files;
}

/** The address forms of the kinds that fit, in the order of the kinds. */
function formsOf(fits: (facts: ReturnType<typeof factsOf>) => boolean): readonly AddressForm[] {
  const forms = new Set<AddressForm>();
  for (const facts of endpointKinds.map(factsOf).filter(fits)) {
    for (const scheme of facts.schemes) forms.add(scheme);
    if (facts.tls === 'in place') forms.add('starttls');
  }
  return [...forms];
}

const secureServers: readonly AddressForm[] = schemes.filter((scheme) => schemeFacts(scheme).isTls);
const secure: readonly AddressForm[] = [...secureServers, 'starttls'];
const inPlace = formsOf(({ tls }) => tls === 'in place');
const overTcp = formsOf(({ transport }) => transport === 'tcp');
const streams = formsOf(({ carries }) => carries === 'stream');
const overStreams = formsOf(({ side }) => side !== 'connectionless');
const overIp = formsOf(({ transport }) => transport !== 'unix');
const webSockets = formsOf(({ protocol }) => protocol === 'webSocket');
const everything = formsOf(() => true);
const udp = formsOf(({ protocol }) => protocol === 'udp');

const file = { type: 'string' } as const;
const text = { ...file, form: textForm } as const;
const trimmed = { ...file, form: trimmedForm } as const;
const number = { ...file, form: numberForm } as const;
const duration = { ...file, form: durationForm } as const;
const size = { ...file, form: sizeForm } as const;
const list = { ...file, form: listForm } as const;
const tlsVersion = { ...file, form: tlsVersionForm } as const;
const repeated = { ...text, multiple: true } as const;
const on = { type: 'boolean', sets: true } as const;
const off = { type: 'boolean', sets: false } as const;
const secureOnBoth = { connect: secure, listen: secureServers } as const;
const tcpOnBoth = { connect: overTcp, listen: overTcp } as const;
const udpOnBoth = { connect: udp, listen: udp } as const;

const tlsOptions = {
  ca: { ...file, multiple: true, ...secureOnBoth, field: 'tls.ca', file: 'authorities' },
  'no-system-ca': { ...off, connect: secure, field: 'tls.systemCa' },
  'self-signed': {
    type: 'boolean',
    sets: 'made',
    otherwise: 'given',
    listen: secureServers,
    field: 'tls.identity',
  },
  name: { ...repeated, listen: secureServers, field: 'tls.names' },
  'save-ca': { ...file, listen: secureServers, field: 'tls.identity' },
  pfx: { ...file, ...secureOnBoth, field: 'tls.pfx', file: 'pfx' },
  cert: { ...file, ...secureOnBoth, field: 'tls.certificate', file: 'certificate' },
  key: { ...file, ...secureOnBoth, field: 'tls.key', file: 'key' },
  passphrase: { ...file, ...secureOnBoth, field: 'tls.passphrase' },
  servername: { ...text, connect: secure, field: 'tls.serverName' },
  alpn: { ...list, ...secureOnBoth, field: 'tls.alpn' },
  'min-version': { ...tlsVersion, ...secureOnBoth, field: 'tls.minVersion' },
  'max-version': { ...tlsVersion, ...secureOnBoth, field: 'tls.maxVersion' },
  ciphers: { ...text, ...secureOnBoth, field: 'tls.ciphers' },
  insecure: { ...off, connect: secure, field: 'tls.verify' },
  trust: { ...repeated, form: fingerprintForm, connect: secure, field: 'tls.trusted' },
  resume: { ...on, connect: secure, field: 'tls.resume' },
  'key-log': { ...file, sets: true, ...secureOnBoth, field: 'tls.keyLog', file: 'keyLog' },
  starttls: { ...text, connect: inPlace, field: 'startTls' },
  'client-cert': { ...text, listen: secureServers, field: 'tls.clientCertificate' },
} as const satisfies Record<string, EndpointOption>;

const streamOptions = {
  'connect-timeout': { ...duration, connect: overStreams, field: 'connectTimeoutMs' },
  family: { ...text, connect: overIp, listen: udp, field: 'socket.family' },
  'local-address': { ...trimmed, connect: overTcp, field: 'socket.localAddress' },
  proxy: { ...file, connect: overTcp, field: 'proxy' },
  'no-delay': { ...on, ...tcpOnBoth, field: 'socket.noDelay' },
  delay: { ...off, ...tcpOnBoth, field: 'socket.noDelay' },
  'keep-alive': { ...duration, ...tcpOnBoth, field: 'socket.keepAliveMs' },
  'half-open': { ...on, connect: streams, listen: streams, field: 'socket.halfOpen' },
  'max-peers': { ...number, listen: overStreams, field: 'peerLimit' },
  reconnect: {
    type: 'string',
    form: countForm,
    connect: overStreams,
    field: 'reconnect.attempts',
    enables: 'reconnect.enabled',
  },
  'reconnect-delay': { ...duration, connect: overStreams, field: 'reconnect.firstDelayMs' },
  'reconnect-longest': { ...duration, connect: overStreams, field: 'reconnect.longestDelayMs' },
  'on-open': { ...repeated, form: openingForms.text, connect: overStreams, field: 'onOpen' },
  'on-open-hex': { ...repeated, form: openingForms.hex, connect: overStreams, field: 'onOpen' },
} as const satisfies Record<string, EndpointOption>;

const datagramOptions = {
  bind: { ...trimmed, connect: udp, field: 'bind' },
  connected: { type: 'boolean', sets: 'yes', connect: udp, field: 'socket.connected' },
  unconnected: { type: 'boolean', sets: 'no', connect: udp, field: 'socket.connected' },
  broadcast: { ...on, ...udpOnBoth, field: 'socket.broadcast' },
  'reuse-address': { ...on, ...udpOnBoth, field: 'socket.reuseAddress' },
  ttl: { ...number, ...udpOnBoth, field: 'socket.ttl' },
  group: { ...repeated, form: groupForm, ...udpOnBoth, field: 'socket.groups' },
  interface: { ...text, ...udpOnBoth, field: 'socket.multicastInterface' },
  'multicast-ttl': { ...number, ...udpOnBoth, field: 'socket.multicastTtl' },
  'no-multicast-loopback': { ...off, ...udpOnBoth, field: 'socket.multicastLoopback' },
  'receive-buffer': { ...size, ...udpOnBoth, field: 'socket.receiveBufferBytes' },
  'send-buffer': { ...size, ...udpOnBoth, field: 'socket.sendBufferBytes' },
} as const satisfies Record<string, EndpointOption>;

const webSocketOptions = {
  header: { ...repeated, form: headerForm, connect: webSockets, field: 'headers' },
  /** RFC 6455, section 4.1, item 10: each name is offered once. */
  subprotocol: { ...repeated, once: true, connect: webSockets, listen: webSockets, field: 'subprotocols' },
  'max-message': { ...size, connect: webSockets, listen: webSockets, field: 'messageLimitBytes' },
} as const satisfies Record<string, EndpointOption>;

export const endpointOptions = {
  ...tlsOptions,
  ...streamOptions,
  ...datagramOptions,
  ...webSocketOptions,
  echo: { type: 'boolean', sets: 'sender', connect: udp, listen: everything, field: 'echo' },
  'echo-all': { type: 'boolean', sets: 'all', listen: overStreams, field: 'echo' },
  'when-disk-fails': { ...text, connect: everything, listen: everything, field: 'whenDiskFails' },
} as const satisfies Record<string, EndpointOption>;

export type OptionName = keyof typeof endpointOptions;

/** The options with their names, in the order in which they are printed: each after those that it goes with. */
export function allOptions(): readonly (readonly [OptionName, EndpointOption])[] {
  return Object.entries<EndpointOption>(endpointOptions).flatMap(([name, option]) =>
    isOptionName(name) ? [[name, option] as const] : [],
  );
}

export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(endpointOptions, name);
}

/** The values that `parseCommandLine` returns: text as it was written, undefined for an option that was not. */
export type EndpointValues = {
  readonly [Name in OptionName]?:
    | ((typeof endpointOptions)[Name] extends { multiple: true }
        ? string[]
        : (typeof endpointOptions)[Name]['type'] extends 'boolean'
          ? boolean
          : string)
    | undefined;
};

/** Options that contradict each other, or say the same in two ways. */
export const contradictions: readonly (readonly [OptionName, OptionName])[] = [
  ['no-delay', 'delay'],
  ['connected', 'unconnected'],
  ['echo', 'echo-all'],
  ['insecure', 'trust'],
  ['cert', 'pfx'],
  ['key', 'pfx'],
  ['self-signed', 'cert'],
  ['self-signed', 'pfx'],
];

/** Options that mean nothing without at least one of the others. */
export const companions: Readonly<Partial<Record<OptionName, readonly OptionName[]>>> = {
  key: ['cert'],
  passphrase: ['key', 'pfx', 'cert'],
  'no-system-ca': ['ca'],
  name: ['self-signed'],
  'save-ca': ['self-signed'],
  'reconnect-delay': ['reconnect'],
  'reconnect-longest': ['reconnect'],
};
