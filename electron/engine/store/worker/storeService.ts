import { realpathSync } from 'node:fs';
import { toWireError, WirebenchError } from '../../../../shared/base/errors.ts';
import type { KeepLimit } from '../../../../shared/model/session.ts';
import { SecretPasses } from './blank/secretPasses.ts';
import { changeRecording, writeName, type FileChange } from './changeRecording.ts';
import { bringBackRecords, clearRecording, sweepCleared } from './clearRecording.ts';
import { copyRecording, type CopyState } from './copyRecording.ts';
import { onFile } from '../fileProblem.ts';
import {
  neverWait,
  openLiveRecording,
  openRecording,
  requireUnlocked,
  type OpenedRecording,
} from './openRecording.ts';
import type {
  FileId,
  QueryId,
  StoreAnswer,
  StoreCall,
  StoreCallName,
  StoreInput,
  StoreOutput,
  StoreRequest,
} from '../protocol.ts';
import { askUntilFree } from './busyFile.ts';
import { buffersOf } from './buffersOf.ts';
import { HeldFile, holdOutcome } from './heldFile.ts';
import { setMarks } from './markChanges.ts';
import { Migrations } from './migrations.ts';
import { RecordQueries } from './query/recordQueries.ts';
import { RecordingCopies } from './recordingCopies.ts';
import { RecordingFile } from './recordingFile.ts';
import { answerFile, answerQuery } from '../reads.ts';
import type { RecordingFileEvents } from './recordingFileEvents.ts';
import type { RecordingReads } from './recordingReads.ts';
import { SalvagedRecording } from './salvage/salvagedRecording.ts';
import { oldestCurrentVersion } from '../schema.ts';
import type { QueryProgress, Search } from '../store.ts';
import { RecordingSweeps } from './recordingSweeps.ts';
import { syncFile } from './syncFile.ts';

/** Sends to the other thread; buffers in `transfer` are gone afterwards. */
type Tell = (answer: StoreAnswer, transfer: readonly ArrayBuffer[]) => void;

type Handlers = {
  readonly [Name in StoreCallName]: (
    input: StoreInput<Name>,
  ) => StoreOutput<Name> | Promise<StoreOutput<Name>>;
};

