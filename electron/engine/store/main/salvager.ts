import type { MarkList } from '../../../../shared/model/markList.ts';
import type { RecordContent } from '../../../../shared/model/record.ts';
import type { ByteWindow, FileId } from '../protocol.ts';
import { unpackContents } from '../packedContents.ts';
import type { RecordWindow } from '../reads.ts';
import type { Damage, SalvagedHead, SalvageReader } from '../store.ts';
import type { StoreChannel } from './storeChannel.ts';

/** Reads the rest of a damaged file, which is open in the worker. */
export class Salvager implements SalvageReader {
  readonly marks: MarkList;
  private readonly channel: StoreChannel;
  private readonly file: FileId;
  private readonly facts: SalvagedHead;

  private constructor(channel: StoreChannel, file: FileId, facts: SalvagedHead, marks: MarkList) {
    this.channel = channel;
    this.file = file;
    this.facts = facts;
    this.marks = marks;
  }

  static async open(channel: StoreChannel, path: string): Promise<Salvager> {
    const file = channel.newFile();
    const { head, marks } = await channel.call('salvage', { file, path });
    return new Salvager(channel, file, head, marks);
  }

  head(): SalvagedHead {
    return this.facts;
  }

  async contents(
    from: number,
    windowBytes: number,
  ): Promise<{ readonly found: readonly (RecordContent | Damage)[]; readonly next: number | null }> {
    const { contents, damages, next } = await this.channel.call('salvaged', {
      file: this.file,
      from,
      windowBytes,
    });
    const found: (RecordContent | Damage)[] = unpackContents(contents);
    for (const { index, ...damage } of damages.toReversed()) found.splice(index, 0, damage);
    return { found, next };
  }

  bytes(wanted: RecordWindow): Promise<ByteWindow> {
    return this.channel.call('salvagedBytes', { file: this.file, ...wanted });
  }

  async close(): Promise<void> {
    await this.channel.call('release', { file: this.file });
  }
}
