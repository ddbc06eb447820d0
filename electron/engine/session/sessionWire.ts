import { Cell } from '../../../shared/base/signal.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { factsOf, isClient, isServer, nounOf } from '../../../shared/model/endpointKinds.ts';
import { doesListen } from '../../../shared/model/endpointPlace.ts';
import { describeTls, noFacts, type ConnectionFacts, type TlsFacts } from '../../../shared/model/facts.ts';
import type { PeerId } from '../../../shared/model/ids.ts';
import type { Direction, EventKind } from '../../../shared/model/record.ts';
import type { DetailOf } from '../../../shared/model/recordDetail.ts';
import type { SendKind } from '../../../shared/model/sending.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import type { Clock } from '../base/deps.ts';
import type {
  DatagramFacts,
  Link,
  LinkFacts,
  LinkPayload,
  LinkOutcome,
  LinkSink,
  Warning,
} from '../link/link.ts';
import type { Retry, ReconnectingSink } from './reconnecting.ts';
import { describeRetry } from './reconnectPlan.ts';
import { Load } from './load.ts';
import { describeUnkept, PeerTable, setFacts, type PeerEntry } from './peerTable.ts';
import { detailOfClosed, detailOfFailed, detailOfOpened, detailOfTls } from './recordDetails.ts';
import type { SessionLog } from './sessionLog.ts';
import type { SessionEvent } from './sessionState.ts';
import { UnsentMessages, type Unsent } from './unsentMessages.ts';

type DatagramInfo = NonNullable<SessionInfo['datagrams']>;

const noBytes = new Uint8Array();
const finOf = {
  in: 'The other side has sent its last byte (FIN).',
  out: 'Our side has sent its last byte (FIN).',
} as const;

/** A peer that we disconnect ends its side because we ended ours. */
const finAnswered = 'The other side has answered our FIN with its own.';

interface SessionWireParts {
  readonly endpoint: Endpoint;
  readonly log: SessionLog;
  readonly clock: Clock;
  /** The state changes. */
  readonly apply: (event: SessionEvent) => void;
  /** Facts have changed. */
  readonly changed: () => void;
  /** A client may send over this link from now on. */
  readonly ready: (entry: PeerEntry) => void;
  /** As `LinkSink.owed`. */
  readonly owed: (entry: PeerEntry) => Promise<void> | null;
  /** The last event. */
  readonly closed: (outcome: LinkOutcome, at: number) => void;
}

/** Turns what the sockets report into records, facts and state, in that order. */
export class SessionWire implements ReconnectingSink {
  readonly table = new PeerTable();
  /** How the client got to its link, in its latest attempt. */
  readonly facts = new Cell<ConnectionFacts>(noFacts);
  readonly unsent = new UnsentMessages((entry, note, detail) => this.event('failed', entry, note, detail));
  /** Messages that had not left when our side ended. */
  readonly left = new Load();
  private datagramFacts: DatagramFacts | null = null;
  private undeliveredDatagrams: DatagramInfo['undelivered'] = null;
  private readonly parts: SessionWireParts;
  private readonly isServer: boolean;
  private readonly canPause: boolean;
  /** The link of a client, while it is open. */
  private own: PeerEntry | null = null;
  /** How many peers there were when this attempt began. */
  private peersBefore = 0;
  private readonly heldPeers = new Set<PeerEntry>();
  private isBound = false;
  private groupCount = 0;
  private isHeld = false;
  private wasFailing = false;
  private isEnding = false;

  constructor(parts: SessionWireParts) {
    this.parts = parts;
    this.isServer = isServer(parts.endpoint.kind);
    this.canPause = factsOf(parts.endpoint.kind).can.pause;
  }

