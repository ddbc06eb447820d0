import { formatIsoTime } from '../../shared/base/time.ts';
import { damageAsJson, JsonForm } from '../../shared/forms/jsonForm.ts';
import { RecordFormWriter, startOfRecord, type PlaceInRecord } from '../../shared/forms/recordForm.ts';
import { toSafeJson } from '../../shared/json/safeJson.ts';
import type { ConnectionFacts } from '../../shared/model/facts.ts';
import { largestWindowBytes, type RecordContent } from '../../shared/model/record.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import type { Damage } from '../engine/store/store.ts';
import { factsForJson, openingForJson } from './factsForJson.ts';
import type { MarkedRecord } from './markedRecords.ts';
import type { Output } from './output.ts';
import type { BytesReader, Ending, Opening, RecordPrinter } from './recordPrinter.ts';

/** One object per line. A record of any size is written in pieces, and never held whole. */
export class JsonPrinter implements RecordPrinter {
  readonly windowBytes = largestWindowBytes;
  private readonly output: Output;
  private readonly writer: RecordFormWriter;

  constructor(output: Output) {
    this.output = output;
    this.writer = new RecordFormWriter(new JsonForm(), output.lines);
  }

  began(event: 'open' | 'listening', url: string, opening: Opening | null): Promise<void> {
    return this.line({ event, url, ...(opening === null ? {} : { facts: openingForJson(opening) }) });
  }

  secured(facts: ConnectionFacts): Promise<void> {
    return this.line({ event: 'secured', facts: factsForJson(facts) });
  }

  waiting({ attempt, at }: NonNullable<SessionInfo['retry']>): Promise<void> {
    return this.line({ event: 'waiting', attempt, at: formatIsoTime(at) });
  }

  closed({ reason, code, field, facts }: Ending): Promise<void> {
    return this.line({
      event: 'closed',
      reason,
      ...(code === null ? {} : { code }),
      ...(field === null ? {} : { field }),
      ...(facts === null ? {} : { facts: factsForJson(facts) }),
    });
  }

  async records(records: readonly MarkedRecord[], reader: BytesReader): Promise<void> {
    const { output } = this;
    for (const record of records) {
      if (record.bytes.length < record.size) await this.large(record, reader);
      else this.writer.whole(record, record.bytes);
      if (output.isFull) await output.flush();
      if (output.gone.aborted) return;
    }
    await output.flush();
  }

  damaged(place: Damage | null, problem: string): Promise<void> {
    return this.writeLine(damageAsJson(place, problem));
  }

  private line(value: object): Promise<void> {
    return this.writeLine(toSafeJson(value));
  }

  private async writeLine(json: string): Promise<void> {
    await this.output.write(`${json}\n`);
    await this.output.flush();
  }

  private async large(record: MarkedRecord, reader: BytesReader): Promise<void> {
    const { output } = this;
    let place: PlaceInRecord | null = startOfRecord;
    while (place && !output.gone.aborted) {
      place = this.writer.piece(record, place, await bytesFrom(place.offset, record, reader));
      if (output.isFull) await output.flush();
    }
  }
}

/** The next bytes of a record, as many as are read at once. */
async function bytesFrom(offset: number, record: RecordContent, reader: BytesReader): Promise<Uint8Array> {
  if (offset === 0) return record.bytes;
  return (await reader.bytes({ seq: record.seq, offset, length: largestWindowBytes })).bytes;
}
