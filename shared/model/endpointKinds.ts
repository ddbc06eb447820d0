import type { Scheme } from './schemes.ts';
import type { SendKind } from './sending.ts';

/**
 * The facts about a kind of endpoint. All differences between kinds other than behaviour are here: a new kind is a row in the table below,
 * and code that needs to know about a kind calls a function of this file instead of comparing names.
 */
export interface KindFacts {
  /** Its name for people. */
  readonly name: string;
  /** Which protocol it is, and its names. */
  readonly protocol: Protocol;
  /** A client connects, a server waits for clients; a connectionless socket sends to anybody and receives from anybody. */
  readonly side: 'client' | 'server' | 'connectionless';
  /** The transport that the operating system provides. */
  readonly transport: 'tcp' | 'udp' | 'unix';
  /**
   * When TLS begins, if it does: before anything else (`always`), the same where the scheme of the address says so (`by scheme`), or on an
   * open connection (`in place`).
   */
  readonly tls: 'never' | 'always' | 'by scheme' | 'in place';
  /** A stream has no boundaries (RFC 9293), so its chunks are evidence, not messages; datagrams and messages have boundaries. */
  readonly carries: 'stream' | 'datagrams' | 'messages';
  /** What people call one payload of it. */
  readonly noun: Noun;
  /** The kinds that can be sent; the first is the default. */
  readonly sends: readonly [SendKind, ...SendKind[]];
  /** What an open link can do besides sending and closing. */
  readonly can: Readonly<Record<Capability, boolean>>;
  /** The schemes that its addresses may have; the first applies when none is written. */
  readonly schemes: readonly [Scheme, ...Scheme[]];
  /** An example address that works on a single machine. */
  readonly exampleAddress: string;
}

/**
 * `halfClose` ends our direction alone (FIN), `reset` aborts the connection (RST), `pause` leaves incoming data with the system instead of
 * losing it, `startTls` switches to TLS in place, `ping` uses the protocol's own ping, `groups` joins multicast groups, `addPeers` sends to
 * addresses that a person adds.
 */
export type Capability = 'halfClose' | 'reset' | 'pause' | 'startTls' | 'ping' | 'groups' | 'addPeers';

/** What people call a record that carries bytes. */
export type Noun = 'chunk' | 'datagram' | 'message';

type Protocol = keyof typeof namesOfProtocol;

interface ProtocolNames {
  /** As written at the start of a sentence. */
  readonly inSentence: string;
  /** Short enough for a list. */
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
  addPeers: false,
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

/** The table: every kind of endpoint, in the order offered. */
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
    can: { ...nothing, groups: true, addPeers: true },
    schemes: ['udp'],
    exampleAddress: 'udp://127.0.0.1:5353',
  },
  'unix-client': { name: 'Unix client', side: 'client', ...unix },
  'unix-server': { name: 'Unix server', side: 'server', ...unix },
  'ws-client': { name: 'WebSocket client', side: 'client', ...webSocket },
  'ws-server': { name: 'WebSocket server', side: 'server', ...webSocket },
} as const satisfies Readonly<Record<string, KindFacts>>;

type FactsOfKind = typeof factsOfKind;

/** The name of a kind as written in files. */
export type EndpointKind = keyof FactsOfKind;

/** The kinds that have all of `Facts`. */
export type KindsWith<Facts extends Partial<KindFacts>> = {
  [Kind in EndpointKind]: FactsOfKind[Kind] extends Facts ? Kind : never;
}[EndpointKind];

/** Every kind. */
export const endpointKinds = Object.keys(factsOfKind).filter(isEndpointKind);

function isEndpointKind(text: string): text is EndpointKind {
  return Object.hasOwn(factsOfKind, text);
}

/** The default kind of a new connection. */
export const firstKind = 'tcp-client' satisfies EndpointKind;

/** The facts about a kind. */
export function factsOf(kind: EndpointKind): KindFacts {
  return factsOfKind[kind];
}

/** What people call a payload of this kind: `chunk`, `datagram` or `message`. */
export function nounOf(kind: EndpointKind): Noun {
  return factsOfKind[kind].noun;
}

/** What people call the payloads of a recording, which are counted as its records. */
export type RecordedNoun = Noun | 'record';

/** The noun for the payloads of a recording: over a WebSocket also fragments and control frames are counted. */
export function nounOfRecorded(kind: EndpointKind): RecordedNoun {
  return isWebSocket(kind) ? 'record' : nounOf(kind);
}

/** The names of a kind's protocol. */
export function protocolNamesOf(kind: EndpointKind): ProtocolNames {
  return namesOfProtocol[factsOfKind[kind].protocol];
}

/** `WS server`: the name of a kind for a list with little room. */
export function shortNameOf(kind: EndpointKind): string {
  const { short } = protocolNamesOf(kind);
  return isConnectionless(kind) ? short : `${short} ${factsOfKind[kind].side}`;
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

/** True for the kinds whose received bytes are a stream without boundaries (RFC 9293): their chunks are evidence, not messages. */
export function isStream(kind: EndpointKind): kind is KindsWith<{ carries: 'stream' }> {
  return factsOfKind[kind].carries === 'stream';
}

/** True for the kinds whose every message is one datagram of bounded size. */
export function isDatagram(kind: EndpointKind): kind is KindsWith<{ carries: 'datagrams' }> {
  return factsOfKind[kind].carries === 'datagrams';
}

/** True for the kinds with typed messages, pings and closes (RFC 6455). */
export function isWebSocket(kind: EndpointKind): kind is KindsWith<{ protocol: 'webSocket' }> {
  return factsOfKind[kind].protocol === 'webSocket';
}

/** The kind that an address with this scheme belongs to, on the requested side; `connectionless` counts as both. */
export function kindOfScheme(scheme: Scheme, side: 'client' | 'server'): EndpointKind | undefined {
  return endpointKinds.find((kind) => {
    const facts = factsOf(kind);
    return facts.schemes.includes(scheme) && (facts.side === side || facts.side === 'connectionless');
  });
}
