import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { WirebenchError } from '../../../../shared/base/errors.ts';
import type { MarkedStretch } from '../../../../shared/model/mark.ts';
import { recordingNameSchema } from '../../../../shared/model/recording.ts';
import { holdFile } from './fileLock.ts';
import { LiveQueries } from './liveQueries.ts';
import { Reader } from './reader.ts';
import { Salvager } from './salvager.ts';
import type { ClearedRecords } from '../clearedRecords.ts';
import type {
  FileLock,
  PassProgress,
  RecordingFacts,
  RecordingHead,
  RecordReader,
  RecordWriter,
  RecordWriterEvents,
  Store,
} from '../store.ts';
import { usualPatience, type WritePatience } from '../writePatience.ts';
import { StoreChannel } from './storeChannel.ts';
import { Writer } from './writer.ts';

/** The options of a store; its patience is the usual one unless told. */
interface StoreOptions {
  readonly workerUrl: URL;
  readonly patience?: WritePatience | undefined;
  /** True where nobody reads a finished file while another is recorded: the worker that writes reads them, too, and is the only one. */
  readonly readsWhereItWrites?: boolean;
}

/**
 * Creates the store. It has two workers, each started when it is first needed, and again if it ended unexpectedly: one writes, and reads
 * what it is writing; the other reads finished files, and searches files of both kinds. So a long search never delays a recording.
 */
export function createStore(options: StoreOptions): Store {
  return new WorkerStore(options);
}

class WorkerStore implements Store {
  private readonly options: StoreOptions;
  /** Each with the real path of its file. */
  private readonly writers = new Map<Writer, string>();
  /** Files that are being created, each with its future real path: they may be on the disk already, and somebody may ask for them. */
  private readonly making = new Map<Promise<Writer>, string>();
  /** What was cleared and may come back, each with the path of its file. */
  private readonly cleared = new Map<ClearedRecords, string>();
  private writing: StoreChannel | null = null;
  private reading: StoreChannel | null = null;
  private closing: Promise<void> | null = null;

  constructor(options: StoreOptions) {
    this.options = options;
  }

  async create(path: string, head: RecordingHead, events: RecordWriterEvents): Promise<RecordWriter> {
    const channel = this.connectWriting();
    const absolute = resolve(path);
    const realPath = await realPathOfNew(absolute);
    const making = this.make(channel, absolute, head, events);
    this.making.set(making, realPath);
    try {
      const writer = await making;
      this.writers.set(writer, realPath);
      return writer;
    } finally {
      this.making.delete(making);
    }
  }

  /** A reader of a file that is being written finds everything appended so far. */
  open(path: string): Promise<RecordReader> {
    return this.openReader(path);
  }

  private async openReader(path: string): Promise<Reader> {
    const writer = await this.writerOf(path);
    await writer?.flush();
    // It may have been finished meanwhile, and is then a file like any other.
    if (writer && this.writers.has(writer)) return this.openLive(resolve(path));
    const channel = this.connectFinished();
    const file = channel.newFile();
    const mayReturn = this.firstReturnable(path) !== null;
    await channel.call('open', { file, path: resolve(path), isLive: false, mayReturn });
    return new Reader(channel, file);
  }

  salvage(path: string): Promise<Salvager> {
    return Salvager.open(this.connectFinished(), resolve(path));
  }

  async summarize(path: string): Promise<RecordingFacts> {
    return (await this.channelFor(path)).call('summarize', { path: resolve(path) });
  }

  async rename(path: string, name: string): Promise<void> {
    const parsed = recordingNameSchema.safeParse(name);
    if (!parsed.success) {
      throw new WirebenchError('BAD_REQUEST', 'The name of a recording has 1 to 200 characters.');
    }
    await (await this.channelFor(path)).call('setName', { path: resolve(path), name: parsed.data });
  }

  async setNamed(path: string): Promise<void> {
    await (await this.channelFor(path)).call('setName', { path: resolve(path), name: null });
  }

  async setMarks(path: string, stretches: readonly MarkedStretch[]): Promise<readonly MarkedStretch[]> {
    const channel = await this.channelFor(path);
    return (await channel.call('setMarks', { path: resolve(path), stretches })).before;
  }

  async clear(path: string): Promise<ClearedRecords> {
    const cleared = await (await this.channelFor(path)).call('clear', { path: resolve(path) });
    this.cleared.set(cleared, resolve(path));
    return cleared;
  }

  async bringBack(path: string, cleared: ClearedRecords): Promise<void> {
    await (await this.channelFor(path)).call('bringBack', { path: resolve(path), cleared });
    this.cleared.delete(cleared);
  }

  async sweep(path: string, cleared?: ClearedRecords): Promise<void> {
    const swept = [...this.cleared].flatMap(([each, of]) =>
      of === resolve(path) && (cleared ?? each) === each ? [each] : [],
    );
    for (const each of swept) this.cleared.delete(each);
    for (const each of swept) {
      const channel = await this.channelFor(path).catch(() => null);
      const kept = this.firstReturnable(path);
      await channel?.call('sweep', { path: resolve(path), cleared: each, kept }).catch(() => null);
    }
  }

