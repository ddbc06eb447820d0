import { isFrameKind, type Direction, type RecordKind } from '../../../shared/model/record.ts';

/** What a peer added to the totals in one transaction. `firstAt` in microseconds since the epoch. */
export interface PeerTally {
  readonly firstAt: number;
  bytesIn: number;
  bytesOut: number;
}

/** Counts the records of one transaction, so that the file's totals change once in it and are never counted by reading records. */
export class Tally {
  records = 0;
  framesIn = 0;
  framesOut = 0;
  bytesIn = 0;
  bytesOut = 0;
  readonly peers = new Map<number, PeerTally>();
  private lastPeer: number | null = null;
  private lastPeerTally: PeerTally | null = null;

  add(kind: RecordKind, direction: Direction | null, size: number, peer: number | null, at: number): void {
    this.records += 1;
    const peerTally = peer === null ? null : this.of(peer, at);
    if (direction === null || !isFrameKind(kind)) return;
    if (direction === 'in') {
      this.framesIn += 1;
      this.bytesIn += size;
      if (peerTally) peerTally.bytesIn += size;
    } else {
      this.framesOut += 1;
      this.bytesOut += size;
      if (peerTally) peerTally.bytesOut += size;
    }
  }

  /** Records of one peer come in runs, mostly: the last one is at hand without a look into the map. */
  private of(peer: number, at: number): PeerTally {
    if (peer === this.lastPeer && this.lastPeerTally) return this.lastPeerTally;
    const known = this.peers.get(peer);
    const tally = known ?? { firstAt: at, bytesIn: 0, bytesOut: 0 };
    if (!known) this.peers.set(peer, tally);
    this.lastPeer = peer;
    this.lastPeerTally = tally;
    return tally;
  }
}
