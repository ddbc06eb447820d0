import { realpathSync } from 'node:fs';
import { toWireError, WirebenchError } from '../../../shared/base/errors.ts';
import { copyRecording } from './copyRecording.ts';
import { onFile } from './fileProblem.ts';
import { openRecording, renameRecording, type OpenedRecording } from './openRecording.ts';
import type {
  FileId,
  StoreAnswer,
  StoreCall,
  StoreCallName,
  StoreInput,
  StoreOutput,
  StoreRequest,
} from './protocol.ts';
import { RecordingFile } from './recordingFile.ts';
import type { RecordingReads } from './recordingReads.ts';
import type { RecordingHead } from './store.ts';

/** Tells the other thread; buffers in `transfer` are gone afterwards. */
export type Tell = (answer: StoreAnswer, transfer: readonly ArrayBuffer[]) => void;

type Handlers = {
  readonly [Name in StoreCallName]: (
    input: StoreInput<Name>,
  ) => StoreOutput<Name> | Promise<StoreOutput<Name>>;
};

/** All session files of one worker: does what is asked of them, for each file in the order of the asking. */
export class StoreService {
  private readonly tell: Tell;
  private readonly writers = new Map<FileId, RecordingFile>();
  private readonly readers = new Map<FileId, OpenedRecording>();
  private readonly copies = new Set<Promise<unknown>>();
  private readonly handlers: Handlers = {
    create: ({ file, path, head }) => this.create(file, path, head),
    open: ({ file, path }) => this.open(file, path),
    info: async ({ file }) => (await this.readsOf(file)).info(),
    rows: async ({ file, from, count }) => (await this.readsOf(file)).rows(from, count),
    tail: async ({ file, count }) => (await this.readsOf(file)).tail(count),
    bytes: async ({ file, seq, offset, length }) => (await this.readsOf(file)).bytes(seq, offset, length),
    flush: ({ file }) => this.flush(file),
    finish: ({ file, endedAt }) => this.finish(file, endedAt),
    release: ({ file }) => this.release(file),
    summarize: ({ path }) => this.summarize(path),
    rename: ({ path, name }) => this.rename(path, name),
    copy: ({ path, target }) => this.copy(path, target),
    end: () => this.end(),
  };

  constructor(tell: Tell) {
    this.tell = tell;
  }

  handle(request: StoreRequest): void {
    if (request.type === 'append') this.writers.get(request.file)?.append(request);
    else void this.answer(request);
  }

  private async answer(call: StoreCall): Promise<void> {
    try {
      // The handler found under a call's name takes that call: TypeScript does not follow a union through an index.
      const handler = this.handlers[call.type] as (input: StoreCall) => Promise<StoreOutput<StoreCallName>>;
      const output = await handler(call);
      this.tell({ type: 'result', id: call.id, output }, buffersOf(output));
    } catch (error) {
      this.tell({ type: 'error', id: call.id, error: toWireError(error) }, []);
    }
  }

  private create(file: FileId, path: string, head: RecordingHead): null {
    const recording = RecordingFile.create(path, head, {
      committed: (total, bytes, buffers) =>
        this.tell({ type: 'committed', file, total, bytes, buffers }, buffers),
      held: (message) => this.tell({ type: 'held', file, message }, []),
      recovered: () => this.tell({ type: 'recovered', file }, []),
      stopped: (message, fromSeq) => this.tell({ type: 'stopped', file, message, fromSeq }, []),
    });
    this.writers.set(file, recording);
    return null;
  }

  private async open(file: FileId, path: string): Promise<null> {
    await this.liveAt(path)?.settle();
    this.readers.set(file, openRecording(path));
    return null;
  }

  /** What is appended is committed first, so that nothing is shown that could still be lost. */
  private async readsOf(file: FileId): Promise<RecordingReads> {
    const writer = this.writers.get(file);
    await writer?.settle();
    const reads = writer?.reads ?? this.readers.get(file)?.reads;
    if (reads) return reads;
    throw new WirebenchError('WRONG_STATE', 'This recording is closed. Open it again.');
  }

  private async flush(file: FileId): Promise<null> {
    const writer = this.writers.get(file);
    writer?.tryNow();
    await writer?.settle();
    return null;
  }

  private async finish(file: FileId, endedAt: number): Promise<null> {
    await this.writers.get(file)?.finish(endedAt);
    return this.release(file);
  }

  private async release(file: FileId): Promise<null> {
    await this.writers.get(file)?.close();
    this.writers.delete(file);
    this.readers.get(file)?.database.close();
    this.readers.delete(file);
    return null;
  }

  private async summarize(path: string): Promise<StoreOutput<'summarize'>> {
    await this.liveAt(path)?.settle();
    const { database, reads } = openRecording(path);
    try {
      return reads.summary();
    } finally {
      database.close();
    }
  }

  private async rename(path: string, name: string): Promise<null> {
    await this.liveAt(path)?.settle();
    renameRecording(path, name);
    return null;
  }

  /** A file that is written here is copied through its writer: through another connection each commit would begin the copy anew. */
  private async copy(path: string, target: string): Promise<null> {
    const live = this.liveAt(path);
    await live?.settle();
    const source = live ?? openRecording(path);
    const copying = copyRecording(source.database, target);
    const owner = live?.copies ?? this.copies;
    owner.add(copying);
    try {
      await copying;
      return null;
    } finally {
      owner.delete(copying);
      if (!live) source.database.close();
    }
  }

  private async end(): Promise<null> {
    await Promise.allSettled(this.copies);
    for (const file of [...this.writers.keys(), ...this.readers.keys()]) await this.release(file);
    return null;
  }

  private liveAt(path: string): RecordingFile | undefined {
    const realPath = onFile(path, () => realpathSync(path));
    return [...this.writers.values()].find((writer) => writer.realPath === realPath);
  }
}

/** The buffers of an answer that are handed over instead of copied. */
function buffersOf(output: StoreOutput<StoreCallName>): ArrayBuffer[] {
  if (output === null) return [];
  if ('body' in output) return [output.body.buffer];
  return 'bytes' in output ? [output.bytes.buffer] : [];
}
