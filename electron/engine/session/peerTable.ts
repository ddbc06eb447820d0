import { WirebenchError } from '../../../shared/base/errors.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import type { PeerId } from '../../../shared/model/ids.ts';
import { largestPeerList, type Peer, type PeerList, type SendTarget } from '../../../shared/model/session.ts';
import type { Link } from '../link/link.ts';
import type { NamedPeer } from './sessionLog.ts';

/** A peer of a session, and its link as long as it is open. */
export interface PeerEntry extends NamedPeer {
  readonly id: PeerId;
  readonly openedAt: number;
  link: Link | null;
  bytesIn: number;
  bytesOut: number;
  /** Set when it is disconnected from our side: from then on its link reads to the end and cannot be paused. */
  isClosing: boolean;
  /** What came after that and could not be kept. */
  unkeptFrames: number;
  unkeptBytes: number;
}

/** Who is and was at the other side of a session. Of those that are gone, only as many are kept as a list shows: the file has them all. */
export class PeerTable {
  private readonly open = new Map<PeerId, PeerEntry>();
  /** The one that went last is at the end. */
  private readonly closed: PeerEntry[] = [];
  private count = 0;

  get openCount(): number {
    return this.open.size;
  }

  /** All that there ever were. */
  get total(): number {
    return this.count;
  }

  add(link: Link, address: string, openedAt: number): PeerEntry {
    this.count += 1;
    const entry: PeerEntry = {
      id: this.count,
      address,
      openedAt,
      link,
      bytesIn: 0,
      bytesOut: 0,
      isClosing: false,
      namedIn: 0,
      unkeptFrames: 0,
      unkeptBytes: 0,
    };
    this.open.set(entry.id, entry);
    return entry;
  }

  close(entry: PeerEntry): void {
    entry.link = null;
    this.open.delete(entry.id);
    this.closed.push(entry);
    if (this.closed.length > largestPeerList) this.closed.shift();
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
    if (to <= this.count) {
      throw new WirebenchError('WRONG_STATE', `Peer ${to} is not connected any more, so nothing was sent.`);
    }
    throw new WirebenchError('NOT_FOUND', `There is no peer ${to} in this session.`);
  }

  list(): PeerList {
    const newestOpen = [...this.open.values()].toReversed().slice(0, largestPeerList);
    const room = largestPeerList - newestOpen.length;
    const newestClosed = this.closed.toReversed().slice(0, room);
    return {
      open: this.open.size,
      total: this.count,
      peers: [...newestOpen, ...newestClosed].map(describe),
    };
  }
}

function describe(entry: PeerEntry): Peer {
  const { id, address, openedAt, bytesIn, bytesOut } = entry;
  return { id, address, state: entry.link ? 'open' : 'closed', openedAt, bytesIn, bytesOut };
}

/** A sentence for what came over a link that was being closed, and had no room. */
export function describeUnkept({
  unkeptFrames,
  unkeptBytes,
}: Pick<PeerEntry, 'unkeptFrames' | 'unkeptBytes'>): string {
  const [frames, were] = unkeptFrames === 1 ? ['frame', 'was'] : ['frames', 'were'];
  const what = `${formatCount(unkeptFrames)} ${frames} (${formatCount(unkeptBytes)} ${unkeptBytes === 1 ? 'byte' : 'bytes'})`;
  return `${what} came after disconnecting, while the disk could not keep up, and ${were} not kept.`;
}
