import { WirebenchError } from '../../../shared/base/errors.ts';
import type { PeerId } from '../../../shared/model/ids.ts';
import { noFacts, type ConnectionFacts, type TlsFacts } from '../../../shared/model/facts.ts';
import { Cell } from '../../../shared/base/signal.ts';
import type { PeerDetail } from '../../../shared/model/recordDetail.ts';
import type { Peer, PeerList } from '../../../shared/model/session.ts';
import { largestPeerList, type SendTarget } from '../../../shared/model/sending.ts';
import type { Link, LinkFacts } from '../link/link.ts';
import { detailOfPeer } from './recordDetails.ts';
import type { PeerTurn } from './peerTurn.ts';
import type { NamedPeer } from './sessionFile.ts';

/** 1 MiB for what is kept of peers that have gone, certificates and names included: usually as much as a list of them shows. */
const largestGoneBytes = 1024 * 1024;

/** Which peers are asked for: those with these numbers, or with this text in what a list shows of them, without regard to case. */
export interface AskedPeers {
  readonly search?: string | undefined;
  readonly ids?: readonly PeerId[] | undefined;
}

/** A peer of a session, and its link while it is open. */
export interface PeerEntry extends NamedPeer {
  readonly id: PeerId;
  readonly openedAt: number;
  /** The part of its detail that a list shows, even after it has gone. */
  readonly told: Omit<PeerDetail, 'headers'>;
  link: Link | null;
  facts: ConnectionFacts;
  /** Created for the first follower of the facts. */
  followed: Cell<ConnectionFacts> | null;
  bytesIn: number;
  bytesOut: number;
  /** While a file, or a message in fragments, is on its way to it: what else is to be sent waits there. */
  turn: PeerTurn | null;
  /** How many fragments of the present message were handed to its link. */
  fragments: number;
  /** Set when our side disconnects it: from then on its link reads to the end, and is paused only for a slow disk. */
  isClosing: boolean;
  /** Its link has waited as long as it can, and reads on. */
  readsOn: boolean;
  /** Payloads that came after that and could not be kept. */
  unkeptPayloads: number;
  unkeptBytes: number;
}

/**
 * The present and past peers of a session. Of those that are gone, only a limited number, and limited bytes, stay in memory for the list:
 * the file has them all.
 */
export class PeerTable {
  private readonly open = new Map<PeerId, PeerEntry>();
  /** The peer that went last is at the end. */
  private readonly closed: GonePeer[] = [];
  private closedBytes = 0;
  private count = 0;

  get openCount(): number {
    return this.open.size;
  }

  /** The number of peers there ever were. */
  get total(): number {
    return this.count;
  }

  add(link: Link, facts: LinkFacts, openedAt: number): PeerEntry {
    const { local, remote, subprotocol, tls = null, handshake = null } = facts;
    this.count += 1;
    const entry: PeerEntry = {
      id: this.count,
      address: remote,
      told: briefDetail(detailOfPeer({ local, subprotocol, handshake })),
      detail: () => detailOfPeer(entry.facts),
      openedAt,
      link,
      facts: { ...noFacts, startedAt: openedAt, local, remote, subprotocol, tls, handshake },
      followed: null,
      bytesIn: 0,
      bytesOut: 0,
      turn: null,
      fragments: 0,
      isClosing: false,
      readsOn: false,
      namedIn: 0,
      unkeptPayloads: 0,
      unkeptBytes: 0,
    };
    this.open.set(entry.id, entry);
    return entry;
  }

  /** From now on it is kept in brief: hundreds of certificate chains would stay in memory for as long as the session. */
  close(entry: PeerEntry): void {
    entry.link = null;
    setFacts(entry, briefFacts(entry.facts));
    this.open.delete(entry.id);
    const bytes = keptBytesOf(entry);
    this.closed.push({ entry, bytes });
    this.closedBytes += bytes;
    while (this.closed.length > largestPeerList || this.closedBytes > largestGoneBytes) {
      this.closedBytes -= this.closed.shift()?.bytes ?? this.closedBytes;
    }
  }

  /** The peer with this number, while it is open. */
  openEntry(id: PeerId): PeerEntry | undefined {
    return this.open.get(id);
  }

  openPeers(): Iterable<PeerEntry> {
    return this.open.values();
  }

