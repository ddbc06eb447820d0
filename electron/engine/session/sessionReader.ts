import { toWireError, WirebenchError } from '../../../shared/base/errors.ts';
import type { RecordPage } from '../../../shared/model/recordPage.ts';
import type { RecordingInfo } from '../../../shared/model/recording.ts';
import type { Traffic, TrafficRange } from '../../../shared/model/traffic.ts';
import type { RecordQuery, RecordReader, RecordWindow } from '../store/store.ts';
import { SessionQuery } from './sessionQuery.ts';

/**
 * Reads a session's file for as long as the session is kept: by its writer while it grows, afterwards by a reader of its own, which is
 * opened when it is first asked for. A session that nobody looks at holds no file open.
 */
export class SessionReader implements RecordReader {
  private writer: RecordReader;
  private readonly queries = new Set<SessionQuery>();
  private reopen: (() => Promise<RecordReader>) | null = null;
  private opened: Promise<RecordReader> | null = null;
  private isClosed = false;

  constructor(writer: RecordReader) {
    this.writer = writer;
  }

  /**
   * Another file has taken the place of one that was lost. Reads under way are answered by its writer still; resolves when the queries are
   * about the new one.
   */
  async replaceWriter(writer: RecordReader): Promise<void> {
    this.writer = writer;
    // One that does not begin stays with what it has found.
    await Promise.allSettled([...this.queries].map((query) => query.continueWith(writer)));
  }

  /** Reads asked for from now on wait for the end of the file's writing; those under way are answered by the writer. */
  continueWith(finished: Promise<void>, reopen: () => Promise<RecordReader>): void {
    // How the writing ended is told by the session; what is in the file can be read in any case.
    const written = finished.catch(() => undefined);
    this.reopen = async () => {
      await written;
      return reopen();
    };
  }

  info(): Promise<RecordingInfo> {
    return this.ask((reader) => reader.info());
  }

  rows(from: number, count: number): Promise<RecordPage> {
    return this.ask((reader) => reader.rows(from, count));
  }

  tail(count: number): Promise<RecordPage> {
    return this.ask((reader) => reader.tail(count));
  }

  bytes(
    seq: number,
    offset: number,
    length: number,
  ): Promise<{ readonly size: number; readonly bytes: Uint8Array }> {
    return this.ask((reader) => reader.bytes(seq, offset, length));
  }

  windows(wanted: readonly RecordWindow[]): Promise<readonly Uint8Array[]> {
    return this.ask((reader) => reader.windows(wanted));
  }

  at(timeUs: number): Promise<number> {
    return this.ask((reader) => reader.at(timeUs));
  }

  traffic(range: TrafficRange): Promise<Traffic> {
    return this.ask((reader) => reader.traffic(range));
  }

  /** A query that began while the session was live goes on when it has ended. */
  async query(filter: string): Promise<RecordQuery> {
    const query = await this.ask((reader) =>
      SessionQuery.begin(reader, filter, (ended) => this.queries.delete(ended)),
    );
    this.queries.add(query);
    if (this.isClosed) {
      await query.close();
      throw putAway();
    }
    return query;
  }

  /** The writer is closed by whom it belongs to. */
  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.allSettled([...this.queries].map((query) => query.close()));
    const opened = await this.opened?.catch(() => null);
    await opened?.close();
  }

  private ask<Answer>(question: (reader: RecordReader) => Promise<Answer>): Promise<Answer> {
    if (this.isClosed) return Promise.reject(putAway());
    // Asked at once: a turn later the writer may be closed already.
    return this.reopen ? this.askAgain(this.reopen, question) : question(this.writer);
  }

  private async askAgain<Answer>(
    reopen: () => Promise<RecordReader>,
    question: (reader: RecordReader) => Promise<Answer>,
  ): Promise<Answer> {
    const opened = (this.opened ??= this.open(reopen));
    try {
      return await question(await opened);
    } catch (error) {
      // The worker that read it may be gone: the next question starts another.
      if (toWireError(error).code === 'INTERNAL' && this.opened === opened) this.opened = null;
      throw error;
    }
  }

  private async open(reopen: () => Promise<RecordReader>): Promise<RecordReader> {
    try {
      return await reopen();
    } catch (error) {
      // Tried anew the next time: the file may be there again.
      this.opened = null;
      throw error;
    }
  }
}

function putAway(): WirebenchError {
  return new WirebenchError('WRONG_STATE', 'This session was put away. Open its recording.');
}
