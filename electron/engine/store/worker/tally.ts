import { isPayloadKind, type Direction, type RecordKind } from '../../../../shared/model/record.ts';

/** Payloads and their bytes, in and out. */
class TrafficTally {
  payloadsIn = 0;
  payloadsOut = 0;
  bytesIn = 0;
  bytesOut = 0;

  addPayloads(direction: Direction, payloads: number, bytes: number): void {
    if (direction === 'in') {
      this.payloadsIn += payloads;
      this.bytesIn += bytes;
    } else {
      this.payloadsOut += payloads;
      this.bytesOut += bytes;
    }
  }
}

/** The traffic of one second, as far as one transaction knows. */
class SecondTally extends TrafficTally {
  records = 0;
  readonly firstSeq: number;

  constructor(firstSeq: number) {
    super();
    this.firstSeq = firstSeq;
  }
}

/** What a peer added to the totals in one transaction. `firstAt` in microseconds since the epoch. */
class PeerTally extends TrafficTally {
  readonly firstAt: number;

  constructor(firstAt: number) {
    super();
    this.firstAt = firstAt;
  }
}

/** The second of the epoch that contains a time (in microseconds), even before 1970. */
export function secondOf(atUs: number): number {
  return Math.floor(atUs / 1_000_000);
}

/** Counts the records of one transaction, so that the file's totals change once per transaction and never need reading the records. */
export class Tally extends TrafficTally {
  records = 0;
  /** By second of the epoch. */
  readonly seconds = new Map<number, SecondTally>();
  readonly peers = new Map<number, PeerTally>();
  private lastSecond: number | null = null;
  private lastSecondTally: SecondTally | null = null;
  private lastPeer: number | null = null;
  private lastPeerTally: PeerTally | null = null;

  /** Records are added in the order of their numbers. */
  add(
    seq: number,
    at: number,
    peer: number | null,
    direction: Direction | null,
    kind: RecordKind,
    size: number,
  ): void {
    this.records += 1;
    const second = this.second(secondOf(at), seq);
    const peerTally = peer === null ? null : this.peer(peer, at);
    second.records += 1;
    if (direction === null || !isPayloadKind(kind)) return;
    this.addPayloads(direction, 1, size);
    second.addPayloads(direction, 1, size);
    peerTally?.addPayloads(direction, 1, size);
  }

  /** Adds records of one second, peer and direction that were counted already; `direction` is null for events. */
  addMany(
    second: number,
    peer: number | null,
    direction: Direction | null,
    records: number,
    bytes: number,
  ): void {
    const secondTally = this.second(second, 0);
    this.records += records;
    secondTally.records += records;
    if (direction === null) return;
    this.addPayloads(direction, records, bytes);
    secondTally.addPayloads(direction, records, bytes);
    if (peer !== null) this.peer(peer, 0).addPayloads(direction, records, bytes);
  }

  /** Records of one second mostly come in runs: the last second is at hand without looking into the map. */
  private second(second: number, seq: number): SecondTally {
    if (second === this.lastSecond && this.lastSecondTally) return this.lastSecondTally;
    const known = this.seconds.get(second);
    const tally = known ?? new SecondTally(seq);
    if (!known) this.seconds.set(second, tally);
    this.lastSecond = second;
    this.lastSecondTally = tally;
    return tally;
  }

  /** So do records of one peer. */
  private peer(peer: number, at: number): PeerTally {
    if (peer === this.lastPeer && this.lastPeerTally) return this.lastPeerTally;
    const known = this.peers.get(peer);
    const tally = known ?? new PeerTally(at);
    if (!known) this.peers.set(peer, tally);
    this.lastPeer = peer;
    this.lastPeerTally = tally;
    return tally;
  }
}
