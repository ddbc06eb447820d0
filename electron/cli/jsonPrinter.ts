import { isUtf8 } from 'node:buffer';
import { formatIsoTime } from '../../shared/base/time.ts';
import type { ConnectionFacts } from '../../shared/model/facts.ts';
import { largestWindowBytes, type RecordContent } from '../../shared/model/record.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import type { Damage } from '../engine/store/store.ts';
import { factsForJson, openingForJson } from './factsForJson.ts';
import type { Output } from './output.ts';
import { windows } from './recordWindows.ts';
import type { BytesReader, Ending, Opening, RecordPrinter } from './recordPrinter.ts';

/** One object a line. A record of any size is written in pieces, and never held as a whole. */
export class JsonPrinter implements RecordPrinter {
  readonly windowBytes = largestWindowBytes;
  private readonly output: Output;
  private readonly times = new IsoTimes();

  constructor(output: Output) {
    this.output = output;
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

  async records(records: readonly RecordContent[], reader: BytesReader): Promise<void> {
    for (const record of records) {
      if (this.output.gone.aborted) return;
      if (record.bytes.length < record.size) await this.large(record, reader);
      else
        await this.output.write(
          `${this.head(record)}${hexOf(record.bytes)}"${textOf(record.bytes)}${endOf(record)}`,
        );
    }
    await this.output.flush();
  }

  damaged(place: Damage | null, problem: string): Promise<void> {
    return this.line({ event: 'damaged', ...place, problem });
  }

  private head(record: RecordContent): string {
    return headOf(record, this.times.of(record.at));
  }

  private async line(value: object): Promise<void> {
    await this.output.write(`${toSafeJson(value)}\n`);
    await this.output.flush();
  }

  private async large(record: RecordContent, reader: BytesReader): Promise<void> {
    await this.output.write(this.head(record));
    const isText = await this.hex(record, reader);
    await this.output.write('"');
    if (isText) await this.text(record, reader);
    await this.output.write(endOf(record));
  }

  /** Tells whether all of it was UTF-8. */
  private async hex(record: RecordContent, reader: BytesReader): Promise<boolean> {
    const decoder = newDecoder();
    let isText = true;
    for await (const bytes of windows(record, reader)) {
      isText &&= accepts(decoder, bytes, true);
      await this.output.write(hexOf(bytes));
    }
    return isText && accepts(decoder, new Uint8Array(), false);
  }

  private async text(record: RecordContent, reader: BytesReader): Promise<void> {
    const decoder = newDecoder();
    await this.output.write(',"text":"');
    for await (const bytes of windows(record, reader)) {
      await this.output.write(toSafeJson(decoder.decode(bytes, { stream: true })).slice(1, -1));
    }
    await this.output.write('"');
  }
}

/** As `formatIsoTime`: a second is written once for all that are in it, since making a date costs as much as all the rest of a record. */
class IsoTimes {
  private second = Number.NaN;
  private text = '';

  of(us: number): string {
    const second = Math.floor(us / 1_000_000);
    if (second !== this.second) this.text = formatIsoTime(second * 1_000_000).slice(0, 20);
    this.second = second;
    return `${this.text}${String(us - second * 1_000_000).padStart(6, '0')}Z`;
  }
}

/** Up to the digits of its bytes. Nothing of it can have a character that JSON would write otherwise. */
function headOf({ seq, peer, direction, kind, size }: RecordContent, time: string): string {
  const side = direction === null ? 'null' : `"${direction}"`;
  return (
    `{"event":"record","seq":${seq},"at":"${time}","peer":${peer ?? 'null'},` +
    `"direction":${side},"kind":"${kind}","size":${size},"hex":"`
  );
}

function endOf({ note }: RecordContent): string {
  return note === null ? '}\n' : `,"note":${toSafeJson(note)}}\n`;
}

function hexOf(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('hex');
}

function textOf(bytes: Uint8Array): string {
  return isUtf8(bytes) ? `,"text":${toSafeJson(asBuffer(bytes).toString('utf8'))}` : '';
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** What JSON leaves as it is and a terminal could obey, or a reader not see: C1 controls, bidi, zero-width, line separators. */
const unsafe = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** The same JSON, without a character that is better not printed raw. */
export function toSafeJson(value: unknown): string {
  return JSON.stringify(value).replace(unsafe, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

type Decoder = InstanceType<typeof TextDecoder>;

function newDecoder(): Decoder {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
}

function accepts(decoder: Decoder, bytes: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}
