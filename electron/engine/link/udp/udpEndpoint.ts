import type { Socket } from 'node:dgram';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf } from '../../../../shared/base/errors.ts';
import { formatHostAndPort } from '../../../../shared/model/address.ts';
import type { IpFamily } from '../../../../shared/model/socketOptions.ts';
import { findIneffective, isConnected } from '../../../../shared/model/udpCheck.ts';
import type { UdpSocket } from '../../../../shared/model/udpOptions.ts';
import { endOf } from '../address.ts';
import {
  closeTimeoutMs,
  type DatagramControls,
  type EndpointSink,
  type Link,
  type LinkContext,
  type LinkOutcome,
  type RunningEndpoint,
} from '../link.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { problemOf } from '../networkProblems.ts';
import { bindSocket, connectSocket, newSocket, spokenBy } from './boundSocket.ts';
import { setBuffers } from './buffers.ts';
import { DatagramWatch } from './datagramWatch.ts';
import { asSpoken, resolveHost, type ResolvedHost, type SpokenVersion } from './hosts.ts';
import { Memberships } from './memberships.ts';
import { peerAddressOf, type UdpPlaces } from './places.ts';
import { requireEffect, setSocketOptions } from './socketOptions.ts';
import { UdpLinks } from './udpLinks.ts';
import { describeLostOnTheWay, describeUnreachable } from './udpLink.ts';

/** The parts of an open socket. */
interface OpenSocket {
  readonly spoken: SpokenVersion;
  readonly memberships: Memberships;
  readonly links: UdpLinks;
}

/** The system's reports about a datagram that has left a connected socket. */
const earlierProblems: Readonly<Record<string, ((remote: string) => string) | undefined>> = {
  ECONNREFUSED: describeUnreachable,
  EMSGSIZE: describeLostOnTheWay,
};

/** One UDP socket, from its look-ups to its end. */
export class UdpEndpoint implements RunningEndpoint {
  readonly datagrams: DatagramControls;
  private readonly places: UdpPlaces;
  private readonly options: UdpSocket;
  private readonly sink: EndpointSink;
  private readonly context: LinkContext;
  private readonly cancel = new AbortController();
  private socket: Socket | undefined;
  private opened: OpenSocket | undefined;
  private watch: DatagramWatch | undefined;
  /** Options found to have no effect: each is reported once. */
  private readonly ineffective = new Set<string>();
  private closing = false;
  private told = false;

  constructor(places: UdpPlaces, options: UdpSocket, sink: EndpointSink, context: LinkContext) {
    this.places = places;
    this.options = options;
    this.sink = sink;
    this.context = context;
    this.datagrams = {
      addPeer: (address) => this.addPeer(address),
      joinGroup: async (group) => {
        await this.change((memberships) => `Joined ${memberships.join(group, null)}.`);
        this.met(group.group.trim());
      },
      leaveGroup: (group) => this.change((memberships) => `Left ${memberships.leave(group)}.`),
    };
  }

  async open(): Promise<void> {
    try {
      await this.bindAndConnect();
    } catch (error) {
      // Cancelled: `close` reports it.
      if (this.closing) return;
      const problem = problemOf(error, this.where());
      this.end({ clean: false, ...problem, field: error instanceof LinkProblem ? error.field : null });
    }
  }

  close(): void {
    if (this.closing) return;
    this.closing = true;
    this.cancel.abort();
    void this.closeInTurn();
  }

