import type { Scheme } from './schemes.ts';
import type { SendKind } from './sending.ts';

/**
 * What is true of a kind of endpoint. Everything that differs between kinds, and is no behaviour, stands here: a new kind is a row of the
 * table below, and whoever wants to know something of a kind asks a function of this file instead of comparing names.
 */
interface KindFacts {
  /** As a person calls it. */
  readonly name: string;
  /** What its protocol is called, and which one it is. */
  readonly protocol: Protocol;
  /** A client connects, a server waits for clients; a connectionless socket sends to anybody and receives from anybody. */
  readonly side: 'client' | 'server' | 'connectionless';
  /** What the operating system carries it over. */
  readonly transport: 'tcp' | 'udp' | 'unix';
  /**
   * When TLS begins, if it does: before anything else (`always`), so where the scheme of the address says it (`by scheme`), or on a
   * connection that is open (`in place`).
   */
  readonly tls: 'never' | 'always' | 'by scheme' | 'in place';
  /** A stream has no borders (RFC 9293), so its chunks are evidence and no messages; datagrams and messages have them. */
  readonly carries: 'stream' | 'datagrams' | 'messages';
  /** What carries bytes, as a person calls one of them. */
  readonly noun: 'chunk' | 'datagram' | 'message';
  /** What can be sent; the first is what one begins with. */
  readonly sends: readonly [SendKind, ...SendKind[]];
  /** What an open link can do beside sending and closing. */
  readonly can: Readonly<Record<Capability, boolean>>;
  /** The schemes that its addresses may have; the first is taken when none is written. */
  readonly schemes: readonly [Scheme, ...Scheme[]];
  /** An address that works on a machine of one's own. */
  readonly exampleAddress: string;
}

/**
 * `halfClose` ends our direction alone (FIN), `reset` cuts the connection (RST), `pause` keeps what comes with the system instead of losing
 * it, `startTls` goes over to TLS in place, `ping` asks for a sign of life within the protocol, `groups` joins multicast groups.
 */
type Capability = 'halfClose' | 'reset' | 'pause' | 'startTls' | 'ping' | 'groups';

type Protocol = keyof typeof namesOfProtocol;

interface ProtocolNames {
  /** As a sentence begins with it. */
  readonly inSentence: string;
  /** In as few letters as a list has room for. */
  readonly short: string;
}

const namesOfProtocol = {
  tcp: { inSentence: 'TCP', short: 'TCP' },
  tls: { inSentence: 'TLS', short: 'TLS' },
  udp: { inSentence: 'UDP', short: 'UDP' },
  unix: { inSentence: 'A unix socket', short: 'Unix' },
  webSocket: { inSentence: 'WebSocket', short: 'WS' },
} as const satisfies Readonly<Record<string, ProtocolNames>>;

const stream = { carries: 'stream', noun: 'chunk', sends: ['data'] } as const;
const nothing = {
  halfClose: false,
  reset: false,
  pause: false,
  startTls: false,
  ping: false,
  groups: false,
} as const;

const tcp = {
  protocol: 'tcp',
  transport: 'tcp',
  tls: 'in place',
  ...stream,
  can: { ...nothing, halfClose: true, reset: true, pause: true, startTls: true },
  schemes: ['tcp'],
  exampleAddress: 'tcp://127.0.0.1:9000',
} as const;
const tls = {
  protocol: 'tls',
  transport: 'tcp',
  tls: 'always',
  ...stream,
  can: { ...nothing, halfClose: true, reset: true, pause: true },
  schemes: ['tls'],
  exampleAddress: 'tls://localhost:8443',
} as const;
const unix = {
  protocol: 'unix',
  transport: 'unix',
  tls: 'never',
  ...stream,
  can: { ...nothing, halfClose: true, pause: true },
  schemes: ['unix'],
  exampleAddress: 'unix:/tmp/service.sock',
} as const;
const webSocket = {
  protocol: 'webSocket',
  transport: 'tcp',
  tls: 'by scheme',
  carries: 'messages',
  noun: 'message',
  sends: ['text', 'binary', 'ping', 'pong'],
  can: { ...nothing, reset: true, pause: true, ping: true },
  schemes: ['ws', 'wss'],
  exampleAddress: 'ws://127.0.0.1:8080/',
} as const;

