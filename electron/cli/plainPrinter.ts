import { formatCount } from '../../shared/base/quantity.ts';
import { formatTimeOfDay } from '../../shared/base/time.ts';
import { formatEscapedText } from '../../shared/bytes/escapedText.ts';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import type { ConnectionFacts } from '../../shared/model/facts.ts';
import type { Direction, RecordRow } from '../../shared/model/record.ts';
import { describeFacts, describeRefused, describeSecurity } from './describeFacts.ts';
import type { Output } from './output.ts';
import type { Ending, Opening, RecordPrinter } from './recordPrinter.ts';

/** 400 characters of a note fill some lines of a terminal; notes can have what a peer wrote, at any length. */
const longestNote = 400;

const arrows: Readonly<Record<Direction, string>> = { in: '←', out: '→' };

/** One line a record, for a person: time, direction, peer, kind, size and the beginning of the bytes. */
export class PlainPrinter implements RecordPrinter {
  private readonly output: Output;

  constructor(output: Output) {
    this.output = output;
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

  async records(rows: readonly RecordRow[]): Promise<void> {
    for (const row of rows) await this.output.write(`${describeRow(row)}\n`);
    await this.output.flush();
  }

  private async lines(texts: readonly string[]): Promise<void> {
    for (const text of texts) await this.output.write(`${text}\n`);
    await this.output.flush();
  }
}

function describeRow(row: RecordRow): string {
  const peer = row.peer === null ? '' : `#${row.peer}`;
  const size = row.direction === null ? '' : formatCount(row.size);
  const columns = [
    formatTimeOfDay(row.at),
    row.direction === null ? '·' : arrows[row.direction],
    peer.padEnd(3),
    row.kind.padEnd(9),
    size.padStart(9),
  ];
  return `${columns.join('  ')}  ${contentOf(row)}`.trimEnd();
}

function contentOf(row: RecordRow): string {
  const bytes = formatEscapedText(row.preview) + (row.size > row.preview.length ? '…' : '');
  if (row.note === null) return bytes;
  const note = row.note.length > longestNote ? `${row.note.slice(0, longestNote)}…` : row.note;
  return bytes === '' ? visibleLine(note) : `${bytes}  (${visibleLine(note)})`;
}
