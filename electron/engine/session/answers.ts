import { messageOf } from '../../../shared/base/errors.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import { answerLimitBytes, answerLimitMessages } from '../../../shared/model/sending.ts';
import type { OutgoingMessage } from '../link/link.ts';
import { Load } from './load.ts';
import type { PeerEntry } from './peerTable.ts';
import type { Unanswered } from './session.ts';

export interface AnswersParts {
  readonly send: (entry: PeerEntry, message: OutgoingMessage) => Promise<void>;
  /** Reads from the peer, or no more; false where nobody can be held. */
  readonly hold: (entry: PeerEntry, isHeld: boolean) => boolean;
}

/** What one peer is owed. */
interface Debt extends Load {
  isHeld: boolean;
}

/**
 * Answers that peers are owed, within a budget: a peer that sends and does not read is not read on beyond it, until it has taken what waits
 * for it. The budget is that of all peers together; beyond it, each peer that is answered has to take its answers first.
 */
export class Answers {
  private readonly parts: AnswersParts;
  private readonly total = new Load();
  private readonly debts = new Map<PeerEntry, Debt>();
  private settling: PromiseWithResolvers<void> | null = null;
  private failures: Unanswered | null = null;

  constructor(parts: AnswersParts) {
    this.parts = parts;
  }

  get owedBytes(): number {
    return this.total.bytes;
  }

  /** Answers that were not sent; null when all were. */
  get unanswered(): Unanswered | null {
    return this.failures;
  }

  /** Who is being disconnected is owed nothing any more. */
  answer(entry: PeerEntry, message: OutgoingMessage): void {
    if (entry.isClosing || entry.link === null) return;
    const debt = this.debtTo(entry);
    const size = message.bytes.length;
    if (this.isTooMuch() && !debt.isHeld) {
      debt.isHeld = this.parts.hold(entry, true);
      if (!debt.isHeld) {
        this.failed(entry, size, tooMuch);
        return;
      }
    }
    debt.add(size);
    this.total.add(size);
    void this.send(entry, message, debt);
  }

  /** Resolves when nothing is owed any more. */
  async settled(): Promise<void> {
    if (this.total.count === 0) return;
    this.settling ??= Promise.withResolvers<void>();
    await this.settling.promise;
  }

  private async send(entry: PeerEntry, message: OutgoingMessage, debt: Debt): Promise<void> {
    const size = message.bytes.length;
    try {
      await this.parts.send(entry, message);
    } catch (error) {
      if (!entry.isClosing) this.failed(entry, size, messageOf(error));
    }
    debt.remove(size);
    this.total.remove(size);
    this.paid(entry, debt);
  }

  private paid(entry: PeerEntry, debt: Debt): void {
    if (debt.isHeld && (debt.count === 0 || this.hasRoom())) {
      debt.isHeld = false;
      this.parts.hold(entry, false);
    }
    if (debt.count === 0) this.debts.delete(entry);
    if (this.total.count > 0) return;
    this.settling?.resolve();
    this.settling = null;
  }

  private failed(entry: PeerEntry, size: number, reason: string): void {
    this.failures ??= { count: 0, bytes: 0, peer: entry.id, address: entry.address, reason };
    this.failures.count += 1;
    this.failures.bytes += size;
  }

  private debtTo(entry: PeerEntry): Debt {
    const known = this.debts.get(entry);
    if (known) return known;
    const debt = Object.assign(new Load(), { isHeld: false });
    this.debts.set(entry, debt);
    return debt;
  }

  private isTooMuch(): boolean {
    return this.total.bytes > answerLimitBytes || this.total.count >= answerLimitMessages;
  }

  private hasRoom(): boolean {
    return this.total.bytes <= answerLimitBytes / 2 && this.total.count <= answerLimitMessages / 2;
  }
}

const tooMuch = `More than ${formatCount(answerLimitMessages)} answers or ${answerLimitBytes / 1024 / 1024} MiB of them wait to be sent, and nobody can be held over UDP.`;
