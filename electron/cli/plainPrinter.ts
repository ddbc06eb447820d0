import { formatCount } from '../../shared/base/quantity.ts';
import { formatTimeOfDay } from '../../shared/base/time.ts';
import { formatEscapedText } from '../../shared/bytes/escapedText.ts';
import { wholeCharacters } from '../../shared/bytes/utf8.ts';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import { asciiEscapes, literal, space } from '../../shared/forms/lineBytes.ts';
import { WrittenTimes } from '../../shared/forms/writtenTimes.ts';
import type { ConnectionFacts } from '../../shared/model/facts.ts';
import type { MarkLook } from '../../shared/model/mark.ts';
import {
  largestWindowBytes,
  previewBytes,
  recordKinds,
  type RecordContent,
} from '../../shared/model/record.ts';
import type { Damage } from '../engine/store/store.ts';
import { Days } from './days.ts';
import { describeFacts, describeRefused, describeSecurity } from './describeFacts.ts';
import type { Output } from './output.ts';
import type { BytesReader, Ending, Opening, RecordPrinter } from './recordPrinter.ts';
import type { MarkedRecord } from './markedRecords.ts';
import { windows } from './recordWindows.ts';

/** 400 characters of a note fill some lines of a terminal; notes can contain text from a peer, of any length. */
const longestNote = 400;

const arrows = { in: literal('  ←  '), out: literal('  →  '), none: literal('  ·  ') };
const kinds = new Map(recordKinds.map((kind) => [kind, literal(`  ${kind.padEnd(9)}  `)]));
const noPeer = literal('   ');
const oneSpace = literal(' ');
const peerSign = literal('#');
const noSize = literal(' '.repeat(9));
const beforeContent = literal('  ');
const more = literal('…');
const endOfLine = literal('\n');
/** A digit after NUL changes how the NUL is written. */
const escapes = asciiEscapes((character) => formatEscapedText(Buffer.from(character)), '\0');

/** One line per record, for a person: time, direction, peer, kind, size and the beginning of the bytes. */
export class PlainPrinter implements RecordPrinter {
  readonly windowBytes: number;
  private readonly output: Output;
  private readonly full: boolean;
  private readonly days = new Days();
  private readonly times = new WrittenTimes(formatTimeOfDay);

  /** `full`: all bytes and the whole note, where a line would show only the beginning. */
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

  /** The record itself says so. */
  async waiting(): Promise<void> {}

  async closed({ reason, failed, facts }: Ending): Promise<void> {
    // On a terminal, stderr appears right below: the same sentence twice would be noise.
    if (!failed) await this.lines([visibleLine(reason)]);
    else if (facts?.tls) await this.lines(describeRefused(facts.tls));
  }

  async records(records: readonly MarkedRecord[], reader: BytesReader): Promise<void> {
    const { output } = this;
    for (const record of records) {
      const date = this.days.begins(record.at);
      if (date !== null) output.lines.text(`${date}\n`);
      this.columns(record);
      if (this.full) await this.whole(record, reader);
      else this.beginning(record);
      if (output.isFull) await output.flush();
      if (output.gone.aborted) return;
    }
    await output.flush();
  }

  damaged(_: Damage | null, problem: string): Promise<void> {
    return this.lines([`!  ${visibleLine(problem)}`]);
  }

  /** Everything before the content. */
  private columns({ at, direction, peer, kind, size, note }: RecordContent): void {
    const { lines } = this.output;
    this.times.write(at, lines);
    lines.literal(arrows[direction ?? 'none']);
    if (peer === null) lines.literal(noPeer);
    else this.peer(peer);
    lines.literal(kinds.get(kind) ?? endOfLine);
    if (direction === null) lines.literal(noSize);
    else if (size < 1000) lines.digits(size, noSize.length, space);
    else lines.text(formatCount(size).padStart(noSize.length));
    if (size > 0 || note !== null) lines.literal(beforeContent);
    else lines.trimEnd();
  }

  private peer(peer: number): void {
    const { lines } = this.output;
    const end = lines.length + noPeer.length;
    lines.literal(peerSign);
    lines.digits(peer);
    while (lines.length < end) lines.literal(oneSpace);
  }

  private beginning({ bytes, size, note, mark }: MarkedRecord): void {
    const { lines } = this.output;
    const preview = bytes.length > previewBytes ? bytes.subarray(0, previewBytes) : bytes;
    if (!lines.ascii(preview, escapes)) lines.text(formatEscapedText(preview));
    if (size > preview.length) lines.literal(more);
    if (note !== null) {
      const line = visibleLine(note.length > longestNote ? `${note.slice(0, longestNote)}…` : note);
      lines.text(size === 0 ? line : `  (${line})`);
    }
    if (mark) lines.text(signOf(mark));
    lines.literal(endOfLine);
  }

  /** In pieces: no message is ever held whole, whatever its size. */
  private async whole(record: MarkedRecord, reader: BytesReader): Promise<void> {
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
    const sign = record.mark ? signOf(record.mark) : '';
    await this.output.write(`${isAlone ? note : `  (${note})`}${sign}\n`);
  }

  private async lines(texts: readonly string[]): Promise<void> {
    for (const text of texts) await this.output.write(`${text}\n`);
    await this.output.flush();
  }
}

/** At the end of a line: the colour of the mark, and its note. */
function signOf({ colour, note }: MarkLook): string {
  return `  ◆ ${colour}${note === null ? '' : `: ${visibleLine(note)}`}`;
}
