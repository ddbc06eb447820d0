import { formatIsoTime } from '../../shared/base/time.ts';
import type { ConnectionFacts } from '../../shared/model/facts.ts';
import { largestWindowBytes, type RecordRow } from '../../shared/model/record.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import type { RecordReader } from '../engine/store/store.ts';
import { factsForJson, openingForJson } from './factsForJson.ts';
import type { Output } from './output.ts';
import type { Ending, Opening, RecordPrinter } from './recordPrinter.ts';

/** 32 records of up to 64 KiB are read ahead: the worker is kept busy, with 2 MiB at most. */
const recordsAhead = 32;

/** One object a line. A record of any size is written in pieces, and never held as a whole. */
export class JsonPrinter implements RecordPrinter {
  private readonly output: Output;

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

  async records(rows: readonly RecordRow[], reader: RecordReader): Promise<void> {
    for (let from = 0; from < rows.length && !this.output.gone.aborted; from += recordsAhead) {
      const group = rows.slice(from, from + recordsAhead);
      const contents = await Promise.all(group.map((row) => firstWindow(row, reader)));
      for (const [index, row] of group.entries()) {
        await this.record(row, contents[index] ?? new Uint8Array(), reader);
      }
    }
    await this.output.flush();
  }

  private async line(value: object): Promise<void> {
    await this.output.write(`${toSafeJson(value)}\n`);
    await this.output.flush();
  }

  private async record(row: RecordRow, first: Uint8Array, reader: RecordReader): Promise<void> {
    const { seq, at, peer, direction, kind, size, note } = row;
    const head = JSON.stringify({ event: 'record', seq, at: formatIsoTime(at), peer, direction, kind, size });
    await this.output.write(`${head.slice(0, -1)},"hex":"`);
    const isText = await this.hex(row, first, reader);
    await this.output.write('"');
    if (isText) await this.text(row, first, reader);
    await this.output.write(note === null ? '}\n' : `,"note":${toSafeJson(note)}}\n`);
  }

  /** Tells whether all of it was UTF-8. */
  private async hex(row: RecordRow, first: Uint8Array, reader: RecordReader): Promise<boolean> {
    const decoder = newDecoder();
    let isText = true;
    for await (const bytes of windows(row, first, reader)) {
      isText &&= accepts(decoder, bytes, true);
      await this.output.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex'));
    }
    return isText && accepts(decoder, new Uint8Array(), false);
  }

  private async text(row: RecordRow, first: Uint8Array, reader: RecordReader): Promise<void> {
    const decoder = newDecoder();
    await this.output.write(',"text":"');
    for await (const bytes of windows(row, first, reader)) {
      await this.output.write(toSafeJson(decoder.decode(bytes, { stream: true })).slice(1, -1));
    }
    await this.output.write('"');
  }
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

async function firstWindow(row: RecordRow, reader: RecordReader): Promise<Uint8Array> {
  if (row.size <= row.preview.length) return row.preview;
  return (await reader.bytes(row.seq, 0, Math.min(row.size, largestWindowBytes))).bytes;
}

async function* windows(
  row: RecordRow,
  first: Uint8Array,
  reader: RecordReader,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield first;
  for (let at = first.length; at < row.size;) {
    const { bytes } = await reader.bytes(row.seq, at, largestWindowBytes);
    if (bytes.length === 0) return;
    yield bytes;
    at += bytes.length;
  }
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
