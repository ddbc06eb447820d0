import { WirebenchError } from '../../../shared/base/errors.ts';
import { isDatagram } from '../../../shared/model/endpointKinds.ts';
import { fileProblem, type Destination } from '../../../shared/model/messageProblem.ts';
import type { SendKind, SendTarget } from '../../../shared/model/sending.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { FileSending, type FileSendingParts, type FileToSend, type OutgoingFile } from './fileSending.ts';
import type { PeerEntry, PeerTable } from './peerTable.ts';
import { endTurn, PeerTurn } from './peerTurn.ts';
import type { Sender } from './sender.ts';

/** 256 KiB at a time: as fast as larger pieces, and a slow peer still shows progress. As much of a file is in memory. */
const largestPieceBytes = 256 * 1024;
/** 32 MiB of all files that are on their way: a server may greet thousands of clients with one, each at its own pace. */
const allPiecesBytes = 32 * 1024 * 1024;
/** 4 KiB: below it, the work for each piece is more than that for its bytes. */
const smallestPieceBytes = 4096;

interface FileSendsParts extends Omit<FileSendingParts, 'pieceBytes' | 'endpoint'> {
  readonly destination: Destination;
  readonly table: Pick<PeerTable, 'targets'>;
  readonly sender: Pick<Sender, 'begin' | 'queue' | 'refusal' | 'requireOpen'>;
}

/** A file that was begun: what it becomes is told by the promise. */
interface BegunFile {
  readonly sending: Promise<number>;
}

/**
 * Sends files in pieces, in flat memory: one at a time that is sent by a call, and one to each peer as an answer. Whatever else is for its peers
 * waits, but pings and pongs do not.
 */
export class FileSends {
  private readonly parts: FileSendsParts;
  private readonly sendingParts: FileSendingParts;
  /** The one that was asked for by a call. */
  private current: FileSending | null = null;
  private readonly all = new Map<FileSending, Promise<unknown>>();

  constructor(parts: FileSendsParts) {
    this.parts = parts;
    const pieceBytes = (): number => {
      const share = Math.floor(allPiecesBytes / Math.max(1, this.all.size));
      return Math.min(largestPieceBytes, Math.max(smallestPieceBytes, share));
    };
    this.sendingParts = { ...parts, endpoint: parts.destination.kind, pieceBytes };
  }

  get progress(): SessionInfo['sendingFile'] {
    if (this.current === null) return null;
    const { file, sentBytes } = this.current;
    return { name: file.name.slice(-longestName), size: file.size, sentBytes };
  }

  /**
   * Takes over the file, and resolves when nothing that is sent afterwards can leave before it; text is looked through first. `sending` resolves
   * with the number of peers that it was handed to as a whole. Rejects, with a sentence, with what refuses it; the caller closes the file then.
   */
  async begin(to: SendTarget, outgoing: OutgoingFile): Promise<BegunFile> {
    const { destination, sender } = this.parts;
    this.requireSendable(outgoing);
    sender.requireOpen();
    if (isDatagram(destination.kind)) return await this.asDatagram(to, outgoing);
    this.requireFree();
    const sending = new FileSending(this.sendingParts, outgoing);
    this.current = sending;
    try {
      if (outgoing.kind === 'text') {
        this.parts.pulse.now();
        await sending.requireText();
      }
      return { sending: this.run(sending, await this.freeTargets(to, sending)) };
    } catch (error) {
      this.current = null;
      this.parts.pulse.now();
      throw error;
    }
  }

  /**
   * Sends a file to one peer, opened and read for it alone; what is sent to it afterwards leaves afterwards. Resolves when it has left as a
   * whole, and rejects with a sentence: with a `RecordedFailure` where a record reports it.
   */
  async answer(entry: PeerEntry, kind: SendKind, open: () => Promise<FileToSend>): Promise<void> {
    if (entry.turn !== null) return await entry.turn.enter(() => this.answer(entry, kind, open));
    // It may have waited for long, and a file that is opened for nobody takes a descriptor.
    if (entry.link === null)
      throw new WirebenchError('WRONG_STATE', 'The connection closed before this could be sent.');
    entry.turn = new PeerTurn('file');
    let sending: FileSending;
    try {
      sending = await this.openAnswer(kind, open);
    } catch (error) {
      endTurn(entry);
      throw error;
    }
    await this.run(sending, [entry]);
  }

