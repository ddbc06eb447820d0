import type { RemoteInfo, Socket } from 'node:dgram';
import { formatCount } from '../../../../shared/base/quantity.ts';
import { formatHostAndPort } from '../../../../shared/model/address.ts';
import { endOf } from '../address.ts';
import type { EndpointSink, LinkContext } from '../link.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { withoutMapping, type ResolvedHost, type SpokenVersion } from './hosts.ts';
import { PendingSends } from './pendingSends.ts';
import { UdpLink } from './udpLink.ts';

/** 10,000 peers: a further peer replaces the oldest one, but never the typed address. Without a limit, forged sources eat the memory. */
const largestPeerCount = 10_000;

/** The socket that all links share, and what they need to know about it. */
interface UdpLinksParts {
  readonly socket: Socket;
  readonly spoken: SpokenVersion;
  /** To its only peer. */
  readonly isConnected: boolean;
  readonly canBroadcast: boolean;
  readonly sink: EndpointSink;
  readonly context: LinkContext;
  /** Called with each new peer's address. */
  readonly met: (address: string) => void;
  /** Called when the only peer of a connected socket is gone. */
  readonly lostPeer: () => void;
}

/** The peers of a UDP socket by their addresses: typed, added, or the source of a datagram. */
export class UdpLinks {
  private readonly parts: UdpLinksParts;
  private readonly links = new Map<string, UdpLink>();
  private readonly pending = new PendingSends();
  /** The peer of the address. */
  private chosen: UdpLink | undefined;
  /** The source of the last datagram. Datagrams come in runs, so this finds the link without formatting the address. */
  private latest: { readonly link: UdpLink; readonly address: string; readonly port: number } | undefined;

  constructor(parts: UdpLinksParts) {
    this.parts = parts;
  }

  get isConnected(): boolean {
    return this.parts.isConnected;
  }

  /** The peer that the socket was opened for. `target` is its address in the socket's form. */
  choose(host: ResolvedHost, target: string, atUs: number): void {
    this.chosen = this.linkTo(host.address, host.port, target, atUs);
  }

  /** A peer that a person named. Throws a `LinkProblem` when there can be only one. */
  add(host: ResolvedHost, target: string, atUs: number): UdpLink {
    if (this.parts.isConnected) {
      throw new LinkProblem(
        'This socket is connected to one peer, and sends to nobody else. Open it unconnected to add others.',
        { field: 'socket.connected' },
      );
    }
    return this.linkTo(host.address, host.port, target, atUs);
  }

  received(bytes: Uint8Array, { address, port }: RemoteInfo, atUs: number): void {
    if (this.parts.isConnected) {
      this.chosen?.received(bytes, atUs);
      return;
    }
    this.sender(address, port, atUs).received(bytes, atUs);
  }

  /** Resolves when every send so far has left or failed, including those to peers that were forgotten since. */
  settled(): Promise<void> {
    return this.pending.settled();
  }

  /** For a socket that is now closed: pending sends are rejected. */
  endAll(reason: string): void {
    this.pending.giveUp();
    for (const link of this.links.values()) link.finish(reason);
  }

  private sender(address: string, port: number, atUs: number): UdpLink {
    if (this.latest?.port === port && this.latest.address === address) return this.latest.link;
    const shown = this.parts.spoken.version === 6 ? withoutMapping(address) : address;
    const link = this.linkTo(shown, port, address, atUs);
    // A link that was closed as it opened is forgotten already.
    if (!link.isOver) this.latest = { link, address, port };
    return link;
  }

  private linkTo(address: string, port: number, target: string, atUs: number): UdpLink {
    const key = formatHostAndPort(address, port);
    const known = this.links.get(key);
    if (known) return known;
    const { socket, spoken, isConnected, canBroadcast, sink, context, met } = this.parts;
    const link = new UdpLink(socket, context.clock, {
      remote: key,
      target: isConnected ? null : { address: target, port },
      version: address.includes(':') ? spoken.version : 4,
      canBroadcast,
      pending: this.pending,
      undelivered: (message, code) => sink.undelivered(message, context.clock.nowUs(), code),
      closed: () => this.forget(key),
    });
    this.links.set(key, link);
    this.makeRoom();
    const local = socket.address();
    link.open(
      sink.linkOpened(
        link,
        {
          local: endOf(withoutMapping(local.address), local.port),
          remote: key,
          subprotocol: null,
          note: null,
        },
        atUs,
      ),
    );
    met(address);
    return link;
  }

  private makeRoom(): void {
    if (this.links.size <= largestPeerCount) return;
    const [first, second] = this.links.values();
    const oldest = first === this.chosen ? second : first;
    oldest?.finish(`Forgotten to make room: a UDP session keeps ${formatCount(largestPeerCount)} peers.`);
  }

  /** A connected socket has only one peer, and ends with it. */
  private forget(key: string): void {
    this.links.delete(key);
    this.latest = undefined;
    if (this.parts.isConnected) this.parts.lostPeer();
  }
}