  /** Reported on a later turn, as by all other endpoints, and after earlier sends. */
  private async closeInTurn(): Promise<void> {
    const patience = new AbortController();
    const late = wait(closeTimeoutMs, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([this.opened?.links.settled(), late]);
    patience.abort();
    this.end({ clean: true, reason: this.opened ? 'Closed.' : 'Cancelled while connecting.' });
  }

  private async bindAndConnect(): Promise<void> {
    const { signal } = this.cancel;
    const { family } = this.options;
    const { bind: bindTo, remote: sendTo } = this.places;
    const bind = bindTo && (await resolveHost(bindTo, family, 'bind', signal));
    const known = bind && spokenBy(bind, null, this.options);
    const remote = sendTo && (await resolveHost(sendTo, this.familyFor(known), 'address', signal));
    signal.throwIfAborted();
    const spoken = known ?? spokenBy(null, remote, this.options);
    const target = remote && asSpoken(remote, spoken, 'address');
    const groups = this.options.groups.map(({ group }) => group);
    requireEffect(this.options, spoken, remote ? [remote.address, ...groups] : groups);
    const socket = newSocket(spoken, this.options);
    this.socket = socket;
    socket.on('error', (error) => this.failed(error));
    await bindSocket(socket, bind, { where: this.where(), family, context: this.context });
    signal.throwIfAborted();
    setSocketOptions(socket, this.options, spoken);
    const memberships = new Memberships(socket, spoken);
    const joined = this.options.groups.map((group, index) =>
      memberships.join(group, `socket.groups.${index}`),
    );
    const connects = isConnected(this.options, remote?.address ?? null, bind !== null);
    if (connects && remote && target !== null) await connectSocket(socket, target, remote.port);
    signal.throwIfAborted();
    this.tellOpen(
      socket,
      { spoken, memberships, links: this.linksOf(socket, spoken, connects) },
      remote,
      target,
    );
    if (joined.length > 0) this.tellGroups(memberships, `Joined ${joined.join(', ')}.`);
    if (joined.length > 0 && bind === null) this.warnOfPort(socket.address().port);
  }

  private warnOfPort(port: number): void {
    const message = `This socket receives what is sent to port ${port}, which the system chose. To receive what is sent to a group at another port, enter that port under “Receive at”, as in 0.0.0.0:5000.`;
    this.sink.warned(message, this.context.clock.nowUs());
  }

  /** A name is looked up in the socket's IP version. */
  private familyFor(spoken: SpokenVersion | null): IpFamily {
    if (spoken === null || spoken.isDual) return this.options.family;
    return spoken.version === 6 ? '6' : '4';
  }

  private linksOf(socket: Socket, spoken: SpokenVersion, connects: boolean): UdpLinks {
    const { sink, context } = this;
    const canBroadcast = this.options.broadcast;
    const lostPeer = (): void => this.close();
    const met = (address: string): void => this.met(address);
    const parts = { socket, spoken, isConnected: connects, canBroadcast, sink, context, met, lostPeer };
    return new UdpLinks(parts);
  }

  /** A peer or a group was added after the opening: an option without effect ends nothing any more. */
  private met(address: string): void {
    const finding = this.opened?.spoken.isDual === true ? findIneffective(this.options, address) : null;
    if (finding === null || this.ineffective.has(finding.field)) return;
    this.ineffective.add(finding.field);
    this.sink.warned(finding.message, this.context.clock.nowUs());
  }

  private tellOpen(
    socket: Socket,
    opened: OpenSocket,
    remote: ResolvedHost | null,
    target: string | null,
  ): void {
    const atUs = this.context.clock.nowUs();
    this.opened = opened;
    const { links } = opened;
    const { sizes, notes } = setBuffers(socket, this.options);
    this.watch = new DatagramWatch(socket, sizes, (facts, note) =>
      this.sink.datagrams(facts, note, this.context.clock.nowUs()),
    );
    // First, so that the sink has the buffer's facts when it learns of the opening.
    this.watch.begin();
    if (this.places.bind !== null || !links.isConnected) this.tellListening(socket, atUs);
    if (remote && target !== null) links.choose(remote, target, atUs);
    socket.on('message', (bytes, source) => links.received(bytes, source, this.context.clock.nowUs()));
    for (const note of notes) this.sink.warned(note, atUs);
  }

  private tellListening(socket: Socket, atUs: number): void {
    const { address, port } = socket.address();
    const host = this.places.bind?.host ?? address;
    this.sink.listening({ local: endOf(address, port), url: `udp://${formatHostAndPort(host, port)}` }, atUs);
  }

  private async addPeer(address: string): Promise<Link> {
    const { spoken } = this.requireOpen();
    const host = await resolveHost(
      peerAddressOf(address),
      this.familyFor(spoken),
      'address',
      this.cancel.signal,
    );
    return this.requireOpen().links.add(host, asSpoken(host, spoken, 'address'), this.context.clock.nowUs());
  }

  private async change(work: (memberships: Memberships) => string): Promise<void> {
    const { memberships } = this.requireOpen();
    this.tellGroups(memberships, work(memberships));
  }

  private tellGroups({ groups }: Memberships, note: string): void {
    this.sink.groups(groups, note, this.context.clock.nowUs());
  }

  private requireOpen(): OpenSocket {
    if (this.opened && !this.closing) return this.opened;
    throw new LinkProblem('This socket is not open.');
  }

  /** While the socket opens, the failed call reports the error; afterwards an error concerns some datagram, and ends nothing. */
  private failed(error: Error): void {
    if (!this.opened || this.closing) return;
    const where = this.places.remote ?? this.places.bind;
    const name = where ? formatHostAndPort(where.host, where.port) : this.where();
    const message = earlierProblems[codeOf(error) ?? '']?.(name) ?? problemOf(error, name).reason;
    this.sink.undelivered(message, this.context.clock.nowUs(), codeOf(error) ?? null);
  }

  private end(outcome: LinkOutcome): void {
    if (this.told) return;
    this.told = true;
    this.closing = true;
    this.watch?.end();
    this.opened?.links.endAll('Closed.');
    const tell = (): void => this.sink.closed(outcome, this.context.clock.nowUs());
    if (this.socket) this.socket.close(tell);
    else tell();
  }

  private where(): string {
    const place = this.places.bind ?? this.places.remote;
    return place ? formatHostAndPort(place.host, place.port) : 'the address';
  }
}
