import { Worker } from 'node:worker_threads';
import { messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import { formatCounted } from '../../../shared/base/quantity.ts';
import { orAborted } from '../../../shared/base/orAborted.ts';
import { fail, type Result } from '../../../shared/base/result.ts';
import type {
  ImportContext,
  ImportedCollection,
  RawImportFile,
} from '../../../shared/import/importedTree.ts';

/** What the thread is asked; it answers with the result of `readFiles`. */
export interface ReadingQuestion {
  readonly files: readonly RawImportFile[];
  readonly context: ImportContext;
}

/** What ends a reading. */
interface ReadingLimits {
  /** 60 s unless told: the largest file that is read takes some seconds on a slow machine. */
  readonly longestMs: number;
  /** 1 GiB unless told: 16 MiB of text become some hundred MiB of values. */
  readonly mostMemoryMb: number;
}

const usualLimits: ReadingLimits = { longestMs: 60_000, mostMemoryMb: 1024 };

/**
 * Reads collections of other programs, each in a thread of its own that ends with it: a file takes up to some seconds, in which sessions
 * are served, and one that was made to take longer, or more memory than there is, ends nothing but its thread.
 */
export class CollectionReader {
  private readonly workerUrl: URL;
  private readonly limits: ReadingLimits;
  private readonly closing = new AbortController();
  private readonly readings = new Set<Promise<unknown>>();

  constructor(workerUrl: URL, limits: Partial<ReadingLimits> = {}) {
    this.workerUrl = workerUrl;
    this.limits = { ...usualLimits, ...limits };
  }

  /** A problem is a sentence. Rejects with INTERNAL when the thread fails, and with WRONG_STATE once this is closed. */
  async read(
    files: readonly RawImportFile[],
    context: ImportContext,
  ): Promise<Result<ImportedCollection, string>> {
    const reading = this.readInThread(files.map(copyOf), context);
    this.readings.add(reading);
    try {
      return await reading;
    } finally {
      this.readings.delete(reading);
    }
  }

  /** Ends what is being read. Resolves when no thread is left. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled(this.readings);
  }

  private async readInThread(
    files: readonly OwnFile[],
    context: ImportContext,
  ): Promise<Result<ImportedCollection, string>> {
    const { longestMs, mostMemoryMb } = this.limits;
    const worker = new Worker(this.workerUrl, { resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb } });
    const tooLong = AbortSignal.timeout(longestMs);
    try {
      const question: ReadingQuestion = { files, context };
      worker.postMessage(
        question,
        files.flatMap((file) => ('bytes' in file ? file.bytes.buffer : [])),
      );
      return await orAborted(answerOf(worker), AbortSignal.any([this.closing.signal, tooLong]));
    } catch (error) {
      if (this.closing.signal.aborted)
        throw new WirebenchError('WRONG_STATE', 'Nothing more is imported, because Wirebench is ending.');
      if (tooLong.aborted)
        return fail(`It was not read within ${formatCounted(longestMs / 1000, 'second')}.`);
      if (isOutOfMemory(error)) return fail(`Reading it takes more than ${mostMemoryMb} MiB of memory.`);
      throw new WirebenchError('INTERNAL', `The file could not be read: ${messageOf(error)}`, {
        cause: error,
      });
    } finally {
      await worker.terminate();
    }
  }
}

/**
 * What the thread answers. Node tells a failure before an answer that was sent just before it, and its end after both: so an answer counts
 * until the end. Rejects with what made it fail.
 */
function answerOf(worker: Worker): Promise<Result<ImportedCollection, string>> {
  const { promise, resolve, reject } = Promise.withResolvers<Result<ImportedCollection, string>>();
  let failure: unknown = new Error('the thread that read it has ended.');
  worker.once('message', resolve);
  worker.on('error', (error) => {
    failure = error;
  });
  worker.once('exit', () => reject(failure));
  return promise;
}

/** A file with bytes of its own, which the thread gets without another copy. */
type OwnFile = { readonly path: string } & (
  | { readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly problem: string }
);

function copyOf(file: RawImportFile): OwnFile {
  return 'problem' in file ? file : { path: file.path, bytes: Uint8Array.from(file.bytes) };
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
