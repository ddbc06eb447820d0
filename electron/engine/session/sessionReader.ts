import { WirebenchError } from '../../../shared/base/errors.ts';
import { Owner, toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import { SharedReader } from '../store/main/sharedReader.ts';
import { NamedFileReads } from '../store/namedReads.ts';
import type { FileReadName, FileReads } from '../store/reads.ts';
import type { FollowedReader, RecordQuery, RecordReader, Search } from '../store/store.ts';
import { SessionQuery } from './sessionQuery.ts';

/**
 * Reads a session's file: through its writer while it grows, afterwards through a reader of its own, which opens when it is asked
 * something, and closes when idle. A session that nobody looks at holds no file open.
 */
export class SessionReader extends NamedFileReads implements FollowedReader {
  private current: RecordReader;
  private finished: SharedReader | null = null;
  private readonly queries = new Set<SessionQuery>();
  private readonly opening = new Set<Promise<SessionQuery>>();
  private readonly holds = new Set<Owner>();
  private isClosed = false;

  constructor(writer: RecordReader) {
    super();
    this.current = writer;
  }

  /** Another file has replaced a lost one. The writer still answers reads under way; resolves when the queries are about the new file. */
  async replaceWriter(writer: RecordReader): Promise<void> {
    this.current = writer;
    // One that is being opened is about the lost file, too.
    await Promise.allSettled(this.opening);
    // A query that does not begin keeps what it has found.
    await Promise.allSettled([...this.queries].map((query) => query.continueWith(writer)));
  }

  /** Reads asked for from now on wait until the file is completely written; the writer answers those under way. */
  continueWith(finished: Promise<void>, reopen: () => Promise<RecordReader>): void {
    // The session says how the writing ended; what is in the file can be read in any case.
    const written = finished.catch(() => undefined);
    this.finished = new SharedReader(async () => {
      await written;
      return reopen();
    });
    // Drops the writer, and all that it holds.
    this.current = this.finished;
    for (const hold of this.holds) hold.add(this.finished.hold());
  }

  hold(): Disposable {
    const hold = new Owner();
    this.holds.add(hold);
    if (this.finished) hold.add(this.finished.hold());
    return toDisposable(() => {
      this.holds.delete(hold);
      hold.dispose();
    });
  }

  ask<Name extends FileReadName>(
    name: Name,
    ...question: FileReads[Name]['question']
  ): Promise<FileReads[Name]['answer']> {
    return this.use((reader) => reader.ask(name, ...question));
  }

  /** A query that began while the session was live continues after its end. */
  async query(filter: string, from = 1): Promise<RecordQuery> {
    const query = await this.begin({ filter, from });
    this.queries.add(query);
    if (this.isClosed) {
      await query.close();
      throw release();
    }
    return query;
  }

  /** The writer's owner closes the writer. */
  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.allSettled([...this.queries].map((query) => query.close()));
    await this.finished?.close();
  }

  private async begin(search: Search): Promise<SessionQuery> {
    const opening = this.use((reader) =>
      SessionQuery.begin(reader, search, (ended) => this.queries.delete(ended)),
    );
    this.opening.add(opening);
    try {
      return await opening;
    } finally {
      this.opening.delete(opening);
    }
  }

  private use<Answer>(question: (reader: RecordReader) => Promise<Answer>): Promise<Answer> {
    // Asks at once: a turn later the writer may be closed already.
    return this.isClosed ? Promise.reject(release()) : question(this.current);
  }
}

function release(): WirebenchError {
  return new WirebenchError('WRONG_STATE', 'This session was closed. Open its recording.');
}
