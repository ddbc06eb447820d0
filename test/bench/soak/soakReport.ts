import { largest, median } from '../report/statistics.ts';
import { formatNumber } from '../report/tables.ts';
import type { Quantiles } from './latency.ts';

export interface SoakLine {
  readonly seconds: number;
  /** Messages received. */
  readonly perSecond: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly externalBytes: number;
  /** From receiving a record until it was committed, and until the subscriber knew of it. */
  readonly committedMs: Quantiles;
  readonly seenMs: Quantiles;
  readonly loopMs: Quantiles;
}

export interface SoakSummary {
  readonly sent: number;
  readonly recorded: number;
  readonly seen: number;
  /** Resident memory once it was warm. */
  readonly leastRssBytes: number;
  readonly mostRssBytes: number;
  readonly committedMs: Quantiles;
  readonly seenMs: Quantiles;
  readonly loopMs: Quantiles;
}

const megabyte = 1e6;
const toleratedBytes = 20 * megabyte;
/** The first tenth, and at least a line, is warming up: code is compiled, and heaps find their size. */
const warmingShare = 0.1;

export function summarize(
  lines: readonly SoakLine[],
  counts: Pick<SoakSummary, 'sent' | 'recorded' | 'seen'>,
): SoakSummary {
  const warming = Math.max(1, Math.round(lines.length * warmingShare));
  const warm = lines.slice(Math.min(warming, lines.length - 1));
  const rss = warm.map(({ rssBytes }) => rssBytes);
  const over = (of: (line: SoakLine) => Quantiles): Quantiles => ({
    p50: median(warm.map((line) => of(line).p50)),
    p99: median(warm.map((line) => of(line).p99)),
    max: largest(warm.map((line) => of(line).max)),
  });
  return {
    ...counts,
    leastRssBytes: Math.min(...rss),
    mostRssBytes: Math.max(...rss),
    committedMs: over(({ committedMs }) => committedMs),
    seenMs: over(({ seenMs }) => seenMs),
    loopMs: over(({ loopMs }) => loopMs),
  };
}

export function isSound(summary: SoakSummary): boolean {
  const { sent, recorded, seen } = summary;
  return sent === recorded && sent === seen && swingBytes(summary) <= toleratedBytes;
}

/** How far it went from the middle, to either side. */
function swingBytes({ leastRssBytes, mostRssBytes }: SoakSummary): number {
  return (mostRssBytes - leastRssBytes) / 2;
}

const columns = [7, 12, 8, 8, 10, 22, 22, 22];

function row(cells: readonly string[]): string {
  return cells.map((cell, index) => cell.padStart(columns[index] ?? 0)).join('');
}

export function formatHeading(): string {
  const names = ['after', 'messages/s', 'RSS', 'heap', 'external', 'committed', 'seen', 'event loop'];
  const units = ['s', '', 'MB', 'MB', 'MB', ...Array<string>(3).fill('p50 / p99 / max ms')];
  return `${row(names)}\n${row(units)}`;
}

export function formatLine(line: SoakLine): string {
  const megabytes = (bytes: number): string => (bytes / megabyte).toFixed(0);
  return row([
    String(line.seconds),
    formatNumber(line.perSecond),
    megabytes(line.rssBytes),
    megabytes(line.heapBytes),
    megabytes(line.externalBytes),
    formatQuantiles(line.committedMs),
    formatQuantiles(line.seenMs),
    formatQuantiles(line.loopMs),
  ]);
}

function formatQuantiles({ p50, p99, max }: Quantiles): string {
  return [p50, p99, max].map((ms) => ms.toFixed(1)).join(' / ');
}

export function summaryLines(summary: SoakSummary): string[] {
  const { sent, recorded, seen, leastRssBytes, mostRssBytes } = summary;
  const count = (value: number): string => value.toLocaleString('en');
  const megabytes = (bytes: number): string => `${(bytes / megabyte).toFixed(1)} MB`;
  return [
    `${count(sent)} messages were sent, ${count(recorded)} are in the recording, ${count(seen)} were seen by the subscriber.`,
    `Resident memory was from ${megabytes(leastRssBytes)} to ${megabytes(mostRssBytes)} once warm: ±${megabytes(swingBytes(summary))}.`,
    `From receiving to the file: ${formatQuantiles(summary.committedMs)} ms (p50 / p99 / max, of the record that waited longest in its batch).`,
    `From receiving to the subscriber: ${formatQuantiles(summary.seenMs)} ms. Delay of the event loop: ${formatQuantiles(summary.loopMs)} ms.`,
    isSound(summary) ? 'Nothing was lost, and memory is flat.' : problemOf(summary),
  ];
}

function problemOf(summary: SoakSummary): string {
  const { sent, recorded, seen } = summary;
  if (sent !== recorded)
    return `${(sent - recorded).toLocaleString('en')} messages are missing from the recording.`;
  if (sent !== seen) return `The subscriber was not told of ${(sent - seen).toLocaleString('en')} messages.`;
  return `Memory is not flat: it went ±${formatNumber(swingBytes(summary) / megabyte)} MB, and ±${toleratedBytes / megabyte} MB are tolerated.`;
}
