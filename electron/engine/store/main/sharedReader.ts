import { toWireError, WirebenchError } from '../../../../shared/base/errors.ts';
import { toDisposable, type Disposable } from '../../../../shared/base/lifecycle.ts';
import { NamedFileReads } from '../namedReads.ts';
import { OwnedQuery } from './ownedQuery.ts';
import type { FileReadName, FileReads } from '../reads.ts';
import type { FollowedReader, RecordQuery, RecordReader } from '../store.ts';

/** 5 s: a person who scrolls or steps through a recording asks again sooner than that. */
const restAfterMs = 5000;

/**
 * A recording with several readers at once. Its file closes when there are none, and the next question reopens it; a query counts as
 * reading until it is closed, and so does a hold.
 */
export class SharedReader extends NamedFileReads implements FollowedReader {
  private readonly openFile: () => Promise<RecordReader>;
  private opened: Promise<RecordReader> | null = null;
  private uses = 0;
  private holds = 0;
  private restTimer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(openFile: () => Promise<RecordReader>) {
    super();
    this.openFile = openFile;
  }

  get isOpen(): boolean {
    return this.opened !== null;
  }

  get isInUse(): boolean {
    return this.uses > 0;
  }

  /** True while somebody follows it. */
  get isHeld(): boolean {
    return this.holds > 0;
  }

  /** Keeps the file open between two questions while somebody follows its content. */
  hold(): Disposable {
    this.holds += 1;
    clearTimeout(this.restTimer);
    return toDisposable(() => {
      this.holds -= 1;
      if (this.holds === 0 && this.uses === 0) this.rest();
    });
  }

  /** Rejects as `Store.open` does. After a failure the next call tries again: the file may have been repaired. */
  async open(): Promise<void> {
    await this.use(() => Promise.resolve());
  }

  /** Closes the file until the next question. */
  rest(): void {
    clearTimeout(this.restTimer);
    const { opened } = this;
    this.opened = null;
    void closeQuietly(opened);
  }

  ask<Name extends FileReadName>(
    name: Name,
    ...question: FileReads[Name]['question']
  ): Promise<FileReads[Name]['answer']> {
    return this.use((reader) => reader.ask(name, ...question));
  }

  async query(filter: string, from = 1): Promise<RecordQuery> {
    const query = await this.use((reader) => reader.query(filter, from));
    this.beginUse();
    let isOpen = true;
    return new OwnedQuery(query, async () => {
      if (isOpen) this.endUse();
      isOpen = false;
      await query.close();
    });
  }

  /** Closes it for good: ends reads under way, too. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.restTimer);
    const { opened } = this;
    this.opened = null;
    await closeQuietly(opened);
  }

  private async use<Answer>(question: (reader: RecordReader) => Promise<Answer>): Promise<Answer> {
    if (this.isClosed) throw new WirebenchError('WRONG_STATE', 'This recording is closed. Open it again.');
    const opened = (this.opened ??= this.openFile());
    this.beginUse();
    try {
      return await question(await opened);
    } catch (error) {
      // The next question reopens a file that did not open, or whose worker is gone.
      const isLost = toWireError(error).code === 'INTERNAL' || (await hasFailed(opened));
      if (isLost && this.opened === opened) this.rest();
      throw error;
    } finally {
      this.endUse();
    }
  }

  private beginUse(): void {
    this.uses += 1;
    clearTimeout(this.restTimer);
  }

  private endUse(): void {
    this.uses -= 1;
    clearTimeout(this.restTimer);
    if (this.uses > 0 || this.holds > 0 || this.opened === null) return;
    this.restTimer = setTimeout(() => this.rest(), restAfterMs).unref();
  }
}

async function hasFailed(opened: Promise<RecordReader>): Promise<boolean> {
  return opened.then(
    () => false,
    () => true,
  );
}

/** A reader that never opened has reported that to its caller already; one that does not close is of no use any more, either. */
async function closeQuietly(opened: Promise<RecordReader> | null): Promise<void> {
  const reader = await opened?.catch(() => null);
  await reader?.close().catch(() => undefined);
}
