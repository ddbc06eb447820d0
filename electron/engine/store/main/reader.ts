import { WirebenchError } from '../../../../shared/base/errors.ts';
import { NamedFileReads } from '../namedReads.ts';
import type { FileId } from '../protocol.ts';
import type { FileReadName, FileReads } from '../reads.ts';
import { RemoteQuery } from './remoteQuery.ts';
import type { PassProgress, RecordReader } from '../store.ts';
import type { StoreChannel } from './storeChannel.ts';

/** Reads a file that is open in the worker. */
export class Reader extends NamedFileReads implements RecordReader {
  private readonly channel: StoreChannel;
  private readonly file: FileId;
  private readonly queries = new Set<RemoteQuery>();
  private closing: Promise<void> | null = null;

  constructor(channel: StoreChannel, file: FileId) {
    super();
    this.channel = channel;
    this.file = file;
  }

  async ask<Name extends FileReadName>(
    name: Name,
    ...question: FileReads[Name]['question']
  ): Promise<FileReads[Name]['answer']> {
    this.requireOpen();
    return this.channel.read(this.file, name, question);
  }

  async query(filter: string, from = 1): Promise<RemoteQuery> {
    this.requireOpen();
    const search = { filter, from };
    const query = await RemoteQuery.open(this.channel, this.file, search, () => this.queries.delete(query));
    this.queries.add(query);
    return query;
  }

  /** As `Store.passOver`; the file is open. */
  async *passOver(
    secrets: readonly (readonly Uint8Array[])[],
    target: string | null,
  ): AsyncGenerator<PassProgress, void> {
    this.requireOpen();
    const { channel, file } = this;
    const pass = channel.newFile();
    await channel.call('beginPass', { pass, file, secrets, target });
    try {
      for (let isDone = false; !isDone;) {
        const progress = await channel.call('stepPass', { pass });
        isDone = progress.isDone;
        yield progress;
      }
    } finally {
      if (!channel.isLost) await channel.call('endPass', { pass });
    }
  }

  /** A file whose worker is gone is closed. */
  close(): Promise<void> {
    for (const query of this.queries) query.lost('This recording was closed. Open it again.');
    this.closing ??= this.channel.call('release', { file: this.file }).then(
      () => undefined,
      (error: unknown) => {
        if (!this.channel.isLost) throw error;
      },
    );
    return this.closing;
  }

  /** Reports that the file was closed in another way than by `close`. */
  markClosed(closing: Promise<void>): void {
    this.closing ??= closing;
  }

  private requireOpen(): void {
    if (this.closing === null) return;
    throw new WirebenchError('WRONG_STATE', 'This recording is closed. Open it again.');
  }
}
