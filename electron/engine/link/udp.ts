import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { SocketAddress } from 'node:net';
import { formatCount } from '../../../shared/base/quantity.ts';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { formatHostAndPort, type HostAndPort } from '../../../shared/model/address.ts';
import { addressOf, bindAddressOf, endOf } from './address.ts';
import {
  LinkProblem,
  type EndpointSink,
  type LinkContext,
  type LinkOutcome,
  type Opener,
  type RunningEndpoint,
} from './link.ts';
import { DatagramWatch } from './datagramWatch.ts';
import { describeProblem } from './networkProblems.ts';
import { neverOpened } from './neverOpened.ts';
import { UdpLink } from './udpLink.ts';

/**
 * 10,000 peers: who comes beyond takes the place of the one that came first, but never of the address that was typed. Without a limit,
 * forged sources would eat the memory.
 */
const largestPeerCount = 10_000;

/** Where to send and where to receive; at least one of the two. */
interface UdpPlaces {
  readonly remote: HostAndPort | null;
  readonly bind: HostAndPort | null;
}

/**
 * A UDP socket (RFC 768). With `bind` it receives from anyone, and each source is a peer of its own. Without, it is connected to its
 * address: the system then tells when nothing listens there, and keeps others out.
 */
export const openUdp: Opener<'udp'> = (definition, sink, context) => {
  const places = placesOf(definition.address, definition.bind);
  if (!places.ok) return neverOpened(places.problem, sink, context);
  const endpoint = new UdpEndpoint(places.value, sink, context);
  void endpoint.open();
  return endpoint;
};

function placesOf(addressText: string, bindText: string): Result<UdpPlaces, string> {
  const wantsRemote = addressText.trim() !== '';
  const wantsBind = bindText.trim() !== '';
  if (!wantsRemote && !wantsBind) {
    return fail('Type an address to send to, or one to receive at in the options, or both.');
  }
  const remote = wantsRemote ? addressOf('udp', addressText) : ok(null);
  if (!remote.ok) return remote;
  if (!wantsBind) return ok({ remote: remote.value, bind: null });
  const bind = bindAddressOf(bindText);
  return bind.ok ? ok({ remote: remote.value, bind: bind.value }) : fail(`Receive at: ${bind.problem}`);
}

class UdpEndpoint implements RunningEndpoint {
  private readonly places: UdpPlaces;
  private readonly sink: EndpointSink;
  private readonly context: LinkContext;
  private readonly links = new Map<string, UdpLink>();
  private socket: Socket | undefined;
  /** The peer of the address. */
  private chosen: UdpLink | undefined;
  private watch: DatagramWatch | undefined;
  private isOpen = false;
  private closing = false;
  private told = false;

  constructor(places: UdpPlaces, sink: EndpointSink, context: LinkContext) {
    this.places = places;
    this.sink = sink;
    this.context = context;
  }

  async open(): Promise<void> {
    const { remote, bind } = this.places;
    try {
      const bindAt = bind && (await resolveHost(bind));
      const sendTo = remote && (await resolveHost(remote, bindAt?.family));
      if (this.closing) return;
      if (bindAt && sendTo) checkFamilies(bindAt, sendTo);
      const family = bindAt?.family ?? sendTo?.family ?? 4;
      this.socket = createSocket({ type: family === 6 ? 'udp6' : 'udp4' });
      this.listen(this.socket);
      if (bindAt) await this.bind(this.socket, bindAt, sendTo);
      else if (sendTo) await this.connect(this.socket, sendTo);
    } catch (error) {
      const reason = error instanceof LinkProblem ? error.message : describeProblem(error, this.where());
      this.end({ clean: false, reason });
    }
  }

  close(): void {
    if (this.closing) return;
    this.closing = true;
    // Told on a later turn, as by all other endpoints.
    const reason = this.isOpen ? 'Closed.' : 'Cancelled while connecting.';
    queueMicrotask(() => this.end({ clean: true, reason }));
  }

  private listen(socket: Socket): void {
    socket.on('message', (bytes, source) => this.received(bytes, source));
    socket.on('error', (error) => {
      const atUs = this.context.clock.nowUs();
      if (this.isOpen && !this.closing) this.sink.warned(describeProblem(error, this.where()), atUs);
    });
  }

