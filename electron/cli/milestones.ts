import { onAbort } from '../../shared/base/onAbort.ts';
import { Cell } from '../../shared/base/signal.ts';
import type { ConnectionFacts } from '../../shared/model/facts.ts';
import { isConnectionless } from '../../shared/model/endpointKinds.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import type { Session, SessionRecord } from '../engine/session/session.ts';
import type { Opening } from './recordPrinter.ts';

/** What the output says beside the records: a client has connected (again), has switched to TLS, or waits; a server listens. */
export type Milestone =
  | { readonly type: 'open' | 'listening'; readonly opening: Opening | null }
  | { readonly type: 'secured'; readonly facts: ConnectionFacts }
  | { readonly type: 'waiting'; readonly retry: NonNullable<SessionInfo['retry']> };

/** Captures the state at the time of a record, since the session may be further on when the record is printed. */
export class Milestones {
  private readonly session: Session;
  private readonly isServer: boolean;
  private readonly isConnectionless: boolean;
  private readonly isByRecord: boolean;
  /** In the order of their records. */
  private readonly untaken: { readonly seq: number | null; readonly milestone: Milestone }[] = [];
  private readonly reached = new Cell(null);
  private hasBegun = false;

  /** `isByRecord`: milestones are taken by the record to which they belong; otherwise in order. */
  constructor(session: Session, isServer: boolean, isByRecord: boolean) {
    this.session = session;
    this.isByRecord = isByRecord;
    this.isServer = isServer;
    this.isConnectionless = isConnectionless(session.info.value.endpoint.kind);
    session.observe((record) => {
      const type = this.typeOf(record);
      // The record comes before the facts and the state that it reports; those are there when this turn ends.
      if (type !== null) queueMicrotask(() => this.keep(type, record.seq));
    });
  }

  /** The milestone that belongs to a record; returned once. */
  take(seq: number): Milestone | undefined {
    const [next] = this.untaken;
    if (next?.seq !== seq) return undefined;
    this.untaken.shift();
    return next.milestone;
  }

  /** Each milestone as it comes, until the session ends or the signal fires: for output without records. */
  async *inOrder(signal: AbortSignal): AsyncGenerator<Milestone, void, undefined> {
    const over = new AbortController();
    const end = (): void => over.abort();
    const listening = onAbort(signal, end);
    void this.session.ended.then(end);
    try {
      for await (const _ of this.reached.changes(over.signal)) yield* this.rest();
      if (!signal.aborted) yield* this.rest();
    } finally {
      listening.dispose();
    }
  }

  private *rest(): Generator<Milestone, void, undefined> {
    for (let next = this.untaken.shift(); next; next = this.untaken.shift()) yield next.milestone;
  }

  /** A server listens once, and so does a UDP socket, which may report many others afterwards; a client opens each time it connects. */
  private typeOf({ kind }: SessionRecord): Milestone['type'] | null {
    if (kind === 'waiting') return 'waiting';
    if (kind === 'secured' && !this.isServer) return 'secured';
    if (kind !== 'opened' && kind !== 'listening') return null;
    if ((this.isServer || this.isConnectionless) && this.hasBegun) return null;
    this.hasBegun = true;
    return this.isServer ? 'listening' : 'open';
  }

  private keep(type: Milestone['type'], seq: number | null): void {
    const milestone = this.describe(type);
    // When records are printed, a milestone whose record could not be written would stay in the queue and hold up the others.
    if (milestone === null || (seq === null && this.isByRecord)) return;
    this.untaken.push({ seq, milestone });
    this.reached.touch();
  }

  private describe(type: Milestone['type']): Milestone | null {
    const info = this.session.info.value;
    const facts = this.session.facts(null).value;
    if (type === 'listening' && !this.isConnectionless) return { type, opening: null };
    if (type === 'open' || type === 'listening') return { type, opening: { facts, info } };
    if (type === 'secured') return { type, facts };
    const { retry } = info;
    return retry === null ? null : { type, retry };
  }
}
