import { WirebenchError } from '../../../shared/base/errors.ts';
import type { PeerId } from '../../../shared/model/ids.ts';
import { largestPeerList, type Peer, type PeerList, type SendTarget } from '../../../shared/model/session.ts';
import type { Link } from '../link/link.ts';

/** A peer of a session, and its link as long as it is open. */
export interface PeerEntry {
  readonly id: PeerId;
  readonly address: string;
  readonly openedAt: number;
  link: Link | null;
  bytesIn: number;
  bytesOut: number;
}

/** Who is and was at the other side of a session. */
export class PeerTable {
  private readonly entries: PeerEntry[] = [];
  private readonly open = new Map<PeerId, PeerEntry>();

  get openCount(): number {
    return this.open.size;
  }

  add(link: Link, address: string, openedAt: number): PeerEntry {
    const id = this.entries.length + 1;
    const entry: PeerEntry = { id, address, openedAt, link, bytesIn: 0, bytesOut: 0 };
    this.entries.push(entry);
    this.open.set(id, entry);
    return entry;
  }

  close(entry: PeerEntry): void {
    entry.link = null;
    this.open.delete(entry.id);
  }

  openPeers(): Iterable<PeerEntry> {
    return this.open.values();
  }

  /** The open peers that are meant. WRONG_STATE when one is not open any more, NOT_FOUND when there never was one. */
  targets(to: SendTarget): readonly PeerEntry[] {
    if (to === 'all') {
      if (this.open.size > 0) return [...this.open.values()];
      throw new WirebenchError('WRONG_STATE', 'Nobody is connected, so nothing was sent.');
    }
    const entry = this.open.get(to);
    if (entry) return [entry];
    if (this.entries[to - 1]) {
      throw new WirebenchError('WRONG_STATE', `Peer ${to} is not connected any more, so nothing was sent.`);
    }
    throw new WirebenchError('NOT_FOUND', `There is no peer ${to} in this session.`);
  }

  list(): PeerList {
    const newestOpen = [...this.open.values()].toReversed().slice(0, largestPeerList);
    const room = largestPeerList - newestOpen.length;
    const newestClosed: PeerEntry[] = [];
    for (let index = this.entries.length - 1; index >= 0 && newestClosed.length < room; index -= 1) {
      const entry = this.entries[index];
      if (entry && !entry.link) newestClosed.push(entry);
    }
    return {
      open: this.open.size,
      total: this.entries.length,
      peers: [...newestOpen, ...newestClosed].map(describe),
    };
  }
}

function describe(entry: PeerEntry): Peer {
  const { id, address, openedAt, bytesIn, bytesOut } = entry;
  return { id, address, state: entry.link ? 'open' : 'closed', openedAt, bytesIn, bytesOut };
}
