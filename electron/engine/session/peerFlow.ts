import type { PeerEntry, PeerTable } from './peerTable.ts';
import type { SessionLog } from './sessionLog.ts';

/** The part of a log that tells whether the file can be written, and whether there is room for what waits for it. */
type RecordingRoom = Pick<SessionLog, 'isFailing' | 'isBehind'>;

/** Reads from the peers of a session or holds them back, and closes their links. */
export class PeerFlow {
  private readonly table: PeerTable;
  private readonly room: RecordingRoom;
  private readonly canPause: boolean;
  private readonly heldPeers = new Set<PeerEntry>();
  private isHeld = false;
  private wasFailing = false;

  /** `canPause` is false where flow control does not exist, as over UDP. */
  constructor(table: PeerTable, room: RecordingRoom, canPause: boolean) {
    this.table = table;
    this.room = room;
    this.canPause = canPause;
  }

  /** Pauses or resumes reading from all peers, those to come included. */
  hold(isHeld: boolean): void {
    const { isFailing } = this.room;
    if (isHeld === this.isHeld && isFailing === this.wasFailing) return;
    this.isHeld = isHeld;
    this.wasFailing = isFailing;
    for (const entry of this.table.openPeers()) this.readOrNot(entry);
  }

  /** The same for one peer. False where peers cannot be paused. */
  holdPeer(entry: PeerEntry, isHeld: boolean): boolean {
    if (!this.canPause) return false;
    if (isHeld) this.heldPeers.add(entry);
    else this.heldPeers.delete(entry);
    this.readOrNot(entry);
    return true;
  }

  /** The link to a peer has opened. */
  opened(entry: PeerEntry): void {
    if (this.isHeld) entry.link?.pause();
  }

  /** Closes the link to one peer. */
  close(entry: PeerEntry): void {
    entry.isClosing = true;
    entry.link?.close();
    this.readOrNot(entry);
  }

  /** Closes all links, by closing what they belong to. */
  closeAll(endpoint: { close(): void }): void {
    for (const entry of this.table.openPeers()) entry.isClosing = true;
    endpoint.close();
    for (const entry of this.table.openPeers()) this.readOrNot(entry);
  }

  /** The link to a peer has closed. */
  closed(entry: PeerEntry): void {
    this.heldPeers.delete(entry);
  }

  /** True while a peer should be held back and cannot be, and nothing more fits in memory: what it sends is not kept. */
  isOverflowing(entry: PeerEntry): boolean {
    const isUnheld = entry.readsOn || (entry.isClosing && this.room.isFailing);
    return isUnheld && this.isHeld && this.room.isBehind;
  }

  /**
   * A link that is being closed is read to its end. It still waits for a slow disk, for as long as it can, so that nothing is lost, but not
   * for a failing one.
   */
  private readOrNot(entry: PeerEntry): void {
    const isHeld = entry.isClosing
      ? this.isHeld && !this.room.isFailing
      : this.isHeld || this.heldPeers.has(entry);
    if (isHeld) entry.link?.pause();
    else entry.link?.resume();
  }
}
