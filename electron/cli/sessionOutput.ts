import type { RecordContent } from '../../shared/model/record.ts';
import type { Session } from '../engine/session/session.ts';
import type { RecordReader } from '../engine/store/store.ts';
import { followRecords } from './followRecords.ts';
import { Milestones, type Milestone } from './milestones.ts';
import { ReceivedPayloads } from './receivedPayloads.ts';
import type { Ending, RecordPrinter } from './recordPrinter.ts';

interface SessionOutputParts {
  readonly session: Session;
  readonly printer: RecordPrinter;
  /** As it was asked for; for a server, the real address is used instead. */
  readonly url: string;
  readonly isServer: boolean;
  readonly hasDialogue: boolean;
  /** Received payloads beyond this number are in the file, but not printed. */
  readonly until: number | null;
  /** Prints the beginning and the end, but no records. */
  readonly isQuiet: boolean;
  /** Fires when the reader has gone. */
  readonly gone: AbortSignal;
}

/** Prints one session, from its beginning to its end, in the order of its records. */
export class SessionOutput {
  private readonly parts: SessionOutputParts;
  private readonly milestones: Milestones;
  private readonly received: ReceivedPayloads;

  constructor(parts: SessionOutputParts) {
    this.parts = parts;
    this.milestones = new Milestones(parts.session, parts.isServer, !parts.isQuiet);
    this.received = new ReceivedPayloads(parts.hasDialogue);
  }

  async print(): Promise<void> {
    const { session, printer, isQuiet, gone } = this.parts;
    if (isQuiet) {
      for await (const milestone of this.milestones.inOrder(gone)) await this.tell(milestone);
    } else {
      await followRecords(
        session,
        printer.windowBytes,
        (records, reader) => this.records(records, reader),
        gone,
      );
    }
    await session.ended;
    await printer.closed(endingOf(session));
  }

  /** An opening is printed before its record, a later milestone after. */
  private async records(records: readonly RecordContent[], reader: RecordReader): Promise<void> {
    let shown: RecordContent[] = [];
    const flush = async (): Promise<void> => {
      if (shown.length > 0) await this.parts.printer.records(shown, reader);
      shown = [];
    };
    for (const row of records) {
      const milestone = this.milestones.take(row.seq);
      const isBeginning = milestone?.type === 'open' || milestone?.type === 'listening';
      if (milestone && isBeginning) {
        await flush();
        await this.tell(milestone);
      }
      if (this.isWithinLimit(row)) shown.push(row);
      if (milestone && !isBeginning) {
        await flush();
        await this.tell(milestone);
      }
    }
    await flush();
  }

  /** Payloads that came while the session was ending are in the file; here, `--until 3` shows three received payloads. */
  private isWithinLimit(row: RecordContent): boolean {
    return !this.received.take(row) || this.parts.until === null || this.received.count <= this.parts.until;
  }

  private tell(milestone: Milestone): Promise<void> {
    const { printer, url, session } = this.parts;
    switch (milestone.type) {
      case 'open':
        return printer.began('open', session.endpoint.address, milestone.opening);
      case 'listening':
        return printer.began('listening', session.info.value.url ?? url, milestone.opening);
      case 'secured':
        return printer.secured(milestone.facts);
      case 'waiting':
        return printer.waiting(milestone.retry);
    }
  }
}

/** How a session ended, as it is printed; for one that never opened, the facts say how far it got. */
export function endingOf(session: Session): Ending {
  const { reason, phase, problem, openedAt } = session.info.value;
  return {
    reason: reason ?? 'Closed.',
    failed: phase === 'failed',
    code: problem?.code ?? null,
    field: problem?.field ?? null,
    facts: openedAt === null ? session.facts(null).value : null,
  };
}