/** The session files that one worker writes or reads: handles calls, those about the same file in order. */
export class StoreService {
  private readonly tell: Tell;
  private readonly writers = new Map<FileId, RecordingFile>();
  private readonly readers = new Map<FileId, OpenedRecording & { readonly path: string }>();
  private readonly salvaged = new Map<FileId, SalvagedRecording>();
  private readonly held = new Map<FileId, HeldFile>();
  private readonly copies = new RecordingCopies();
  private readonly passes = new SecretPasses();
  private readonly migrations = new Migrations();
  private readonly syncs = new Set<Promise<unknown>>();
  private readonly sweeps = new RecordingSweeps(
    // Copies take precedence: each commit would restart them.
    (file) => this.readers.has(file) && this.copies.isEmpty,
  );
  private readonly queries = new RecordQueries((query, progress) =>
    this.tell({ type: 'progress', query, progress }, []),
  );
  private readonly handlers: Handlers = {
    create: (input) => this.create(input),
    open: ({ file, ...opening }) => this.open(file, opening),
    salvage: ({ file, path }) => {
      requireUnlocked(path);
      const salvaged = new SalvagedRecording(path);
      this.salvaged.set(file, salvaged);
      return { head: salvaged.head(), marks: salvaged.marks() };
    },
    salvaged: ({ file, from, windowBytes }) => this.salvagedOf(file).contents(from, windowBytes),
    salvagedBytes: ({ file, seq, offset, length }) => this.salvagedOf(file).bytes(seq, offset, length),
    read: async ({ file, name, question }) => answerFile(await this.readsOf(file), name, question),
    query: ({ query, file, filter, from }) => this.query(query, file, { filter, from }),
    queryChanged: ({ query, first, last }) => {
      this.queries.get(query).changed(first, last);
      return null;
    },
    readQuery: ({ query, name, question }) => answerQuery(this.queries.get(query), name, question),
    closeQuery: ({ query }) => {
      this.queries.close(query);
      return null;
    },
    keep: ({ file, limit }) => this.keep(file, limit),
    flush: ({ file }) => this.flush(file),
    finish: ({ file, endedAt }) => this.finish(file, endedAt),
    release: ({ file }) => this.release(file),
    summarize: ({ path }) => this.summarize(path),
    setName: async ({ path, name }) => {
      await this.change(path, (database) => writeName(database, name));
      return null;
    },
    setMarks: ({ path, stretches }) => this.change(path, (database) => setMarks(database, path, stretches)),
    clear: ({ path }) => clearRecording(this.liveAt(path), path),
    bringBack: async ({ path, cleared }) => {
      await bringBackRecords(this.liveAt(path), path, cleared);
      return null;
    },
    sweep: async ({ path, ...swept }) => {
      await sweepCleared(this.liveAt(path), path, swept);
      return null;
    },
    beginCopy: ({ copy, path, target }) => this.copies.begin(copy, (state) => this.copy(path, target, state)),
    stepCopy: ({ copy }) => this.copies.step(copy),
    endCopy: ({ copy }) => this.copies.end(copy),
    beginPass: ({ pass, file, secrets, target }) =>
      this.passes.begin(pass, this.readers.get(file), secrets, target),
    stepPass: ({ pass }) => this.passes.step(pass),
    endPass: ({ pass }) => this.passes.end(pass),
    hold: ({ file, path }) => holdOutcome(path, (held) => this.held.set(file, held)),
    letGo: ({ file }) => {
      this.held.get(file)?.release();
      this.held.delete(file);
      return null;
    },
    isHeld: ({ path }) => ({ isHeld: HeldFile.isHeld(path) }),
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
      // The handler found under a call's name accepts that call: TypeScript does not follow a union through an index.
      const handler = this.handlers[call.type] as (input: StoreCall) => Promise<StoreOutput<StoreCallName>>;
      const output = await askUntilFree(() => handler(call));
      this.tell({ type: 'result', id: call.id, output }, buffersOf(output));
    } catch (error) {
      this.tell({ type: 'error', id: call.id, error: toWireError(error) }, []);
    }
  }

  private create({ file, path, head, patience }: StoreInput<'create'>): null {
    const events: RecordingFileEvents = {
      committed: (total, bytes, buffers) =>
        this.tell({ type: 'committed', file, total, bytes, buffers }, buffers),
      cut: (first) => this.tell({ type: 'cut', file, first }, []),
      held: (message, cause) => this.tell({ type: 'held', file, message, cause }, []),
      recovered: () => this.tell({ type: 'recovered', file }, []),
      stopped: (message, fromSeq) => this.tell({ type: 'stopped', file, message, fromSeq }, []),
    };
    this.writers.set(file, RecordingFile.create(path, head, events, patience));
    return null;
  }

  private async open(
    file: FileId,
    { path, isLive, mayReturn }: Omit<StoreInput<'open'>, 'file'>,
  ): Promise<null> {
    const opened = isLive ? openLiveRecording(path) : await this.openCurrent(path);
    neverWait(opened);
    this.readers.set(file, { ...opened, path });
    if (!isLive && !mayReturn) this.sweeps.begin(file, path, opened);
    return null;
  }

  private query(query: QueryId, file: FileId, search: Search): QueryProgress {
    const opened = this.readers.get(file);
    if (!opened) throw closed();
    return this.queries.open(query, file, opened, search);
  }

  /** A file with older tables is brought up to this version first. */
  private async openCurrent(path: string): Promise<OpenedRecording> {
    await this.migrations.settled(path);
    const opened = openRecording(path);
    if (opened.version >= oldestCurrentVersion) return opened;
    opened.database.close();
    await this.migrations.run(path);
    return openRecording(path);
  }

  /** Commits appended records first, so that nothing is shown that could still be lost. */
  private async readsOf(file: FileId): Promise<RecordingReads> {
    const writer = this.writers.get(file);
    await writer?.settle();
    const reads = writer?.reads ?? this.readers.get(file)?.reads;
    if (reads) return reads;
    throw closed();
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
    const writer = this.writers.get(file);
    await writer?.close();
    this.writers.delete(file);
    if (writer && !writer.isLost) this.syncInBackground(writer.path);
    this.queries.closeAllOf(file);
    const reader = this.readers.get(file);
    this.readers.delete(file);
    if (reader) await this.sweeps.ended(file, reader.path);
    reader?.database.close();
    this.salvaged.get(file)?.[Symbol.dispose]();
    this.salvaged.delete(file);
    return null;
  }

  private salvagedOf(file: FileId): SalvagedRecording {
    const salvaged = this.salvaged.get(file);
    if (salvaged) return salvaged;
    throw closed();
  }

  /** Makes a finished file survive a power failure as well; nobody waits for that. A file deleted meanwhile is skipped. */
  private syncInBackground(path: string): void {
    const sync = syncFile(path)
      .catch(() => undefined)
      .finally(() => this.syncs.delete(sync));
    this.syncs.add(sync);
  }

  private async summarize(path: string): Promise<StoreOutput<'summarize'>> {
    const live = this.liveAt(path);
    await live?.settle();
    // Closing another descriptor of a file that is being written would drop its locks.
    if (live) return live.reads.facts();
    await this.migrations.settled(path);
    const { database, reads } = openRecording(path);
    try {
      return reads.facts();
    } finally {
      database.close();
    }
  }

  private async change<Answer>(path: string, change: FileChange<Answer>): Promise<Answer> {
    await this.migrations.settled(path);
    const live = this.liveAt(path);
    return live ? live.change(change) : changeRecording(path, change);
  }

  private keep(file: FileId, limit: KeepLimit | null): null {
    this.writers.get(file)?.keep(limit);
    return null;
  }

  /** A file that is written here is copied through its writer: through another connection, each commit would restart the copy. */
  private async copy(path: string, target: string, state: CopyState): Promise<void> {
    await this.migrations.settled(path);
    const live = this.liveAt(path);
    await live?.settle();
    const source = live ?? openRecording(path);
    const copying = copyRecording(source.database, target, state);
    live?.copies.add(copying);
    try {
      await copying;
    } finally {
      live?.copies.delete(copying);
      if (!live) source.database.close();
    }
  }

  private async end(): Promise<null> {
    await this.copies.settled();
    this.passes[Symbol.dispose]();
    for (const file of [...this.writers.keys(), ...this.readers.keys(), ...this.salvaged.keys()]) {
      // If one file cannot be closed, the others still are.
      await this.release(file).catch(() => undefined);
    }
    await Promise.all(this.syncs);
    // Last: another program that waits for the lock may write from then on.
    for (const held of this.held.values()) held.release();
    return null;
  }

  private liveAt(path: string): RecordingFile | undefined {
    const realPath = onFile(path, () => realpathSync(path));
    return [...this.writers.values()].find((writer) => !writer.isLost && writer.realPath === realPath);
  }
}

function closed(): WirebenchError {
  return new WirebenchError('WRONG_STATE', 'This recording is closed. Open it again.');
}
