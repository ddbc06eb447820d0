import type { TlsFacts } from '../../../shared/model/facts.ts';
import type { RecordedNoun } from '../../../shared/model/endpointKinds.ts';
import type { Direction } from '../../../shared/model/record.ts';
import type { LinkOutcome, LinkPayload, LinkSink } from '../link/link.ts';
import { endedNote, endNote, securedNote, unkeptNote } from './eventNotes.ts';
import type { InfoPulse } from './infoPulse.ts';
import type { OwnLink } from './ownLink.ts';
import type { PeerFlow } from './peerFlow.ts';
import type { PeerEntry, PeerTable } from './peerTable.ts';
import type { Sender } from './sender.ts';
import type { SentMessages } from './sentMessages.ts';
import type { SessionLife } from './sessionLife.ts';
import type { SessionLog } from './sessionLog.ts';

/** The parts of a session that the events of a link change. */
export interface LinkRecordsParts {
  readonly log: Pick<SessionLog, 'append' | 'event' | 'countUnkept' | 'notKept'>;
  readonly table: PeerTable;
  readonly flow: PeerFlow;
  readonly own: OwnLink;
  readonly life: Pick<SessionLife, 'apply'>;
  readonly sent: Pick<SentMessages, 'linkClosed'>;
  readonly sender: Pick<Sender, 'linkClosed' | 'opened' | 'owed'>;
  readonly pulse: Pick<InfoPulse, 'now'>;
  /** What sentences call a payload. */
  readonly noun: RecordedNoun;
}

/** Turns what one link reports into records, facts and state, in that order. */
export class LinkRecords implements LinkSink {
  private readonly parts: LinkRecordsParts;
  private readonly entry: PeerEntry;
  private isReady = false;

  constructor(parts: LinkRecordsParts, entry: PeerEntry) {
    this.parts = parts;
    this.entry = entry;
  }

  /** From now on messages can be sent over it: at once, or when it has TLS. */
  ready(at: number): void {
    const { entry } = this;
    const { own, life, sender } = this.parts;
    this.isReady = true;
    if (!own.is(entry)) return;
    const { local, remote, subprotocol } = entry.facts;
    life.apply({ type: 'clientOpened', local: local ?? '', remote: remote ?? '', subprotocol, at });
    // In the same turn, so that nothing can be sent ahead of the opening messages.
    sender.opened(entry);
  }

  payload(payload: LinkPayload): void {
    const { entry } = this;
    const { log, flow } = this.parts;
    const { kind, direction, bytes, note, detail = null, given = false } = payload;
    if (direction === 'in') entry.bytesIn += bytes.length;
    else entry.bytesOut += bytes.length;
    if (flow.isOverflowing(entry) && direction === 'in' && kind !== 'close') {
      entry.unkeptPayloads += 1;
      entry.unkeptBytes += bytes.length;
      log.countUnkept(payload);
      return;
    }
    log.append({ at: payload.atUs, peer: entry.id, direction, kind, bytes, note, detail, given }, entry);
  }

  ended(direction: Direction, at: number): void {
    const isAnswer = this.entry.isClosing && direction === 'in';
    this.parts.log.event(endedNote(direction, isAnswer), this.entry, at);
  }

  secured(tls: TlsFacts, at: number): void {
    const { log, own, pulse } = this.parts;
    log.event(securedNote(tls), this.entry, at);
    own.secured(this.entry, tls);
    if (!this.isReady) this.ready(at);
    pulse.now();
  }

  closed(outcome: LinkOutcome, at: number): void {
    const { entry } = this;
    const { log, table, flow, own, sent, sender } = this.parts;
    table.close(entry);
    flow.closed(entry);
    sender.linkClosed(entry);
    sent.linkClosed(entry);
    own.closed(entry);
    this.tellUnkept(outcome, at);
    log.event(endNote(outcome, null), entry, at);
  }

  readsOn(): void {
    this.entry.readsOn = true;
  }

  owed(): Promise<void> | null {
    return this.parts.sender.owed(this.entry);
  }

  /** A link that is being closed is paused for a while at most: when what waits for the disk reaches its limit, further payloads are not kept. */
  private tellUnkept({ keptSending = false }: LinkOutcome, at: number): void {
    const { entry } = this;
    const { log, noun } = this.parts;
    if (entry.unkeptPayloads === 0) return;
    if (!keptSending) log.notKept(entry.unkeptPayloads);
    log.event(unkeptNote(entry, noun), entry, at);
  }
}
