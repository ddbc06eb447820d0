import { isServer } from '../../../shared/model/endpointKinds.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { ConnectionFacts } from '../../../shared/model/facts.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import type { Clock } from '../base/deps.ts';
import type { DatagramFacts, Link, LinkFacts, LinkOutcome, LinkSink, Warning } from '../link/link.ts';
import { droppedNote, endNote, groupsNote, listeningNote, openedNote, waitingNote } from './eventNotes.ts';
import { LinkRecords, type LinkRecordsParts } from './linkRecords.ts';
import type { Retry, ReconnectingSink } from './reconnecting.ts';
import type { SessionLog } from './sessionLog.ts';

type DatagramInfo = NonNullable<SessionInfo['datagrams']>;

interface SessionWireParts extends LinkRecordsParts {
  readonly endpoint: Endpoint;
  readonly clock: Clock;
  readonly log: LinkRecordsParts['log'] & Pick<SessionLog, 'opened'>;
}

/** Turns what the sockets report into records, facts and state, in that order. */
export class SessionWire implements ReconnectingSink {
  /** Resolves after the last event, with its time. */
  readonly ended: Promise<number>;
  private readonly parts: SessionWireParts;
  private readonly isServer: boolean;
  private readonly end = Promise.withResolvers<number>();
  private datagramFacts: DatagramFacts | null = null;
  private undeliveredDatagrams: DatagramInfo['undelivered'] = null;
  /** How many peers there were when this attempt began. */
  private peersBefore = 0;
  private isBound = false;
  private groupCount = 0;

  constructor(parts: SessionWireParts) {
    this.parts = parts;
    this.isServer = isServer(parts.endpoint.kind);
    this.ended = this.end.promise;
  }

  /** Facts about a UDP socket, once it is open. */
  get datagramInfo(): DatagramInfo | null {
    return this.datagramFacts && { ...this.datagramFacts, undelivered: this.undeliveredDatagrams };
  }

  listening(facts: { readonly local: string; readonly url: string }, at: number): void {
    const { log, own, life } = this.parts;
    this.isBound = true;
    log.event(listeningNote(facts), null, at);
    log.opened(facts.url);
    own.found({ ...own.facts.value, local: facts.local });
    life.apply({ type: 'listening', ...facts, at });
  }

  linkOpened(link: Link, facts: LinkFacts, at: number): LinkSink {
    const { log, table, flow, own } = this.parts;
    const { proxy, handshake } = own.facts.value;
    // A client reports what its handshake said while it connects, ahead of the link.
    const known = this.isServer || !handshake ? facts : { ...facts, handshake };
    const entry = table.add(link, known, at);
    log.event(openedNote(known, this.isServer, proxy), entry, at);
    if (own.is(entry)) own.opened(entry);
    const records = new LinkRecords(this.parts, entry);
    if (facts.isReady !== false) records.ready(at);
    flow.opened(entry);
    return records;
  }

  warned(note: string, at: number, detail: Warning = { what: 'warning', code: null }): void {
    this.parts.log.event({ kind: 'failed', note, detail }, null, at);
  }

  undelivered(note: string, at: number, code: string | null = null): void {
    const { log, own, pulse } = this.parts;
    const count = (this.undeliveredDatagrams?.count ?? 0) + 1;
    this.undeliveredDatagrams = { count, reason: note };
    log.event({ kind: 'failed', note, detail: { what: 'datagram', code } }, own.peer, at);
    pulse.now();
  }

  progressed(facts: ConnectionFacts): void {
    this.parts.own.found(facts);
    this.parts.pulse.now();
  }

  groups(groups: Parameters<ReconnectingSink['groups']>[0], note: string, at: number): void {
    const did = groups.length < this.groupCount ? 'left' : 'joined';
    this.groupCount = groups.length;
    this.parts.log.event(groupsNote(groups, did, note), null, at);
    this.parts.life.apply({ type: 'groupsChanged', groups });
  }

  datagrams(facts: DatagramFacts, note: string | null, at: number): void {
    const before = this.datagramFacts?.droppedByKernel ?? 0;
    this.datagramFacts = facts;
    if (note !== null) {
      const dropped = Math.max(0, (facts.droppedByKernel ?? 0) - before);
      this.parts.log.event(droppedNote(facts, dropped, note), null, at);
    }
    this.parts.pulse.now();
  }

  waiting(retry: Retry, outcome: LinkOutcome, at: number): void {
    const { delayMs: _, ...next } = retry;
    this.recordOutcome(outcome, at);
    this.parts.log.event(waitingNote(retry), null, at);
    this.parts.life.apply({ type: 'waiting', outcome, retry: next });
  }

  retrying(): void {
    const { table, life, clock } = this.parts;
    this.peersBefore = table.total;
    life.apply({ type: 'retrying', at: clock.nowUs() });
  }

  closed(outcome: LinkOutcome, at: number): void {
    this.recordOutcome(outcome, at);
    this.parts.life.apply({ type: 'closed', outcome, at });
    this.end.resolve(at);
  }

  /** A client's link has already recorded how it closed; without a link, or with a socket bound beside it, the endpoint does. */
  private recordOutcome(outcome: LinkOutcome, at: number): void {
    const { log, table, own } = this.parts;
    if (table.total > this.peersBefore && !this.isBound) return;
    log.event(endNote(outcome, own.facts.value), null, at);
  }
}