  /**
   * The open peers that are meant, each once. WRONG_STATE when one is no longer open, NOT_FOUND when it never existed; `so` is the end of
   * the sentence.
   */
  targets(to: SendTarget, so = ', so nothing was sent'): readonly PeerEntry[] {
    if (to === 'all') {
      if (this.open.size > 0) return [...this.open.values()];
      throw new WirebenchError('WRONG_STATE', `No peer is connected${so}.`);
    }
    if (typeof to === 'number') return [this.openPeer(to, so)];
    return [...new Set(to)].map((id) => this.openPeer(id, so));
  }

  /** What the connection to a peer really did; for a peer that is gone, as long as it is listed. NOT_FOUND for others. */
  facts(id: PeerId): Cell<ConnectionFacts> {
    const entry = this.open.get(id) ?? this.closed.find((gone) => gone.entry.id === id)?.entry;
    if (!entry) throw new WirebenchError('NOT_FOUND', `There is no peer ${id} in the list of this session.`);
    entry.followed ??= new Cell(entry.facts);
    return entry.followed;
  }

  /** The open peer of this link. */
  idOf(link: Link): PeerId | undefined {
    for (const entry of this.open.values()) if (entry.link === link) return entry.id;
    return undefined;
  }

  list(asked: AskedPeers = {}): PeerList {
    const isAsked = asking(asked);
    const open = [...this.open.values()].filter(isAsked ?? all).toReversed();
    const gone = this.closed
      .map(({ entry }) => entry)
      .filter(isAsked ?? all)
      .toReversed();
    return {
      open: this.open.size,
      total: this.count,
      found: isAsked === null ? this.count : open.length + gone.length,
      peers: [...open, ...gone].slice(0, largestPeerList).map(describe),
    };
  }

  private openPeer(id: PeerId, so: string): PeerEntry {
    const entry = this.open.get(id);
    if (entry) return entry;
    if (id <= this.count) {
      throw new WirebenchError('WRONG_STATE', `Peer ${id} is no longer connected${so}.`);
    }
    throw new WirebenchError('NOT_FOUND', `There is no peer ${id} in this session.`);
  }
}

interface GonePeer {
  readonly entry: PeerEntry;
  readonly bytes: number;
}

/** Two bytes for each character of text; 512 for the rest of an entry. */
function keptBytesOf({ address, facts, told }: PeerEntry): number {
  return 512 + 2 * (address.length + JSON.stringify([facts, told]).length);
}

function all(): boolean {
  return true;
}

/** Whether a peer is asked for; null where all of them are. */
function asking({ search = '', ids }: AskedPeers): ((entry: PeerEntry) => boolean) | null {
  if (ids) {
    const meant = new Set(ids);
    return ({ id }) => meant.has(id);
  }
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return null;
  return ({ address, told }) =>
    [address, told.path, told.userAgent].some((text) => text?.toLowerCase().includes(wanted) === true);
}

function describe(entry: PeerEntry): Peer {
  const { id, address, openedAt, bytesIn, bytesOut } = entry;
  const tls = summaryOf(entry.facts.tls);
  const state = entry.link ? 'open' : 'closed';
  return { id, address, state, openedAt, bytesIn, bytesOut, tls, ...entry.told };
}

/** 300 characters of a path or a program's name: a list of 500 peers is sent again and again. */
const longestTold = 300;

function briefDetail({ local, path, userAgent, subprotocol }: PeerDetail): PeerEntry['told'] {
  const brief = (text: string | null): string | null =>
    text !== null && text.length > longestTold ? `${text.slice(0, longestTold).toWellFormed()}…` : text;
  return { local, path: brief(path), userAgent: brief(userAgent), subprotocol: brief(subprotocol) };
}

/** Omits the chain above the other side's own certificate, and the headers of its handshake. */
function briefFacts(facts: ConnectionFacts): ConnectionFacts {
  const { tls } = facts;
  return { ...facts, steps: [], tls: tls && { ...tls, chain: tls.chain.slice(0, 1) }, handshake: null };
}

/** True while a peer can be sent what is prepared for it: it is there, and our side does not disconnect it. */
export function isWaitedFor({ link, isClosing }: Pick<PeerEntry, 'link' | 'isClosing'>): boolean {
  return link !== null && !isClosing;
}

/** How a link is protected, briefly. */
export function summaryOf(tls: TlsFacts | null): Peer['tls'] {
  return tls && { version: tls.version, verification: tls.verification };
}

export function setFacts(entry: PeerEntry, facts: ConnectionFacts): void {
  entry.facts = facts;
  entry.followed?.set(facts);
}
