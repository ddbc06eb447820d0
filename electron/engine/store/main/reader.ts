import { WirebenchError } from '../../../../shared/base/errors.ts';
import { unpackPage, type RecordPage } from '../../../../shared/model/recordPage.ts';
import type { RecordContent } from '../../../../shared/model/record.ts';
import type { RecordingInfo } from '../../../../shared/model/recording.ts';
import type { Traffic, TrafficRange } from '../../../../shared/model/traffic.ts';
import type { ByteWindow, FileId } from '../protocol.ts';
import { unpackContents } from '../packedContents.ts';
import { RemoteQuery } from './remoteQuery.ts';
import type { RecordReader, RecordWindow } from '../store.ts';
import type { StoreChannel } from './storeChannel.ts';

/** Reads a file that is open in the worker. */
export class Reader implements RecordReader {
  private readonly channel: StoreChannel;
  private readonly file: FileId;
  private readonly queries = new Set<RemoteQuery>();
  private closing: Promise<void> | null = null;

  constructor(channel: StoreChannel, file: FileId) {
    this.channel = channel;
    this.file = file;
  }

  async info(): Promise<RecordingInfo> {
    this.requireOpen();
    return this.channel.call('info', { file: this.file });
  }

  async rows(from: number, count: number): Promise<RecordPage> {
    this.requireOpen();
    const { output, body } = await this.channel.call('rows', { file: this.file, from, count });
    return unpackPage(output, body);
  }

  async tail(count: number): Promise<RecordPage> {
    this.requireOpen();
    const { output, body } = await this.channel.call('tail', { file: this.file, count });
    return unpackPage(output, body);
  }

  async bytes(seq: number, offset: number, length: number): Promise<ByteWindow> {
    this.requireOpen();
    return this.channel.call('bytes', { file: this.file, seq, offset, length });
  }

  async contents(from: number, count: number, windowBytes: number): Promise<readonly RecordContent[]> {
    this.requireOpen();
    return unpackContents(await this.channel.call('contents', { file: this.file, from, count, windowBytes }));
  }

  async windows(wanted: readonly RecordWindow[]): Promise<readonly Uint8Array[]> {
    this.requireOpen();
    const { lengths, body } = await this.channel.call('windows', { file: this.file, wanted });
    let end = 0;
    return lengths.map((length) => {
      end += length;
      return body.subarray(end - length, end);
    });
  }

  async at(timeUs: number): Promise<number> {
    this.requireOpen();
    return (await this.channel.call('at', { file: this.file, timeUs })).seq;
  }

  async traffic(range: TrafficRange): Promise<Traffic> {
    this.requireOpen();
    return this.channel.call('traffic', { file: this.file, range });
  }

  async query(filter: string): Promise<RemoteQuery> {
    this.requireOpen();
    const query = await RemoteQuery.open(this.channel, this.file, filter, () => this.queries.delete(query));
    this.queries.add(query);
    return query;
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

  /** Says that the file was closed in another way than by `close`. */
  markClosed(closing: Promise<void>): void {
    this.closing ??= closing;
  }

  private requireOpen(): void {
    if (this.closing === null) return;
    throw new WirebenchError('WRONG_STATE', 'This recording is closed. Open it again.');
  }
}