  /** Throws WRONG_STATE when none is on its way, or nothing of it is left to be held back. */
  cancel(): void {
    if (this.current === null) throw new WirebenchError('WRONG_STATE', 'No file is being sent.');
    const { file, isHandedOver } = this.current;
    if (isHandedOver) {
      const message = `All of “${file.name}” is on its way already. Disconnect to stop it.`;
      throw new WirebenchError('WRONG_STATE', message);
    }
    this.current.cancel('It was cancelled.');
  }

  /** Throws WRONG_STATE where a file is on its way to one of these; `what` says, in the imperative, what may be done when it has left. */
  requireNone(entries: readonly PeerEntry[], what: string): void {
    if (!entries.some(({ turn }) => turn?.of === 'file')) return;
    const found = [...this.all.keys()].find((sending) => entries.some((entry) => sending.isFor(entry)));
    // One that is only being opened has no name yet.
    const name = found === undefined ? 'A file' : `“${found.file.name}”`;
    const cancel = found !== undefined && found === this.current ? ', or cancel it' : '';
    const message = `${name} is still being sent over this connection. ${what} when it has left${cancel}.`;
    throw new WirebenchError('WRONG_STATE', message);
  }

  /** The wire has ended. Resolves when it is recorded what was not sent. */
  async end(): Promise<void> {
    this.current?.cancel('The connection closed.');
    for (const sending of this.all.keys()) sending.cancel('The connection closed.');
    await Promise.all(this.all.values());
  }

  private run(sending: FileSending, peers: readonly PeerEntry[]): Promise<number> {
    const running = sending.run(peers).finally(() => {
      this.all.delete(sending);
      if (this.current !== sending) return;
      this.current = null;
      this.parts.pulse.now();
    });
    this.all.set(
      sending,
      running.catch(() => undefined),
    );
    return running;
  }

  private async openAnswer(kind: SendKind, open: () => Promise<FileToSend>): Promise<FileSending> {
    const file = await open();
    try {
      const outgoing = { file, kind, origin: 'answer' } as const;
      this.requireSendable(outgoing);
      // It was opened while the session ended.
      this.parts.sender.requireOpen();
      const sending = new FileSending(this.sendingParts, outgoing);
      if (kind === 'text') await this.lookThrough(sending);
      return sending;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Looks through the text of an answer; not to its end when the session ends. */
  private async lookThrough(sending: FileSending): Promise<void> {
    const looked = sending.requireText();
    this.all.set(
      sending,
      looked.catch(() => undefined),
    );
    try {
      await looked;
    } finally {
      this.all.delete(sending);
    }
  }

  private requireSendable({ file: { name, size }, kind }: OutgoingFile): void {
    const problem = fileProblem({ name, size, kind }, this.parts.destination);
    if (problem !== null) throw new WirebenchError('BAD_REQUEST', problem);
  }

  private requireFree(): void {
    if (this.current === null) return;
    const { name } = this.current.file;
    const message = `“${name}” is still being sent over this connection. Wait until it has left, or cancel it.`;
    throw new WirebenchError('WRONG_STATE', message);
  }

  /**
   * The peers that are meant now, once the greetings that are still read for them have gone before; to none of them a file or a message in
   * fragments is on its way.
   */
  private async freeTargets(to: SendTarget, sending: FileSending): Promise<readonly PeerEntry[]> {
    const { sender, table } = this.parts;
    sender.requireOpen();
    const meant = table.targets(to);
    const read = (): PeerTurn | null => meant.find(({ turn }) => turn?.of === 'reading')?.turn ?? null;
    await sending.orCancelled(async () => {
      for (let turn = read(); turn !== null; turn = read()) await turn.enter(() => Promise.resolve());
    });
    sender.requireOpen();
    const stayed = meant.filter(({ link }) => link !== null);
    // Whoever has connected meanwhile is not meant. Those that were meant one by one have to be there.
    const isAnybody = to === 'all' && stayed.length > 0;
    const targets = isAnybody ? stayed : table.targets(meant.map(({ id }) => id));
    this.requireNone(targets, 'Send the file');
    if (targets.every(({ turn }) => turn === null)) return targets;
    const message =
      'A message is being sent in fragments over this connection. Send the file when it has left.';
    throw new WirebenchError('WRONG_STATE', message);
  }

  private async asDatagram(to: SendTarget, { file, kind, origin }: OutgoingFile): Promise<BegunFile> {
    const bytes = await file.read(new Uint8Array(file.size));
    // Nothing is waited for between the beginning and the answer: it may fail at once.
    await file.close();
    return { sending: this.parts.sender.begin(to, { kind, bytes, origin }) };
  }
}

/** As many characters of a path as a window shows. */
const longestName = 300;