  private async bind(socket: Socket, at: ResolvedHost, sendTo: ResolvedHost | null): Promise<void> {
    await settled(
      (done) => socket.bind({ port: at.port, address: at.address, exclusive: true }, done),
      socket,
    );
    if (this.closing) return;
    const atUs = this.context.clock.nowUs();
    this.isOpen = true;
    const { address, port } = socket.address();
    const host = this.places.bind?.host ?? address;
    this.sink.listening({ local: endOf(address, port), url: `udp://${formatHostAndPort(host, port)}` }, atUs);
    if (sendTo) this.chosen = this.linkTo(sendTo.address, sendTo.port, atUs);
    this.watchDrops(socket);
  }

  private async connect(socket: Socket, to: ResolvedHost): Promise<void> {
    await settled((done) => socket.connect(to.port, to.address, done), socket);
    if (this.closing) return;
    this.isOpen = true;
    this.chosen = this.linkTo(to.address, to.port, this.context.clock.nowUs());
    this.watchDrops(socket);
  }

  private watchDrops(socket: Socket): void {
    this.watch = new DatagramWatch(socket, (facts, note) =>
      this.sink.datagrams(facts, note, this.context.clock.nowUs()),
    );
    this.watch.begin();
  }

  private received(bytes: Uint8Array, source: RemoteInfo): void {
    const atUs = this.context.clock.nowUs();
    this.linkTo(source.address, source.port, atUs).received(bytes, atUs);
  }

  private linkTo(address: string, port: number, atUs: number): UdpLink {
    const key = formatHostAndPort(address, port);
    const known = this.links.get(key);
    if (known) return known;
    const { socket } = this;
    if (!socket) throw new Error('A UDP link needs a socket.');
    const link = new UdpLink(socket, this.context.clock, {
      remote: key,
      target: this.places.bind === null ? null : { address, port },
      closed: () => this.forget(key),
    });
    this.links.set(key, link);
    this.makeRoom();
    const local = socket.address();
    link.open(
      this.sink.linkOpened(
        link,
        { local: endOf(local.address, local.port), remote: key, subprotocol: null, note: null },
        atUs,
      ),
    );
    return link;
  }

  private makeRoom(): void {
    if (this.links.size <= largestPeerCount) return;
    const [first, second] = this.links.values();
    const oldest = first === this.chosen ? second : first;
    oldest?.end(`Forgotten to make room: a UDP session keeps ${formatCount(largestPeerCount)} peers.`);
  }

  /** A connected socket has but one peer, and ends with it. */
  private forget(key: string): void {
    this.links.delete(key);
    if (this.places.bind === null) this.close();
  }

  private end(outcome: LinkOutcome): void {
    if (this.told) return;
    this.told = true;
    this.closing = true;
    this.watch?.end();
    for (const link of this.links.values()) link.end('Closed.');
    const tell = (): void => this.sink.closed(outcome, this.context.clock.nowUs());
    if (this.socket) this.socket.close(tell);
    else tell();
  }

  private where(): string {
    const place = this.places.bind ?? this.places.remote;
    return place ? formatHostAndPort(place.host, place.port) : 'the address';
  }
}

interface ResolvedHost {
  readonly address: string;
  readonly family: number;
  readonly port: number;
}

/** The first address of a name, in the spelling in which the system names the sources of datagrams. */
async function resolveHost({ host, port }: HostAndPort, family = 0): Promise<ResolvedHost> {
  try {
    const found = await lookup(host, family);
    return { address: spellAsSystem(found.address), family: found.family, port };
  } catch (error) {
    throw new LinkProblem(describeProblem(error, formatHostAndPort(host, port)), { cause: error });
  }
}

/** `0:0::1` is `::1`. A zone (`fe80::1%eth0`) is kept: there is no sending without it. */
function spellAsSystem(address: string): string {
  if (!address.includes(':') || address.includes('%')) return address;
  return new SocketAddress({ address, family: 'ipv6' }).address;
}

/** One socket speaks one version of IP. */
function checkFamilies(bindAt: ResolvedHost, sendTo: ResolvedHost): void {
  if (bindAt.family === sendTo.family) return;
  throw new LinkProblem(
    `${sendTo.address} is an IPv${sendTo.family} address and ${bindAt.address} an IPv${bindAt.family} address. Choose both of the same kind.`,
  );
}

/** Resolves when the socket says so, rejects with its first error; some errors are thrown instead (a bad port). */
function settled(begin: (done: (error?: Error) => void) => void, socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => reject(error);
    socket.once('error', failed);
    // A bind that fails is emitted, a connect that fails is handed to its callback.
    begin((error) => {
      socket.off('error', failed);
      if (error) reject(error);
      else resolve();
    });
  });
}
