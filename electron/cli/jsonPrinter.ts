import { isUtf8 } from 'node:buffer';
import { formatIsoTime } from '../../shared/base/time.ts';
import type { ConnectionFacts } from '../../shared/model/facts.ts';
import { largestWindowBytes, recordKinds, type RecordContent } from '../../shared/model/record.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import type { Damage } from '../engine/store/store.ts';
import { factsForJson, openingForJson } from './factsForJson.ts';
import { asciiEscapes } from './lineBytes.ts';
import type { Output } from './output.ts';
import type { MarkedRecord } from './markedRecords.ts';
import { windows } from './recordWindows.ts';
import type { BytesReader, Ending, Opening, RecordPrinter } from './recordPrinter.ts';
import { WrittenTimes } from './writtenTimes.ts';

/** One object per line. A record of any size is written in pieces, and never held whole. */
export class JsonPrinter implements RecordPrinter {
  readonly windowBytes = largestWindowBytes;
  private readonly output: Output;
  private readonly times = new WrittenTimes(formatIsoTime);

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

  async records(records: readonly MarkedRecord[], reader: BytesReader): Promise<void> {
    const { output } = this;
    for (const record of records) {
      if (record.bytes.length < record.size) await this.large(record, reader);
      else this.small(record);
      if (output.isFull) await output.flush();
      if (output.gone.aborted) return;
    }
    await output.flush();
  }

  damaged(place: Damage | null, problem: string): Promise<void> {
    return this.line({ event: 'damaged', ...place, problem });
  }

  private async line(value: object): Promise<void> {
    await this.output.write(`${toSafeJson(value)}\n`);
    await this.output.flush();
  }

  /** For a record that is whole in memory. */
  private small(record: MarkedRecord): void {
    const { lines } = this.output;
    this.head(record);
    lines.hex(record.bytes);
    lines.literal(endOfHex);
    this.smallText(record.bytes);
    this.end(record);
  }

  private smallText(bytes: Uint8Array): void {
    const { lines } = this.output;
    const start = lines.length;
    lines.literal(beginOfText);
    if (lines.ascii(bytes, escapes)) lines.literal(endOfText);
    else {
      lines.length = start;
      if (isUtf8(bytes)) lines.text(`,"text":${toSafeJson(asBuffer(bytes).toString('utf8'))}`);
    }
  }

  private async large(record: MarkedRecord, reader: BytesReader): Promise<void> {
    this.head(record);
    const isText = await this.hex(record, reader);
    this.output.lines.literal(endOfHex);
    if (isText) await this.text(record, reader);
    this.end(record);
  }

  /** Everything before the digits of its bytes. None of it can contain a character that JSON would escape. */
  private head({ seq, at, peer, direction, kind, size }: RecordContent): void {
    const { lines } = this.output;
    lines.literal(beginOfRecord);
    lines.digits(seq);
    lines.literal(beginOfTime);
    this.times.write(at, lines);
    lines.literal(beginOfPeer);
    if (peer === null) lines.literal(nothing);
    else lines.digits(peer);
    lines.literal(sides[direction ?? 'none']);
    lines.literal(kinds.get(kind) ?? nothing);
    lines.digits(size);
    lines.literal(beginOfHex);
  }

  private end({ note, detail, mark }: MarkedRecord): void {
    const { lines } = this.output;
    if (note !== null) lines.text(`,"note":${toSafeJson(note)}`);
    if (detail !== undefined) lines.text(`,"detail":${toSafeJson(detail)}`);
    if (mark !== undefined) lines.text(`,"mark":${toSafeJson(mark)}`);
    lines.literal(endOfRecord);
  }

  /** Returns whether all of it was UTF-8. */
  private async hex(record: RecordContent, reader: BytesReader): Promise<boolean> {
    const decoder = newDecoder();
    let isText = true;
    for await (const bytes of windows(record, reader)) {
      isText &&= accepts(decoder, bytes, true);
      this.output.lines.hex(bytes);
      if (this.output.isFull) await this.output.flush();
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

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/**
 * Characters that JSON leaves unescaped, but that a terminal could obey or a reader not see: C1 controls, bidi, zero-width, line
 * separators.
 */
const unsafe = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** The same JSON, with characters escaped that should not be printed raw. */
export function toSafeJson(value: unknown): string {
  return JSON.stringify(value).replace(unsafe, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

const beginOfRecord = Buffer.from('{"event":"record","seq":');
const beginOfTime = Buffer.from(',"at":"');
const beginOfPeer = Buffer.from('","peer":');
const nothing = Buffer.from('null');
const sides = {
  in: Buffer.from(',"direction":"in"'),
  out: Buffer.from(',"direction":"out"'),
  none: Buffer.from(',"direction":null'),
};
const kinds = new Map(recordKinds.map((kind) => [kind, Buffer.from(`,"kind":"${kind}","size":`)]));
const beginOfHex = Buffer.from(',"hex":"');
const endOfHex = Buffer.from('"');
const beginOfText = Buffer.from(',"text":"');
const endOfText = endOfHex;
const endOfRecord = Buffer.from('}\n');
const escapes = asciiEscapes((character) => toSafeJson(character).slice(1, -1));

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