/** The table: every kind of endpoint there is, in the order in which they are offered. */
const factsOfKind = {
  'tcp-client': { name: 'TCP client', side: 'client', ...tcp },
  'tcp-server': { name: 'TCP server', side: 'server', ...tcp },
  'tls-client': { name: 'TLS client', side: 'client', ...tls },
  'tls-server': { name: 'TLS server', side: 'server', ...tls },
  udp: {
    name: 'UDP',
    protocol: 'udp',
    side: 'connectionless',
    transport: 'udp',
    tls: 'never',
    carries: 'datagrams',
    noun: 'datagram',
    sends: ['data'],
    can: { ...nothing, groups: true },
    schemes: ['udp'],
    exampleAddress: 'udp://127.0.0.1:5353',
  },
  'unix-client': { name: 'Unix client', side: 'client', ...unix },
  'unix-server': { name: 'Unix server', side: 'server', ...unix },
  'ws-client': { name: 'WebSocket client', side: 'client', ...webSocket },
  'ws-server': { name: 'WebSocket server', side: 'server', ...webSocket },
} as const satisfies Readonly<Record<string, KindFacts>>;

type FactsOfKind = typeof factsOfKind;

/** The name of a kind, as it stands in a file. */
export type EndpointKind = keyof FactsOfKind;

/** The kinds of which all of `Facts` is true. */
export type KindsWith<Facts extends Partial<KindFacts>> = {
  [Kind in EndpointKind]: FactsOfKind[Kind] extends Facts ? Kind : never;
}[EndpointKind];

/** Every kind there is. */
export const endpointKinds = Object.keys(factsOfKind).filter(isEndpointKind);

function isEndpointKind(text: string): text is EndpointKind {
  return Object.hasOwn(factsOfKind, text);
}

/** The kind that a new connection has until another one is chosen. */
export const firstKind = 'tcp-client' satisfies EndpointKind;

/** What is true of a kind. */
export function factsOf(kind: EndpointKind): KindFacts {
  return factsOfKind[kind];
}

/** What the protocol of a kind is called. */
export function protocolNamesOf(kind: EndpointKind): ProtocolNames {
  return namesOfProtocol[factsOfKind[kind].protocol];
}

/** True for the kinds that wait for others to connect. */
export function isServer(kind: EndpointKind): kind is KindsWith<{ side: 'server' }> {
  return factsOfKind[kind].side === 'server';
}

/** True for the kinds that connect to one other side. */
export function isClient(kind: EndpointKind): kind is KindsWith<{ side: 'client' }> {
  return factsOfKind[kind].side === 'client';
}

/** True for the kinds whose one socket sends to anybody and receives from anybody. */
export function isConnectionless(kind: EndpointKind): kind is KindsWith<{ side: 'connectionless' }> {
  return factsOfKind[kind].side === 'connectionless';
}

/** True for the kinds whose received bytes are a stream without borders (RFC 9293): there, chunks are evidence and no messages. */
export function isStream(kind: EndpointKind): kind is KindsWith<{ carries: 'stream' }> {
  return factsOfKind[kind].carries === 'stream';
}

/** True for the kinds of which each message is one datagram of bounded size. */
export function isDatagram(kind: EndpointKind): kind is KindsWith<{ carries: 'datagrams' }> {
  return factsOfKind[kind].carries === 'datagrams';
}

/** True for the kinds whose messages have a type, and that ping and close (RFC 6455). */
export function isWebSocket(kind: EndpointKind): kind is KindsWith<{ protocol: 'webSocket' }> {
  return factsOfKind[kind].protocol === 'webSocket';
}

/** The kind that an address with this scheme belongs to, on the side that is wanted; `connectionless` counts for both. */
export function kindOfScheme(scheme: Scheme, side: 'client' | 'server'): EndpointKind | undefined {
  return endpointKinds.find((kind) => {
    const facts = factsOf(kind);
    return facts.schemes.includes(scheme) && (facts.side === side || facts.side === 'connectionless');
  });
}
