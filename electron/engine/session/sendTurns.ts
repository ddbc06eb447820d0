import type { SendOrigin } from '../../../shared/model/recordDetail.ts';
import type { OutgoingMessage, SendKind, SendTarget } from '../../../shared/model/sending.ts';
import type { WrittenMessage } from '../../../shared/model/writtenMessage.ts';
import type { Clock } from '../base/deps.ts';
import { Serial } from '../base/serial.ts';
import type { FileToSend } from './fileSending.ts';
import type { FileSends } from './fileSends.ts';
import type { ReadTemplates } from './readTemplates.ts';
import type { Sender } from './sender.ts';
import type { PeerEntry } from './peerTable.ts';
import type { WrittenMessages } from './writtenMessages.ts';

/** A message that was handed to its links, or waits for them: the turn ends before it has left. */
interface Begun {
  readonly sending: Promise<number>;
}

interface TurnOptions {
  /** Why Wirebench sends it by itself; a person does without one. */
  readonly origin?: SendOrigin | null;
  /** It is part of a message. */
  readonly fragment?: OutgoingMessage['fragment'];
  /** Called in the turn in which it is handed over, or begins to wait for its links, with the time of that in microseconds. */
  readonly begun?: (atUs: number) => void;
}

interface SendTurnsParts {
  readonly sender: Sender;
  readonly files: FileSends;
  readonly messages: Pick<WrittenMessages, 'read' | 'sent'>;
  readonly clock: Clock;
}

/**
 * The order in which messages are sent: that of the calls. A message that waits for a file does not let a later one pass, however that one
 * is written; without such a message, one is handed over in the turn of the call.
 */
export class SendTurns {
  private readonly sender: Sender;
  private readonly files: FileSends;
  private readonly messages: Pick<WrittenMessages, 'read' | 'sent'>;
  private readonly clock: Clock;
  private readonly serial = new Serial();
  private waiting = 0;

  constructor({ sender, files, messages, clock }: SendTurnsParts) {
    this.sender = sender;
    this.files = files;
    this.clock = clock;
    this.messages = messages;
  }

  /** As `Session.send`. */
  send(to: SendTarget, kind: SendKind, bytes: Uint8Array, options: TurnOptions = {}): Promise<number> {
    const { origin = null, begun, fragment } = options;
    const message = { kind, bytes, origin, ...(fragment && { fragment }) };
    if (this.waiting === 0 && begun === undefined) return this.sender.send(to, message);
    return this.inTurn(bytes.length, () => {
      const atUs = this.clock.nowUs();
      const sending = this.sender.begin(to, message);
      begun?.(atUs);
      return Promise.resolve({ sending });
    });
  }

  /** As `Session.sendWritten`. */
  sendWritten(
    to: SendTarget,
    written: WrittenMessage,
    templates?: ReadTemplates,
    { origin = null, begun }: TurnOptions = {},
  ): Promise<number> {
    return this.inTurn(written.text.length, async () => {
      const message = await this.messages.read(written, await templates?.());
      const atUs = this.clock.nowUs();
      const sending = this.sender.begin(to, { ...message, origin });
      this.messages.sent(written);
      begun?.(atUs);
      return { sending };
    });
  }

  /** As `Session.sendFile`. */
  sendFile(
    to: SendTarget,
    kind: SendKind,
    open: () => Promise<FileToSend>,
    { origin = null, begun }: TurnOptions = {},
  ): Promise<number> {
    return this.inTurn(0, async () => {
      const file = await open();
      try {
        const sending = await this.files.begin(to, { file, kind, origin });
        begun?.(this.clock.nowUs());
        return sending;
      } catch (error) {
        await file.close();
        throw error;
      }
    });
  }

  /**
   * Does something to each of these peers when all that was given before has been handed to its link: in the turn of the call where nothing
   * waits.
   */
  async after(peers: readonly PeerEntry[], act: (entry: PeerEntry) => void): Promise<void> {
    await this.behind(async () => {
      await Promise.all(peers.map((entry) => this.behindTurns(entry, () => Promise.resolve(act(entry)))));
    });
  }

  /**
   * The same for what may not wait for a file: throws WRONG_STATE, with a sentence that ends with what to do when it has left, where one is on its
   * way to a peer; nothing is done to a peer to which one is by the time of its turn. Resolves with what became of it for each.
   */
  async afterMessages<Result>(
    peers: readonly PeerEntry[],
    what: string,
    act: (entry: PeerEntry) => Promise<Result>,
  ): Promise<PromiseSettledResult<Result>[]> {
    let outcomes: PromiseSettledResult<Result>[] = [];
    await this.behind(async () => {
      this.files.requireNone(peers, what);
      const actOn = (entry: PeerEntry): Promise<Result> => {
        this.files.requireNone([entry], what);
        return act(entry);
      };
      const isOver = (entry: PeerEntry): boolean => entry.turn?.of !== 'reading';
      outcomes = await Promise.allSettled(
        peers.map((entry) => this.behindTurns(entry, async () => await actOn(entry), isOver)),
      );
    });
    return outcomes;
  }

  /** Runs when the messages before have been handed to their links, or wait there: at once where there are none. */
  private async behind(work: () => Promise<void>): Promise<void> {
    if (this.waiting === 0) await work();
    else await this.inTurn(0, () => Promise.resolve({ sending: work().then(() => 0) }));
  }

  /** Runs at once, but behind what is on its way to this peer, and what waits for that or for the disk. `isOver`: nothing is waited for. */
  private behindTurns<Result>(
    entry: PeerEntry,
    work: () => Promise<Result>,
    isOver: (entry: PeerEntry) => boolean = ({ turn }) => turn === null,
  ): Promise<Result> {
    // What follows when a turn ends may be another one.
    return entry.turn === null || isOver(entry)
      ? this.behindDisk(entry, work)
      : entry.turn.enter(() => this.behindTurns(entry, work, isOver));
  }

  /** Runs at once, but behind messages for this peer that wait for the disk. */
  private behindDisk<Result>(entry: PeerEntry, work: () => Promise<Result>): Promise<Result> {
    const { queue } = this.sender;
    return queue.passed(entry) === null ? work() : queue.enter(work);
  }

  /** What waits has its room in the queue, so that it is limited as everything that waits to be sent. */
  private async inTurn(size: number, begin: () => Promise<Begun>): Promise<number> {
    const { queue } = this.sender;
    queue.take(size);
    const read = queue.heldUpBy('reading', size);
    this.waiting += 1;
    const { sending } = await this.serial.run(async () => {
      read();
      queue.release(size);
      try {
        return await begin();
      } finally {
        this.waiting -= 1;
      }
    });
    return await sending;
  }
}
