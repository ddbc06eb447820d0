import { endpointKinds, factsOf } from '../../../shared/model/endpointKinds.ts';
import { schemeFacts, schemes, type Scheme } from '../../../shared/model/schemes.ts';

/**
 * Every option of `connect` and `listen` that is about the endpoint: where it applies, and which field of the endpoint it fills. All checks
 * of whether options fit use this table.
 */

/** The form of an address on the command line: its scheme, or `starttls` for a TCP connection that switches to TLS. */
export type Form = Scheme | 'starttls';
export type Role = 'connect' | 'listen';

/** `field` is a path in the endpoint; when the engine finds a problem there, the message names the option. */
export interface EndpointOption {
  readonly type: 'string' | 'boolean';
  readonly multiple?: true;
  readonly connect?: readonly Form[];
  readonly listen?: readonly Form[];
  readonly field: string;
}

/** The address forms of the kinds that fit, in the order of the kinds. */
function formsOf(fits: (facts: ReturnType<typeof factsOf>) => boolean): readonly Form[] {
  const forms = new Set<Form>();
  for (const facts of endpointKinds.map(factsOf).filter(fits)) {
    for (const scheme of facts.schemes) forms.add(scheme);
    if (facts.tls === 'in place') forms.add('starttls');
  }
  return [...forms];
}

const secureServers: readonly Form[] = schemes.filter((scheme) => schemeFacts(scheme).isTls);
const secure: readonly Form[] = [...secureServers, 'starttls'];
const inPlace = formsOf(({ tls }) => tls === 'in place');
const overTcp = formsOf(({ transport }) => transport === 'tcp');
const streams = formsOf(({ carries }) => carries === 'stream');
const overStreams = formsOf(({ side }) => side !== 'connectionless');
const overIp = formsOf(({ transport }) => transport !== 'unix');
const webSockets = formsOf(({ protocol }) => protocol === 'webSocket');
const everything = formsOf(() => true);
const udp = formsOf(({ protocol }) => protocol === 'udp');

const text = { type: 'string' } as const;
const list = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;
const secureOnBoth = { connect: secure, listen: secureServers } as const;
const tcpOnBoth = { connect: overTcp, listen: overTcp } as const;
const udpOnBoth = { connect: udp, listen: udp } as const;

const tlsOptions = {
  ca: { ...list, ...secureOnBoth, field: 'tls.ca' },
  'no-system-ca': { ...flag, connect: secure, field: 'tls.systemCa' },
  cert: { ...text, ...secureOnBoth, field: 'tls.certificate' },
  key: { ...text, ...secureOnBoth, field: 'tls.key' },
  pfx: { ...text, ...secureOnBoth, field: 'tls.pfx' },
  passphrase: { ...text, ...secureOnBoth, field: 'tls.passphrase' },
  servername: { ...text, connect: secure, field: 'tls.serverName' },
  alpn: { ...text, ...secureOnBoth, field: 'tls.alpn' },
  'min-version': { ...text, ...secureOnBoth, field: 'tls.minVersion' },
  'max-version': { ...text, ...secureOnBoth, field: 'tls.maxVersion' },
  ciphers: { ...text, ...secureOnBoth, field: 'tls.ciphers' },
  insecure: { ...flag, connect: secure, field: 'tls.verify' },
  trust: { ...list, connect: secure, field: 'tls.trusted' },
  resume: { ...flag, connect: secure, field: 'tls.resume' },
  'key-log': { ...text, ...secureOnBoth, field: 'tls.keyLog' },
  starttls: { ...text, connect: inPlace, field: 'startTls' },
  'self-signed': { ...flag, listen: secureServers, field: 'tls.identity' },
  name: { ...list, listen: secureServers, field: 'tls.names' },
  'save-ca': { ...text, listen: secureServers, field: 'tls.identity' },
  'client-cert': { ...text, listen: secureServers, field: 'tls.clientCertificate' },
} as const satisfies Record<string, EndpointOption>;

const streamOptions = {
  'connect-timeout': { ...text, connect: overStreams, field: 'connectTimeoutMs' },
  family: { ...text, connect: overIp, listen: udp, field: 'socket.family' },
  'local-address': { ...text, connect: overTcp, field: 'socket.localAddress' },
  proxy: { ...text, connect: overTcp, field: 'proxy' },
  'no-delay': { ...flag, ...tcpOnBoth, field: 'socket.noDelay' },
  delay: { ...flag, ...tcpOnBoth, field: 'socket.noDelay' },
  'keep-alive': { ...text, ...tcpOnBoth, field: 'socket.keepAliveMs' },
  'half-open': { ...flag, connect: streams, listen: streams, field: 'socket.halfOpen' },
  'max-peers': { ...text, listen: overStreams, field: 'peerLimit' },
  reconnect: { ...text, connect: overStreams, field: 'reconnect.attempts' },
  'reconnect-delay': { ...text, connect: overStreams, field: 'reconnect.firstDelayMs' },
  'reconnect-longest': { ...text, connect: overStreams, field: 'reconnect.longestDelayMs' },
  'on-open': { ...list, connect: overStreams, field: 'onOpen' },
  'on-open-hex': { ...list, connect: overStreams, field: 'onOpen' },
} as const satisfies Record<string, EndpointOption>;

const datagramOptions = {
  bind: { ...text, connect: udp, field: 'bind' },
  connected: { ...flag, connect: udp, field: 'socket.connected' },
  unconnected: { ...flag, connect: udp, field: 'socket.connected' },
  broadcast: { ...flag, ...udpOnBoth, field: 'socket.broadcast' },
  'reuse-address': { ...flag, ...udpOnBoth, field: 'socket.reuseAddress' },
  ttl: { ...text, ...udpOnBoth, field: 'socket.ttl' },
  group: { ...list, ...udpOnBoth, field: 'socket.groups' },
  interface: { ...text, ...udpOnBoth, field: 'socket.multicastInterface' },
  'multicast-ttl': { ...text, ...udpOnBoth, field: 'socket.multicastTtl' },
  'no-multicast-loopback': { ...flag, ...udpOnBoth, field: 'socket.multicastLoopback' },
  'receive-buffer': { ...text, ...udpOnBoth, field: 'socket.receiveBufferBytes' },
  'send-buffer': { ...text, ...udpOnBoth, field: 'socket.sendBufferBytes' },
} as const satisfies Record<string, EndpointOption>;

const webSocketOptions = {
  header: { ...list, connect: webSockets, field: 'headers' },
  subprotocol: { ...list, connect: webSockets, listen: webSockets, field: 'subprotocols' },
  'max-message': { ...text, connect: webSockets, listen: webSockets, field: 'messageLimitBytes' },
} as const satisfies Record<string, EndpointOption>;

export const endpointOptions = {
  ...tlsOptions,
  ...streamOptions,
  ...datagramOptions,
  ...webSocketOptions,
  'when-disk-fails': { ...text, connect: everything, listen: everything, field: 'whenDiskFails' },
} as const satisfies Record<string, EndpointOption>;

export type OptionName = keyof typeof endpointOptions;

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
