import { countedInWords } from '../../../shared/base/quantity.ts';
import type { PeerEntry } from './peerTable.ts';
import type { SessionLog } from './sessionLog.ts';

/** 1 s: how often a failure that keeps repeating for the same reason is reported. */
const tellAgainMs = 1000;

/** A message that did not leave, and why, in a sentence. */
export interface Unsent {
  readonly reason: string;
  /** The system's, or the protocol's. */
  readonly code: string | null;
  /** The variable of this machine that a person has to allow the workspace first. */
  readonly allows?: string | undefined;
  readonly size: number;
  /** A record says that it was sent: it failed after it was handed over. */
  readonly isRecorded: boolean;
  /** It was a message, or the end of one: neither a control frame nor a fragment that more were to follow. */
  readonly isMessage?: boolean;
}

interface Series {
  readonly reason: string;
  readonly code: string | null;
  more: number;
  moreBytes: number;
}

/**
 * Reports a message that was not sent, then counts the following ones that fail for the same reason: when a socket fails, every message
 * waiting for it does.
 */
export class UnsentMessages {
  private readonly log: Pick<SessionLog, 'event'>;
  private readonly series = new Map<PeerEntry, Series>();
  private timer: NodeJS.Timeout | null = null;

  constructor(log: Pick<SessionLog, 'event'>) {
    this.log = log;
  }

  failed(entry: PeerEntry, { reason, code, size, allows }: Unsent): void {
    const series = this.series.get(entry);
    if (series?.reason === reason) {
      series.more += 1;
      series.moreBytes += size;
      this.timer ??= setTimeout(() => this.tellAll(), tellAgainMs);
      return;
    }
    if (series) this.tellMore(entry, series);
    this.series.set(entry, { reason, code, more: 0, moreBytes: 0 });
    const note = `The last message was not sent: ${reason}`;
    const detail = {
      ...({ what: 'messages', count: 1, bytes: size, code, reason, isFurther: false } as const),
      ...(allows !== undefined && { allows }),
    };
    this.log.event({ kind: 'failed', note, detail }, entry);
    // A message can outlive its link, such as one that waited for the disk: nobody closes the entry afterwards.
    if (entry.link === null) this.closed(entry);
  }

  /** A message has left again: the next failure is news. */
  sent(entry: PeerEntry): void {
    if (this.series.size === 0) return;
    const series = this.series.get(entry);
    if (!series) return;
    this.tellMore(entry, series);
    this.series.delete(entry);
  }

  /** The link is closed; the messages waiting for it fail within the turn. */
  closed(entry: PeerEntry): void {
    setImmediate(() => this.sent(entry));
  }

  tellAll(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    for (const [entry, series] of this.series) this.tellMore(entry, series);
  }

  private tellMore(entry: PeerEntry, series: Series): void {
    const { reason, code, more, moreBytes } = series;
    if (more === 0) return;
    series.more = 0;
    series.moreBytes = 0;
    const messages = countedInWords(more, 'more message');
    const bytes = countedInWords(moreBytes, 'byte');
    const note = `Not sent either: ${messages} (${bytes}), for the same reason.`;
    const counted = { count: more, bytes: moreBytes };
    const detail = { what: 'messages', ...counted, code, reason, isFurther: true } as const;
    this.log.event({ kind: 'failed', note, detail }, entry);
  }
}
