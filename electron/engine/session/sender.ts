import { setTimeout as delay } from 'node:timers/promises';
import { messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import type { EndpointKind } from '../../../shared/model/endpointKinds.ts';
import { unsentNote } from '../../../shared/model/record.ts';
import type { SendKind, SendTarget } from '../../../shared/model/sending.ts';
import type { OutgoingMessage } from '../link/link.ts';
import type { PeerEntry, PeerTable } from './peerTable.ts';
import { SendQueue } from './sendQueue.ts';
import { checkMessage } from './sendRules.ts';

/** 1 s for messages under way to fail, once their socket is gone. They do at once; should one not, nobody waits longer for it. */
const longestLastSendMs = 1000;

export interface SenderParts {
  readonly endpoint: EndpointKind;
  readonly table: PeerTable;
  /** A sentence: why nothing may be sent now; null when it may. */
  readonly refusal: () => string | null;
  /** Records what is about to be handed to the operating system. */
  readonly sends: (entry: PeerEntry, kind: SendKind, bytes: Uint8Array) => void;
  readonly failed: (entry: PeerEntry, message: string) => void;
  /** What waits has become less. */
  readonly changed: () => void;
}

/** A message that was not sent, of which a record tells. */
class RecordedFailure extends WirebenchError {}

/** Sends to the peers of a session: in the order of the calls, recorded first, and only so much at a time. */
export class Sender {
  readonly queue = new SendQueue();
  private readonly parts: SenderParts;
  private underWay = 0;
  private idle: PromiseWithResolvers<void> | null = null;
  private greeting: Promise<void> | null = null;

  constructor(parts: SenderParts) {
    this.parts = parts;
  }

  /** As `Session.send`. One promise for a message to one peer, which most are, beside the link's own. */
  async send(to: SendTarget, kind: SendKind, bytes: Uint8Array): Promise<number> {
    if (this.greeting) await this.greeting;
    checkMessage(this.parts.endpoint, kind, bytes);
    this.requireOpen();
    const targets = this.parts.table.targets(to);
    this.queue.take(bytes.length * targets.length);
    this.underWay += 1;
    try {
      const [only] = targets;
      if (only && targets.length === 1 && !this.queue.isShut) {
        await this.sendTo(only, kind, bytes);
        return 1;
      }
      return await this.queue.enter(() => this.sendToAll(targets, kind, bytes));
    } finally {
      this.underWay -= 1;
      if (this.underWay === 0) this.idle?.resolve();
    }
  }

  /**
   * Sends, over a link that is about to be open, ahead of everything else: in the next microtask, since a link is not to be used before
   * who opened it knows where to tell its events. A failure is recorded, and concerns nobody else.
   */
  greet(entry: PeerEntry, messages: readonly OutgoingMessage[]): void {
    if (messages.length === 0) return;
    this.greeting = this.greetSoon(entry, messages);
  }

  /** Resolves when nothing is under way any more: what was when its socket went fails a moment later. */
  async settled(): Promise<void> {
    if (this.underWay === 0) return;
    this.idle ??= Promise.withResolvers<void>();
    const enough = new AbortController();
    const timeout = delay(longestLastSendMs, undefined, { signal: enough.signal }).catch(() => undefined);
    await Promise.race([this.idle.promise, timeout]);
    enough.abort();
  }

  private async greetSoon(entry: PeerEntry, messages: readonly OutgoingMessage[]): Promise<void> {
    await Promise.resolve();
    this.greeting = null;
    for (const message of messages) void this.greetWith(entry, message);
  }

  private async greetWith(entry: PeerEntry, { kind, bytes }: OutgoingMessage): Promise<void> {
    try {
      await this.send(entry.id, kind, bytes);
    } catch (error) {
      if (error instanceof RecordedFailure) return;
      this.parts.failed(entry, `${unsentNote}${messageOf(error)}`);
    }
  }

  private async sendToAll(targets: readonly PeerEntry[], kind: SendKind, bytes: Uint8Array): Promise<number> {
    // Much can have happened while it waited for its turn.
    const refusal = this.parts.refusal();
    if (refusal !== null) {
      this.queue.release(bytes.length * targets.length);
      throw new WirebenchError('WRONG_STATE', refusal);
    }
    const [only] = targets;
    if (only && targets.length === 1) {
      await this.sendTo(only, kind, bytes);
      return 1;
    }
    const outcomes = await Promise.allSettled(targets.map((entry) => this.sendTo(entry, kind, bytes)));
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    const sent = outcomes.filter((outcome) => outcome.status === 'fulfilled').length;
    if (sent === 0 && failure) throw failure.reason;
    return sent;
  }

  private async sendTo(entry: PeerEntry, kind: SendKind, bytes: Uint8Array): Promise<void> {
    try {
      if (!entry.link) throw new Error('The connection closed before this could be sent.');
      this.parts.sends(entry, kind, bytes);
      await entry.link.send({ kind, bytes });
    } catch (error) {
      const message = messageOf(error);
      this.parts.failed(entry, `${unsentNote}${message}`);
      throw new RecordedFailure('WRONG_STATE', message, { cause: error });
    } finally {
      this.queue.release(bytes.length);
      this.parts.changed();
    }
  }

  private requireOpen(): void {
    const refusal = this.parts.refusal();
    if (refusal !== null) throw new WirebenchError('WRONG_STATE', refusal);
  }
}
