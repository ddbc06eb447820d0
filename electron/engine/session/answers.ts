import { codeOf, messageOf } from '../../../shared/base/errors.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import {
  answerLimitBytes,
  answerLimitMessages,
  type OutgoingMessage,
} from '../../../shared/model/sending.ts';
import { Load } from './load.ts';
import type { PeerFlow } from './peerFlow.ts';
import type { PeerEntry } from './peerTable.ts';
import { RecordedFailure, type Sender } from './sender.ts';
import type { SentMessages } from './sentMessages.ts';
import type { Unanswered } from './session.ts';

interface AnswersParts {
  readonly sender: Pick<Sender, 'answer'>;
  readonly flow: Pick<PeerFlow, 'holdPeer'>;
  readonly sent: Pick<SentMessages, 'failed'>;
}

/** The answers owed to one peer. */
class Debt extends Load {
  isHeld = false;
  /** Reading resumes soon. */
  isReleased = false;
}

/**
 * Answers owed to peers, within a budget that all peers share. Beyond it, a peer that gets an answer is not read from until it has accepted
 * its answers, or half of the budget is free again.
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

  /** A peer that is being disconnected is owed nothing more. */
  answer(entry: PeerEntry, message: OutgoingMessage): void {
    if (entry.isClosing || entry.link === null) return;
    const debt = this.debtTo(entry);
    const size = message.bytes.length;
    debt.add(size);
    this.total.add(size);
    if (this.isTooMuch() && !debt.isHeld) debt.isHeld = this.parts.flow.holdPeer(entry, true);
    if (this.isTooMuch() && !debt.isHeld) {
      this.notTaken(entry, debt, size);
      return;
    }
    this.send(entry, message).then(
      () => this.paid(entry, debt, size),
      (error: unknown) => {
        this.failed(entry, size, error);
        this.paid(entry, debt, size);
      },
    );
  }

  /** An answer cannot be sent, since nobody can tell what it stands for. */
  unread(entry: PeerEntry, reason: string): void {
    if (!entry.isClosing && entry.link !== null) this.failed(entry, 0, new Error(reason));
  }

  /** Resolves when no answers are owed. */
  async settled(): Promise<void> {
    if (this.total.count === 0) return;
    this.settling ??= Promise.withResolvers<void>();
    await this.settling.promise;
  }

  private send(entry: PeerEntry, message: OutgoingMessage): Promise<unknown> {
    try {
      return this.parts.sender.answer(entry, message);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(messageOf(error)));
    }
  }

  private paid(entry: PeerEntry, debt: Debt, size: number): void {
    debt.remove(size);
    this.total.remove(size);
    if (debt.isHeld && !debt.isReleased && this.mayRead(debt)) {
      debt.isReleased = true;
      // A turn later: a socket that resumes at once delivers the next chunk before anything else gets a turn.
      setImmediate(() => this.release(entry, debt));
    }
    if (debt.count === 0 && !debt.isHeld) this.debts.delete(entry);
    if (this.total.count > 0) return;
    this.settling?.resolve();
    this.settling = null;
  }

  private release(entry: PeerEntry, debt: Debt): void {
    debt.isReleased = false;
    // More answers may be owed by now; then this is checked again as they are paid.
    if (!this.mayRead(debt)) return;
    debt.isHeld = false;
    this.parts.flow.holdPeer(entry, false);
    if (debt.count === 0) this.debts.delete(entry);
  }

  private mayRead(debt: Debt): boolean {
    return debt.count === 0 || this.hasRoom();
  }

  /** UDP peers cannot be paused, so the answer is dropped. */
  private notTaken(entry: PeerEntry, debt: Debt, size: number): void {
    this.failed(entry, size, new Error(tooMuch));
    this.paid(entry, debt, size);
  }

  private failed(entry: PeerEntry, size: number, error: unknown): void {
    const reason = messageOf(error);
    if (!(error instanceof RecordedFailure))
      this.parts.sent.failed(entry, { reason, code: codeOf(error) ?? null, size, isRecorded: false });
    // A peer that was disconnected meanwhile is owed nothing more.
    if (entry.isClosing) return;
    this.failures ??= { count: 0, bytes: 0, peer: entry.id, address: entry.address, reason };
    this.failures.count += 1;
    this.failures.bytes += size;
  }

  private debtTo(entry: PeerEntry): Debt {
    const known = this.debts.get(entry);
    if (known) return known;
    const debt = new Debt();
    this.debts.set(entry, debt);
    return debt;
  }

  private isTooMuch(): boolean {
    return this.total.bytes > answerLimitBytes || this.total.count > answerLimitMessages;
  }

  private hasRoom(): boolean {
    return this.total.bytes <= answerLimitBytes / 2 && this.total.count <= answerLimitMessages / 2;
  }
}

const tooMuch = `More than ${formatCount(answerLimitMessages)} answers or ${answerLimitBytes / 1024 / 1024} MiB of them are waiting to be sent, and UDP has no flow control.`;