  async copy(path: string, target: string): Promise<void> {
    const copying = this.copying(path, target);
    for (let isDone = false; !isDone;) isDone = (await copying.next()).done === true;
  }

  async *copying(path: string, target: string): AsyncGenerator<number, void> {
    await this.sweep(path);
    const channel = await this.channelFor(path);
    const copy = channel.newFile();
    await channel.call('beginCopy', { copy, path: resolve(path), target: resolve(target) });
    try {
      yield 0;
      for (let isDone = false; !isDone;) {
        const step = await channel.call('stepCopy', { copy });
        isDone = step.isDone;
        yield step.share;
      }
    } finally {
      if (!channel.isLost) await channel.call('endCopy', { copy });
    }
  }

  async *passOver(
    path: string,
    secrets: readonly (readonly Uint8Array[])[],
    target: string | null,
  ): AsyncGenerator<PassProgress, void> {
    // What was deleted is in no copy.
    if (target !== null) await this.sweep(path);
    const reader = await this.openReader(path);
    try {
      yield* reader.passOver(secrets, target && resolve(target));
    } finally {
      await reader.close();
    }
  }

  hold(path: string, lost: () => void = () => undefined): Promise<FileLock | null> {
    return holdFile(this.connectWriting(), resolve(path), () => {
      if (!this.closing) lost();
    });
  }

  async isHeld(path: string): Promise<boolean> {
    return (await this.connectWriting().call('isHeld', { path: resolve(path) })).isHeld;
  }

  close(): Promise<void> {
    this.closing ??= this.closeOnce();
    return this.closing;
  }

  private async closeOnce(): Promise<void> {
    await Promise.allSettled([...this.writers.keys()].map((writer) => writer.finishAtLastRecord()));
    await this.reading?.end();
    await this.writing?.end();
  }

  private async make(
    channel: StoreChannel,
    path: string,
    head: RecordingHead,
    events: RecordWriterEvents,
  ): Promise<Writer> {
    const file = channel.newFile();
    const { patience = usualPatience } = this.options;
    await channel.call('create', { file, path, head: { ...head, name: nameOf(head) }, patience });
    const queries = new LiveQueries(() => this.openLive(path));
    const writer = new Writer(channel, file, head, events, queries, () => this.writers.delete(writer));
    return writer;
  }

  /** The number of the first record of a file that was cleared and may come back. */
  private firstReturnable(path: string): number | null {
    const first = [...this.cleared].flatMap(([{ from }, of]) => (of === resolve(path) ? [from] : []));
    return first.length === 0 ? null : Math.min(...first);
  }

  private async openLive(path: string): Promise<Reader> {
    const channel = this.connectReading();
    const file = channel.newFile();
    await channel.call('open', { file, path, isLive: true, mayReturn: false });
    return new Reader(channel, file);
  }

  /** A question about a file that is being written goes to its writer: there, everything appended so far is in it first. */
  private async channelFor(path: string): Promise<StoreChannel> {
    const writer = await this.writerOf(path);
    if (!writer) return this.connectFinished();
    writer.sendNow();
    return this.connectWriting();
  }

  private async writerOf(path: string): Promise<Writer | undefined> {
    if (this.writers.size === 0 && this.making.size === 0) return undefined;
    const realPath = await realpath(path).catch(() => null);
    const making = [...this.making.keys()].filter((promise) => this.making.get(promise) === realPath);
    await Promise.allSettled(making);
    return [...this.writers.keys()].find((writer) => this.writers.get(writer) === realPath);
  }

  private connectWriting(): StoreChannel {
    this.requireOpen();
    if (!this.writing || this.writing.isLost) this.writing = new StoreChannel(this.options.workerUrl);
    return this.writing;
  }

  /** Where finished files are read. */
  private connectFinished(): StoreChannel {
    return this.options.readsWhereItWrites === true ? this.connectWriting() : this.connectReading();
  }

  private connectReading(): StoreChannel {
    this.requireOpen();
    if (!this.reading || this.reading.isLost) this.reading = new StoreChannel(this.options.workerUrl);
    return this.reading;
  }

  private requireOpen(): void {
    if (!this.closing) return;
    throw new WirebenchError('WRONG_STATE', 'Recordings are closed because Wirebench is ending.');
  }
}

/** The real path of a file that does not exist yet: a link in its place would not be followed, but refused. */
async function realPathOfNew(path: string): Promise<string> {
  const folder = dirname(path);
  return join(await realpath(folder).catch(() => folder), basename(path));
}

/** A session is named after its connection or its address, which may be longer than a name in a list. */
function nameOf(head: RecordingHead): string {
  const parsed = recordingNameSchema.safeParse(head.name.trim().slice(0, 200).toWellFormed());
  return parsed.success ? parsed.data : 'Recording';
}
