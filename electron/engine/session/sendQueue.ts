import { WirebenchError } from '../../../shared/base/errors.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import { queueLimitBytes, queueLimitMessages, type WaitReason } from '../../../shared/model/sending.ts';
import { Load } from './load.ts';

interface Waiting {
  readonly run: () => void;
  /** Tells whether part of this work is for this peer. */
  readonly isFor: (peer: object) => boolean;
}

/** What holds messages up that wait in our own turns, and not at a peer or for the disk. */
export type HoldUp = Exclude<WaitReason, 'peer' | 'disk'>;

/** The messages waiting to be handed to the operating system: counts them and refuses those beyond the limit. */
export class SendQueue {
  private readonly load = new Load();
  private shutNow = false;
  private readonly waiting: Waiting[] = [];
  private readonly heldUp = noneHeldUp();
  private readonly heldAnswers = noneHeldUp();

  get queuedBytes(): number {
    return this.load.bytes;
  }

  get isShut(): boolean {
    return this.shutNow;
  }

  /** What most of the messages wait for. */
  get waitsFor(): WaitReason {
    if (this.shutNow) return 'disk';
    const weigh = this.isOfMany ? ({ count }: Load): number => count : ({ bytes }: Load): number => bytes;
    return mostOf(weigh(this.load), (reason) => weigh(this.heldUp[reason]));
  }

  /** The same with answers, of which so many bytes wait: they have no room here. */
  waitsForWith(owedBytes: number): WaitReason {
    if (owedBytes === 0 || this.shutNow) return this.waitsFor;
    const held = (reason: HoldUp): number => this.heldUp[reason].bytes + this.heldAnswers[reason].bytes;
    return mostOf(this.load.bytes + owedBytes, held);
  }

  /**
   * Takes note of what a message waits for that has its room here, or, if told, of an answer, until the function that is returned is called.
   */
  heldUpBy(what: HoldUp, size: number, isAnswer = false): () => void {
    const load = (isAnswer ? this.heldAnswers : this.heldUp)[what];
    load.add(size);
    return () => load.remove(size);
  }

  /** Throws LIMIT when something is waiting already and this would exceed 16 MiB or 16,384 messages. Nothing is kept then. */
  take(size: number, messages = 1): void {
    const { bytes, count } = this.load;
    const isTooMuch = bytes + size * messages > queueLimitBytes || count + messages > queueLimitMessages;
    if (count > 0 && isTooMuch) throw this.refusal();
    for (let left = messages; left > 0; left -= 1) this.load.add(size);
  }

  /** Gives back what `take` has taken, or some of its messages. */
  release(size: number, messages = 1): void {
    for (let left = messages; left > 0; left -= 1) this.load.remove(size);
  }

  /**
   * Runs the work at once, or, while the queue is shut, when it opens again; always in the order of the calls. `isFor` says whether the
   * work is for a given peer.
   */
  enter<Result>(
    work: () => Promise<Result>,
    isFor: (peer: object) => boolean = () => false,
  ): Promise<Result> {
    if (!this.shutNow) return work();
    return new Promise((resolve) => this.waiting.push({ run: () => resolve(work()), isFor }));
  }

  /** Resolves when everything waiting here for this peer has had its turn; null when nothing is waiting. */
  passed(peer: object): Promise<void> | null {
    return this.waiting.some(({ isFor }) => isFor(peer)) ? this.enter(() => Promise.resolve()) : null;
  }

  /** A message is recorded before it is sent: while nothing more can be recorded, messages wait here, where their bytes are counted. */
  shut(): void {
    this.shutNow = true;
  }

  open(): void {
    this.shutNow = false;
    // The work let in may be enough to shut the queue again.
    for (let next = this.waiting.shift(); next; next = this.shutNow ? undefined : this.waiting.shift())
      next.run();
  }

  /** Their number says more than their bytes. */
  private get isOfMany(): boolean {
    return this.load.bytes <= queueLimitBytes / 2;
  }

  private refusal(): WirebenchError {
    const { bytes, count } = this.load;
    const waiting = this.isOfMany
      ? `${formatCount(count)} messages wait`
      : `${(bytes / 1024 / 1024).toFixed(1)} MiB wait`;
    return new WirebenchError(
      'LIMIT',
      `${waiting} to be sent because ${reasons[this.waitsFor]}, so this message was not accepted. Send it again when the queue is shorter.`,
    );
  }
}

const holdUps: readonly HoldUp[] = ['file', 'fragments', 'reading'];

function noneHeldUp(): Readonly<Record<HoldUp, Load>> {
  return { file: new Load(), fragments: new Load(), reading: new Load() };
}

/** What most of the whole waits for: its parts that are held up, or the peer with the rest. */
function mostOf(whole: number, held: (reason: HoldUp) => number): WaitReason {
  const atPeer = holdUps.reduce((rest, reason) => rest - held(reason), whole);
  return holdUps.reduce<readonly [WaitReason, number]>(
    (most, reason) => (held(reason) > most[1] ? [reason, held(reason)] : most),
    ['peer', atPeer],
  )[0];
}

const reasons: Readonly<Record<WaitReason, string>> = {
  peer: 'the other side does not read',
  disk: 'the disk cannot keep up',
  file: 'a file before them is still being sent',
  fragments: 'a message in fragments before them has not ended',
  reading: 'what one before them stands for is still being read',
};
