import { codeOf, messageOf } from '../../../shared/base/errors.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import {
  answerLimitBytes,
  answerLimitMessages,
  type OutgoingMessage,
  type SendKind,
} from '../../../shared/model/sending.ts';
import type { FileToSend } from './fileSending.ts';
import type { FileSends } from './fileSends.ts';
import { Load } from './load.ts';
import type { PeerFlow } from './peerFlow.ts';
import { isWaitedFor, type PeerEntry } from './peerTable.ts';
import { RecordedFailure, type Sender } from './sender.ts';
import type { SentMessages } from './sentMessages.ts';
import type { Unanswered } from './session.ts';
import type { ReadNow } from './writtenMessages.ts';

interface AnswersParts {
  readonly sender: Pick<Sender, 'ahead' | 'answer' | 'untilSettled'>;
  readonly files: Pick<FileSends, 'answer'>;
  readonly flow: Pick<PeerFlow, 'holdPeer'>;
  readonly sent: Pick<SentMessages, 'failed'>;
}

/** A file to answer with, as what it is sent, its size in bytes as it was looked at, and how it is opened. */
export interface AnsweringFile {
  readonly kind: SendKind;
  readonly size: number;
  readonly open: () => Promise<FileToSend>;
}

/** The answers that are owed because of one peer. */
class Debt extends Load {
  readonly asker: PeerEntry;
  isHeld = false;
  /** Reading resumes soon. */
  isReleased = false;

  constructor(asker: PeerEntry) {
    super();
    this.asker = asker;
  }
}

/**
 * Answers owed to peers, within a budget that all peers share. Beyond it, a peer whose messages are answered is not read from until these
 * answers have been accepted, or half of the budget is free again.
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

  /**
   * Answers `asker`, whose message it was, or another peer in its place. Neither a peer that is being disconnected nor anybody for it is
   * owed anything more.
   */
  answer(to: PeerEntry, message: OutgoingMessage, asker = to): void {
    if (asker.isClosing || to.isClosing || to.link === null) return;
    const debt = this.debtFor(asker);
    const size = message.bytes.length;
    debt.add(size);
    this.total.add(size);
    if (this.isTooMuch() && !debt.isHeld) debt.isHeld = this.parts.flow.holdPeer(asker, true);
    if (this.isTooMuch() && !debt.isHeld) {
      this.notTaken(to, debt, size);
      return;
    }
    this.send(to, message).then(
      () => this.paid(debt, size),
      (error: unknown) => {
        this.failed(to, size, error);
        this.paid(debt, size);
      },
    );
  }

  /** The same with a file, of which only a piece at a time counts as waiting. */
  answerFile(to: PeerEntry, { kind, size, open }: AnsweringFile): void {
    if (to.isClosing || to.link === null) return;
    const debt = this.debtFor(to);
    debt.add(0);
    this.total.add(0);
    const answered = this.parts.files.answer(to, kind, open).then(
      () => this.paid(debt, 0),
      (error: unknown) => {
        this.failed(to, size, error);
        this.paid(debt, 0);
      },
    );
    // It may still be opened when the session ends, which waits until it is recorded what was not sent.
    void this.parts.sender.untilSettled(answered);
  }

  /** The same with messages that may have to be read first, when their turn has come: they are owed from now on. */
  answerRead(to: PeerEntry, read: () => ReadNow): void {
    const reading = this.parts.sender.ahead(to, read, (message) => {
      if (message.ok) this.answer(to, message.value);
      // It cannot be sent, since nobody can tell what it stands for.
      else if (isWaitedFor(to))
        this.failed(to, 0, new Error(message.problem.message), message.problem.allows);
    });
    if (reading !== null) void this.owe(reading);
  }

  /** Something is owed whose size is not known yet. */
  private async owe(reading: Promise<void>): Promise<void> {
    this.total.add(0);
    await reading;
    this.total.remove(0);
    this.settleIfPaid();
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

  private paid(debt: Debt, size: number): void {
    debt.remove(size);
    this.total.remove(size);
    if (debt.isHeld && !debt.isReleased && this.mayRead(debt)) {
      debt.isReleased = true;
      // A turn later: a socket that resumes at once delivers the next chunk before anything else gets a turn.
      setImmediate(() => this.release(debt));
    }
    if (debt.count === 0 && !debt.isHeld) this.debts.delete(debt.asker);
    this.settleIfPaid();
  }

  private settleIfPaid(): void {
    if (this.total.count > 0) return;
    this.settling?.resolve();
    this.settling = null;
  }

  private release(debt: Debt): void {
    debt.isReleased = false;
    // More answers may be owed by now; then this is checked again as they are paid.
    if (!this.mayRead(debt)) return;
    debt.isHeld = false;
    this.parts.flow.holdPeer(debt.asker, false);
    if (debt.count === 0) this.debts.delete(debt.asker);
  }

  private mayRead(debt: Debt): boolean {
    return debt.count === 0 || this.hasRoom();
  }

  /** UDP peers cannot be paused, so the answer is dropped. */
  private notTaken(entry: PeerEntry, debt: Debt, size: number): void {
    this.failed(entry, size, new Error(tooMuch));
    this.paid(debt, size);
  }

  private failed(entry: PeerEntry, size: number, error: unknown, allows?: string): void {
    const reason = messageOf(error);
    if (!(error instanceof RecordedFailure))
      this.parts.sent.failed(entry, { reason, code: codeOf(error) ?? null, allows, size, isRecorded: false });
    // A peer that was disconnected meanwhile is owed nothing more.
    if (entry.isClosing) return;
    this.failures ??= { count: 0, bytes: 0, peer: entry.id, address: entry.address, reason };
    this.failures.count += 1;
    this.failures.bytes += size;
  }

  private debtFor(asker: PeerEntry): Debt {
    const known = this.debts.get(asker);
    if (known) return known;
    const debt = new Debt(asker);
    this.debts.set(asker, debt);
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
