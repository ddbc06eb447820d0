import { setTimeout as delay } from 'node:timers/promises';
import { codeOf, messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import type { EndpointKind } from '../../../shared/model/endpointKinds.ts';
import type { OutgoingMessage, SendTarget } from '../../../shared/model/sending.ts';
import type { InfoPulse } from './infoPulse.ts';
import { isWaitedFor, type PeerEntry, type PeerTable } from './peerTable.ts';
import { endTurn, PeerTurn } from './peerTurn.ts';
import { SendQueue } from './sendQueue.ts';
import { checkMessage, whyNothingIsSent } from './sendRules.ts';
import { endsOutgoing, type OriginatedMessage, type SentMessages } from './sentMessages.ts';
import type { SessionLife } from './sessionLife.ts';
import type { SessionLog } from './sessionLog.ts';
import type { MessageRead, ReadNow, WrittenMessages } from './writtenMessages.ts';

/** 1 s for messages under way to fail, once their socket is gone. They fail at once; if one does not, nobody waits longer for it. */
const longestLastSendMs = 1000;

interface SenderParts {
  readonly endpoint: EndpointKind;
  /** Has the messages sent over each link of a client, ahead of everything else. */
  readonly messages: Pick<WrittenMessages, 'opening'>;
  readonly table: Pick<PeerTable, 'targets'>;
  /** The phase of the session and the state of its recording: they say whether anything is sent. */
  readonly life: Pick<SessionLife, 'phase'>;
  readonly log: Pick<SessionLog, 'policy' | 'state'>;
  readonly sent: Pick<SentMessages, 'handedOver' | 'sent' | 'failed'>;
  readonly pulse: Pick<InfoPulse, 'soon'>;
}

/** A message that was not sent, and that a record already reports. */
export class RecordedFailure extends WirebenchError {}

/**
 * Sends to the peers of a session: in the order of the calls, recorded first, and within a limit. A message that nothing delays is handed
 * to its link in the turn of the call; the promises say what became of it.
 */
export class Sender {
  readonly queue = new SendQueue();
  private readonly parts: SenderParts;
  private underWay = 0;
  private idle: PromiseWithResolvers<void> | null = null;

  constructor(parts: SenderParts) {
    this.parts = parts;
  }

  /** As `Session.send`. For a message to one peer, the usual case, it adds one promise to the link's own. */
  async send(to: SendTarget, message: OriginatedMessage): Promise<number> {
    return await this.begin(to, message);
  }

  /** As `send`, but throws at once what refuses the message before it is handed to a link or waits for one. */
  begin(to: SendTarget, message: OriginatedMessage): Promise<number> {
    checkMessage(this.parts.endpoint, message);
    this.requireOpen();
    const targets = this.parts.table.targets(to);
    this.queue.take(message.bytes.length, targets.length);
    return this.deliver(targets, message, true);
  }

  /** Sends to one peer, however much is waiting: answers have a budget of their own. Throws what `send` rejects with. */
  answer(entry: PeerEntry, message: OutgoingMessage): Promise<unknown> {
    checkMessage(this.parts.endpoint, message);
    this.requireOpen();
    return this.deliver([entry], { ...message, origin: 'answer' }, false);
  }

  /** Sends the opening messages over a link that has just opened. A failure is recorded, and affects nothing else. */
  opened(entry: PeerEntry): void {
    void this.ahead(
      entry,
      () => this.parts.messages.opening(() => isWaitedFor(entry)),
      (message) => void this.sendOpeningMessage(entry, message),
    );
  }

  /**
   * Reads messages for a peer when their turn has come, and sends them ahead of what is given later: in the turn of the call where that takes
   * no time (null); otherwise everything else for the peer waits until they are read.
   */
  ahead(entry: PeerEntry, read: () => ReadNow, send: (message: MessageRead) => void): Promise<void> | null {
    if (entry.turn !== null) return entry.turn.enter(async () => void (await this.ahead(entry, read, send)));
    const messages = read();
    if (messages instanceof Promise) return this.aheadOnceRead(entry, messages, send);
    for (const message of messages) send(message);
    return null;
  }

  private async aheadOnceRead(
    entry: PeerEntry,
    read: Promise<readonly MessageRead[]>,
    send: (message: MessageRead) => void,
  ): Promise<void> {
    const turn = new PeerTurn('reading');
    entry.turn = turn;
    this.underWay += 1;
    const messages = await read;
    entry.turn = null;
    for (const message of messages) send(message);
    turn.end();
    this.oneLess();
  }

  /** What is sent in other ways counts as under way until this settles. Never rejects. */
  async untilSettled(sending: Promise<unknown>): Promise<void> {
    this.underWay += 1;
    await sending.catch(() => undefined);
    this.oneLess();
  }

  /** As `LinkSink.owed`. */
  owed(entry: PeerEntry): Promise<void> | null {
    const { turn } = entry;
    const passed = this.queue.passed(entry);
    // The rest of a message in fragments need not come while its peer closes.
    if (turn === null || turn.of === 'fragments') return passed;
    // A file that is on its way or a message that is read, and what waits for its end, which may be another one.
    return turn.enter(async () => void (await this.owed(entry))).then(() => passed ?? undefined);
  }

  /** The link to a peer has closed: what waited for the end of a message in fragments waits no longer. A file ends by itself. */
  linkClosed(entry: PeerEntry): void {
    if (entry.turn?.of === 'fragments') endTurn(entry);
  }

  /** Resolves when nothing is under way: messages under way when their socket went fail a moment later. */
  async settled(): Promise<void> {
    if (this.underWay === 0) return;
    this.idle ??= Promise.withResolvers<void>();
    const enough = new AbortController();
    const timeout = delay(longestLastSendMs, undefined, { signal: enough.signal }).catch(() => undefined);
    await Promise.race([this.idle.promise, timeout]);
    enough.abort();
  }

  private async sendOpeningMessage(entry: PeerEntry, message: MessageRead): Promise<void> {
    if (!message.ok) {
      const { message: reason, allows } = message.problem;
      this.parts.sent.failed(entry, { reason, code: null, allows, size: 0, isRecorded: false });
      return;
    }
    const { bytes } = message.value;
    try {
      await this.send(entry.id, { ...message.value, origin: 'opening' });
    } catch (error) {
      if (error instanceof RecordedFailure) return;
      this.parts.sent.failed(entry, {
        ...{ reason: messageOf(error), code: codeOf(error) ?? null },
        ...{ size: bytes.length, isRecorded: false },
      });
    }
  }

  /** Returns the number of peers it was sent to. `isQueued`: each of them has its room in the queue, which is given back. */
  private deliver(
    targets: readonly PeerEntry[],
    message: OriginatedMessage,
    isQueued: boolean,
  ): Promise<number> {
    const [only] = targets;
    if (only && targets.length === 1 && !this.queue.isShut) return this.sendTo(only, message, isQueued);
    return this.queue.enter(
      () => this.sendToAll(targets, message, isQueued),
      (peer) => targets.some((entry) => entry === peer),
    );
  }

  private async sendToAll(
    targets: readonly PeerEntry[],
    message: OriginatedMessage,
    isQueued: boolean,
  ): Promise<number> {
    // Much can have happened while the message waited for its turn.
    const refusal = this.refusal();
    if (refusal !== null) {
      for (const entry of targets) {
        this.parts.sent.failed(entry, {
          reason: refusal,
          code: null,
          size: message.bytes.length,
          isRecorded: false,
        });
      }
      if (isQueued) this.queue.release(message.bytes.length, targets.length);
      throw new RecordedFailure('WRONG_STATE', refusal);
    }
    const [only] = targets;
    if (only && targets.length === 1) return this.sendTo(only, message, isQueued);
    const outcomes = await Promise.allSettled(targets.map((entry) => this.sendTo(entry, message, isQueued)));
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    const sent = outcomes.filter((outcome) => outcome.status === 'fulfilled').length;
    if (sent === 0 && failure) throw failure.reason;
    return sent;
  }

  /**
   * Returns 1, for the peer. While a file, or a message in fragments, is on its way to it, only control frames go between (RFC 6455, section
   * 5.4).
   */
  private sendTo(entry: PeerEntry, message: OriginatedMessage, isQueued: boolean): Promise<number> {
    const { turn } = entry;
    const { kind, fragment } = message;
    if (kind === 'ping' || kind === 'pong') return this.handOver(entry, message, isQueued);
    if (turn === null || (turn.of === 'fragments' && fragment !== undefined)) {
      if (fragment === 'more') entry.turn ??= new PeerTurn('fragments');
      const sending = this.handOver(entry, message, isQueued);
      if (fragment === 'last') endTurn(entry);
      return sending;
    }
    const goOn = this.queue.heldUpBy(turn.of, message.bytes.length, !isQueued);
    this.parts.pulse.soon();
    return turn.enter(() => {
      goOn();
      return this.queue.enter(
        () => this.sendToAll([entry], message, isQueued),
        (peer) => peer === entry,
      );
    });
  }

  /** A message that the link itself refuses is not recorded as sent. */
  private async handOver(entry: PeerEntry, message: OriginatedMessage, isQueued: boolean): Promise<number> {
    const { sent } = this.parts;
    const size = message.bytes.length;
    let isRecorded = false;
    this.underWay += 1;
    try {
      if (!entry.link) throw new Error('The connection closed before this could be sent.');
      const refusal = entry.link.refusal?.(message);
      if (refusal) throw refusal;
      sent.handedOver(entry, message);
      isRecorded = true;
      await entry.link.send(message);
      sent.sent(entry);
      return 1;
    } catch (error) {
      const reason = messageOf(error);
      const isMessage = endsOutgoing(message);
      sent.failed(entry, { reason, code: codeOf(error) ?? null, size, isRecorded, isMessage });
      throw new RecordedFailure('WRONG_STATE', reason, { cause: error });
    } finally {
      if (isQueued) this.queue.release(size);
      this.parts.pulse.soon();
      this.oneLess();
    }
  }

  private oneLess(): void {
    this.underWay -= 1;
    if (this.underWay > 0) return;
    this.idle?.resolve();
    this.idle = null;
  }

  /** Throws WRONG_STATE, in a sentence, where nothing may be sent. */
  requireOpen(): void {
    const refusal = this.refusal();
    if (refusal !== null) throw new WirebenchError('WRONG_STATE', refusal);
  }

  /** Why nothing may be sent, or nothing more of what was begun, in a sentence; null when it may. */
  refusal(isBegun = false): string | null {
    const { life, log } = this.parts;
    return whyNothingIsSent(life.phase, log, isBegun);
  }
}