  /** Pauses or resumes reading from all peers. */
  hold(isHeld: boolean): void {
    const { isFailing } = this.parts.log;
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

  /** Closes the link to one peer. */
  close(entry: PeerEntry): void {
    entry.isClosing = true;
    entry.link?.close();
    this.readOrNot(entry);
  }

  /** Closes all links, by calling their endpoint's `close`. Messages that no longer leave are counted. */
  closeAll(close: () => void): void {
    this.isEnding = true;
    for (const entry of this.table.openPeers()) entry.isClosing = true;
    close();
    for (const entry of this.table.openPeers()) this.readOrNot(entry);
  }

  /** Facts about a UDP socket, once it is open. */
  get datagramInfo(): DatagramInfo | null {
    return this.datagramFacts && { ...this.datagramFacts, undelivered: this.undeliveredDatagrams };
  }

  /** Throws NOT_FOUND for a peer that is not listed. */
  factsOf(peer: PeerId | null): Cell<ConnectionFacts> {
    return peer === null ? this.facts : this.table.facts(peer);
  }

  event<Kind extends EventKind>(
    kind: Kind,
    entry: PeerEntry | null,
    note: string,
    detail: DetailOf<Kind>,
    at = this.parts.clock.nowUs(),
  ): void {
    const peer = entry?.id ?? null;
    this.parts.log.append({ at, peer, direction: null, kind, bytes: noBytes, note, detail }, entry);
  }

  recordSent(entry: PeerEntry, kind: SendKind, bytes: Uint8Array): void {
    const at = this.parts.clock.nowUs();
    entry.bytesOut += bytes.length;
    this.parts.log.append({ at, peer: entry.id, direction: 'out', kind, bytes, note: null }, entry);
  }

  messageFailed(entry: PeerEntry, failure: Unsent): void {
    this.unsent.failed(entry, failure);
    if (this.isEnding) this.left.add(failure.size);
    if (!failure.isRecorded) return;
    entry.bytesOut -= failure.size;
    this.parts.log.counts.uncountSent(failure.size);
  }

  listening(facts: { readonly local: string; readonly url: string }, at: number): void {
    this.isBound = true;
    this.event('listening', null, `Listening at ${facts.url}`, facts, at);
    this.parts.log.opened(facts.url);
    this.setOwnFacts({ ...this.facts.value, local: facts.local });
    this.parts.apply({ type: 'listening', ...facts, at });
  }

  linkOpened(link: Link, facts: LinkFacts, at: number): LinkSink {
    const { proxy, handshake } = this.facts.value;
    // A client reports what its handshake said while it connects, ahead of the link.
    const known = this.isServer || !handshake ? facts : { ...facts, handshake };
    const entry = this.table.add(link, known, at);
    const { local, remote, note, isReady = true } = facts;
    const route = this.isServer ? `${remote} → ${local}` : `${local} → ${remote}`;
    const detail = detailOfOpened(known, this.isServer ? null : proxy);
    this.event('opened', entry, note === null ? route : `${route}, ${note}`, detail, at);
    if (this.isOwn(entry)) this.opensOwn(entry);
    if (isReady) this.isReady(entry, at);
    if (this.isHeld) link.pause();
    return {
      payload: (payload) => this.payload(entry, payload),
      ended: (direction, endedAt) => this.ended(entry, direction, endedAt),
      secured: (tls, securedAt) => this.secured(entry, tls, isReady, securedAt),
      closed: (outcome, closedAt) => this.linkClosed(entry, outcome, closedAt),
      owed: () => this.parts.owed(entry),
      readsOn: () => void (entry.readsOn = true),
    };
  }

  warned(message: string, at: number, detail: Warning = { what: 'warning', code: null }): void {
    this.event('failed', null, message, detail, at);
  }

  undelivered(message: string, at: number, code: string | null = null): void {
    const count = (this.undeliveredDatagrams?.count ?? 0) + 1;
    this.undeliveredDatagrams = { count, reason: message };
    this.event('failed', this.own, message, { what: 'datagram', code }, at);
    this.parts.changed();
  }

  progressed(facts: ConnectionFacts): void {
    this.setOwnFacts(facts);
    this.parts.changed();
  }

  groups(groups: Parameters<ReconnectingSink['groups']>[0], note: string, at: number): void {
    const did = groups.length < this.groupCount ? 'left' : 'joined';
    this.groupCount = groups.length;
    this.event('changed', null, note, { what: 'groups', did, groups: [...groups] }, at);
    this.parts.apply({ type: 'groupsChanged', groups });
  }

  datagrams(facts: DatagramFacts, note: string | null, at: number): void {
    const before = this.datagramFacts?.droppedByKernel ?? 0;
    this.datagramFacts = facts;
    if (note !== null) {
      const { droppedByKernel, receiveBufferBytes } = facts;
      const datagrams = Math.max(0, (droppedByKernel ?? 0) - before);
      this.event('gap', null, note, { what: 'system', datagrams, receiveBufferBytes }, at);
    }
    this.parts.changed();
  }

  waiting(retry: Retry, outcome: LinkOutcome, at: number): void {
    const { delayMs, ...next } = retry;
    this.recordOutcome(outcome, at);
    const { attempt, attempts } = next;
    const detail = { attempt, attempts, delayMs, at: next.at };
    this.event('waiting', null, describeRetry(attempt, attempts, delayMs), detail, at);
    this.parts.apply({ type: 'waiting', outcome, retry: next });
  }

  retrying(): void {
    this.peersBefore = this.table.total;
    this.parts.apply({ type: 'retrying', at: this.parts.clock.nowUs() });
  }

  closed(outcome: LinkOutcome, at: number): void {
    this.recordOutcome(outcome, at);
    this.parts.closed(outcome, at);
  }

  /** A client's link has already recorded how it closed; without a link, or with a socket bound beside it, the endpoint does. */
  private recordOutcome(outcome: LinkOutcome, at: number): void {
    if (this.table.total > this.peersBefore && !this.isBound) return;
    this.tellEnd(null, outcome, at);
  }

  /** An opener that reports no steps has facts all the same. */
  private opensOwn(entry: PeerEntry): void {
    const { local, remote, subprotocol, tls } = entry.facts;
    const before = this.facts.value;
    this.own = entry;
    this.setOwnFacts({
      ...before,
      startedAt: before.startedAt ?? entry.openedAt,
      local,
      remote,
      subprotocol,
      tls: before.tls ?? tls,
    });
  }

  /** A UDP socket hears from others, too; the peer it was opened for stays its own. */
  private isOwn({ id }: PeerEntry): boolean {
    const { endpoint } = this.parts;
    return !doesListen(endpoint) && (isClient(endpoint.kind) || id === 1);
  }

  private isReady(entry: PeerEntry, at: number): void {
    if (!this.isOwn(entry)) return;
    const { local, remote, subprotocol } = entry.facts;
    this.parts.apply({ type: 'clientOpened', local: local ?? '', remote: remote ?? '', subprotocol, at });
    // In the same turn, so that nothing can be sent ahead of the opening messages.
    this.parts.ready(entry);
  }

  private secured(entry: PeerEntry, tls: TlsFacts, wasReady: boolean, at: number): void {
    this.event('secured', entry, describeTls(tls), detailOfTls(tls), at);
    setFacts(entry, { ...entry.facts, tls });
    if (entry === this.own) this.setOwnFacts({ ...this.facts.value, tls });
    if (!wasReady) this.isReady(entry, at);
    this.parts.changed();
  }

  private linkClosed(entry: PeerEntry, outcome: LinkOutcome, at: number): void {
    this.table.close(entry);
    this.heldPeers.delete(entry);
    this.unsent.closed(entry);
    if (entry === this.own) this.own = null;
    this.tellUnkept(entry, at);
    this.tellEnd(entry, outcome, at);
  }

  /** Records the end of a link, or of the endpoint itself. */
  private tellEnd(entry: PeerEntry | null, outcome: LinkOutcome, at: number): void {
    const { clean, reason } = outcome;
    if (clean) this.event('closed', entry, reason, detailOfClosed(outcome), at);
    else this.event('failed', entry, reason, detailOfFailed(outcome, entry ? null : this.facts.value), at);
  }

  private ended(entry: PeerEntry, direction: Direction, at: number): void {
    const isAnswer = entry.isClosing && direction === 'in';
    const detail = { side: direction === 'in' ? 'peer' : 'us', isAnswer } as const;
    this.event('ended', entry, isAnswer ? finAnswered : finOf[direction], detail, at);
  }

  /**
   * A link that is being closed is read to its end. It still waits for a slow disk, for as long as it can, so that nothing is lost, but not
   * for a failing one.
   */
  private readOrNot(entry: PeerEntry): void {
    const isHeld = entry.isClosing
      ? this.isHeld && !this.parts.log.isFailing
      : this.isHeld || this.heldPeers.has(entry);
    if (isHeld) entry.link?.pause();
    else entry.link?.resume();
  }

  private setOwnFacts(facts: ConnectionFacts): void {
    this.facts.set(facts);
    if (this.own) setFacts(this.own, facts);
    if (!this.isServer) this.parts.log.facts(facts);
  }

  private payload(entry: PeerEntry, payload: LinkPayload): void {
    const { log } = this.parts;
    const { kind, direction, bytes, note, detail = null, given = false } = payload;
    if (direction === 'in') entry.bytesIn += bytes.length;
    else entry.bytesOut += bytes.length;
    const isUnheld = entry.readsOn || (entry.isClosing && log.isFailing);
    const isLost = isUnheld && this.isHeld && log.isBehind;
    if (isLost && direction === 'in' && kind !== 'close') {
      entry.unkeptPayloads += 1;
      entry.unkeptBytes += bytes.length;
      log.countUnkept(payload);
      return;
    }
    log.append({ at: payload.atUs, peer: entry.id, direction, kind, bytes, note, detail, given }, entry);
  }

  /** A link that is being closed is paused for a while at most: when what waits for the disk reaches its limit, further payloads are not kept. */
  private tellUnkept(entry: PeerEntry, at: number): void {
    if (entry.unkeptPayloads === 0) return;
    this.parts.log.notKept(entry.unkeptPayloads);
    const { unkeptPayloads: payloadsIn, unkeptBytes: bytesIn } = entry;
    const note = describeUnkept(entry, nounOf(this.parts.endpoint.kind));
    this.event('gap', entry, note, { what: 'closing', payloadsIn, bytesIn }, at);
  }
}
