import { formatCount } from '../../shared/base/quantity.ts';
import { formatTimeOfDay } from '../../shared/base/time.ts';
import { formatEscapedText } from '../../shared/bytes/escapedText.ts';
import { utf8StepAt } from '../../shared/bytes/utf8.ts';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import type { ConnectionFacts } from '../../shared/model/facts.ts';
import {
  largestWindowBytes,
  previewBytes,
  type Direction,
  type RecordContent,
} from '../../shared/model/record.ts';
import type { Damage } from '../engine/store/store.ts';
import { Days } from './days.ts';
import { describeFacts, describeRefused, describeSecurity } from './describeFacts.ts';
import type { Output } from './output.ts';
import type { BytesReader, Ending, Opening, RecordPrinter } from './recordPrinter.ts';
import { windows } from './recordWindows.ts';

/** 400 characters of a note fill some lines of a terminal; notes can have what a peer wrote, at any length. */
const longestNote = 400;

const arrows: Readonly<Record<Direction, string>> = { in: '←', out: '→' };

/** One line a record, for a person: time, direction, peer, kind, size and the beginning of the bytes. */
export class PlainPrinter implements RecordPrinter {
  readonly windowBytes: number;
  private readonly output: Output;
  private readonly full: boolean;
  private readonly days = new Days();

  /** `full`: all bytes and all of a note, where a line would show the beginning. */
  constructor(output: Output, full: boolean) {
    this.output = output;
    this.full = full;
    this.windowBytes = full ? largestWindowBytes : previewBytes;
  }

  began(event: 'open' | 'listening', url: string, opening: Opening | null): Promise<void> {
    const line = `${event === 'open' ? 'Open:' : 'Listening at'} ${visibleLine(url)}`;
    return this.lines([line, ...(opening === null ? [] : describeFacts(opening.facts))]);
  }

  secured({ tls }: ConnectionFacts): Promise<void> {
    return this.lines(tls === null ? [] : describeSecurity(tls));
  }

  /** The record says it. */
  async waiting(): Promise<void> {}

  async closed({ reason, failed, facts }: Ending): Promise<void> {
    // On a terminal, stderr stands right below: the same sentence twice would be noise.
    if (!failed) await this.lines([visibleLine(reason)]);
    else if (facts?.tls) await this.lines(describeRefused(facts.tls));
  }

  async records(records: readonly RecordContent[], reader: BytesReader): Promise<void> {
    for (const record of records) {
      if (this.output.gone.aborted) return;
      const date = this.days.begins(record.at);
      if (date !== null) await this.output.write(`${date}\n`);
      await this.output.write(columnsOf(record));
      if (this.full) await this.whole(record, reader);
      else await this.output.write(`${beginningOf(record)}\n`);
    }
    await this.output.flush();
  }

  damaged(_: Damage | null, problem: string): Promise<void> {
    return this.lines([`!  ${visibleLine(problem)}`]);
  }

  /** In pieces: a message of any size is never held as a whole. */
  private async whole(record: RecordContent, reader: BytesReader): Promise<void> {
    let cut = new Uint8Array();
    for await (const piece of windows(record, reader)) {
      const bytes = cut.length === 0 ? piece : Buffer.concat([cut, piece]);
      const end = wholeCharacters(bytes);
      await this.output.write(formatEscapedText(bytes.subarray(0, end)));
      cut = Uint8Array.from(bytes.subarray(end));
    }
    await this.output.write(formatEscapedText(cut));
    const note = record.note === null ? '' : visibleLine(record.note);
    const isAlone = record.size === 0 || note === '';
    await this.output.write(isAlone ? `${note}\n` : `  (${note})\n`);
  }

  private async lines(texts: readonly string[]): Promise<void> {
    for (const text of texts) await this.output.write(`${text}\n`);
    await this.output.flush();
  }
}

/** Up to the content. */
function columnsOf(record: RecordContent): string {
  const peer = record.peer === null ? '' : `#${record.peer}`;
  const size = record.direction === null ? '' : formatCount(record.size);
  const columns = [
    formatTimeOfDay(record.at),
    record.direction === null ? '·' : arrows[record.direction],
    peer.padEnd(3),
    record.kind.padEnd(9),
    size.padStart(9),
  ];
  const hasContent = record.size > 0 || record.note !== null;
  return hasContent ? `${columns.join('  ')}  ` : columns.join('  ').trimEnd();
}

function beginningOf({ bytes: given, size, note: wholeNote }: RecordContent): string {
  const preview = given.subarray(0, previewBytes);
  const bytes = formatEscapedText(preview) + (size > preview.length ? '…' : '');
  if (wholeNote === null) return bytes;
  const note = wholeNote.length > longestNote ? `${wholeNote.slice(0, longestNote)}…` : wholeNote;
  return bytes === '' ? visibleLine(note) : `${bytes}  (${visibleLine(note)})`;
}

/** How many bytes there are up to a character that the end has cut in two. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let at = Math.max(0, bytes.length - 3); at < bytes.length; at += 1) {
    if (utf8StepAt(bytes, at).kind === 'cut') return at;
  }
  return bytes.length;
}
