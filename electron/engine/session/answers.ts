import { codeOf, messageOf } from '../../../shared/base/errors.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import { answerLimitBytes, answerLimitMessages } from '../../../shared/model/sending.ts';
import type { OutgoingMessage } from '../link/link.ts';
import { Load } from './load.ts';
import type { PeerEntry } from './peerTable.ts';
import { RecordedFailure } from './sender.ts';
import type { Unanswered } from './session.ts';
import type { Unsent } from './unsentMessages.ts';

export interface AnswersParts {
  /** Throws or rejects for what cannot be sent. */
  readonly send: (entry: PeerEntry, message: OutgoingMessage) => Promise<unknown>;
  /** Reads from the peer, or no more; false where nobody can be held. */
  readonly hold: (entry: PeerEntry, isHeld: boolean) => boolean;
  /** Records that an answer was not sent. */
  readonly failed: (entry: PeerEntry, unsent: Unsent) => void;
}

/** What one peer is owed. */
class Debt extends Load {
  isHeld = false;
  /** It is read on soon. */
  isReleased = false;
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
    debt.add(size);
    this.total.add(size);
    if (this.isTooMuch() && !debt.isHeld) debt.isHeld = this.parts.hold(entry, true);
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

  /** Resolves when nothing is owed any more. */
  async settled(): Promise<void> {
    if (this.total.count === 0) return;
    this.settling ??= Promise.withResolvers<void>();
    await this.settling.promise;
  }

  private send(entry: PeerEntry, message: OutgoingMessage): Promise<unknown> {
    try {
      return this.parts.send(entry, message);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(messageOf(error)));
    }
  }

  private paid(entry: PeerEntry, debt: Debt, size: number): void {
    debt.remove(size);
    this.total.remove(size);
    if (debt.isHeld && !debt.isReleased && this.mayRead(debt)) {
      debt.isReleased = true;
      // A turn later: a socket that is read on at once gives the next chunk before anybody else has had a turn.
      setImmediate(() => this.release(entry, debt));
    }
    if (debt.count === 0 && !debt.isHeld) this.debts.delete(entry);
    if (this.total.count > 0) return;
    this.settling?.resolve();
    this.settling = null;
  }

  private release(entry: PeerEntry, debt: Debt): void {
    debt.isReleased = false;
    // It may owe more again; then it is asked as that is paid.
    if (!this.mayRead(debt)) return;
    debt.isHeld = false;
    this.parts.hold(entry, false);
    if (debt.count === 0) this.debts.delete(entry);
  }

  private mayRead(debt: Debt): boolean {
    return debt.count === 0 || this.hasRoom();
  }

  /** Nobody can be held over UDP, so there it is too much. */
  private notTaken(entry: PeerEntry, debt: Debt, size: number): void {
    this.failed(entry, size, new Error(tooMuch));
    this.paid(entry, debt, size);
  }

  private failed(entry: PeerEntry, size: number, error: unknown): void {
    const reason = messageOf(error);
    if (!(error instanceof RecordedFailure))
      this.parts.failed(entry, { reason, code: codeOf(error) ?? null, size, isRecorded: false });
    // Who was disconnected meanwhile is owed nothing any more.
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

const tooMuch = `More than ${formatCount(answerLimitMessages)} answers or ${answerLimitBytes / 1024 / 1024} MiB of them wait to be sent, and nobody can be held back over UDP.`;
