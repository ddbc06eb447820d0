import { largest, median } from '../report/statistics.ts';
import { formatNumber } from '../report/tables.ts';
import type { Quantiles } from './latency.ts';
import { isGrowing, trendOf, type Trend } from './trend.ts';

export interface SoakLine {
  readonly seconds: number;
  /** Received since the start. */
  readonly messages: number;
  /** Received since the last line. */
  readonly perSecond: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly externalBytes: number;
  readonly abortListeners: number;
  /** Sockets, timers and open files. */
  readonly handles: number;
  /** From receiving a record until it was committed, and until the subscriber knew of it. */
  readonly committedMs: Quantiles;
  readonly seenMs: Quantiles;
  readonly loopMs: Quantiles;
}

/** One figure over the warm part of the run, by millions of messages. */
interface SoakTrend extends Trend {
  readonly name: string;
  readonly unit: string;
  readonly isGrowing: boolean;
}

export interface SoakSummary {
  readonly sent: number;
  readonly recorded: number;
  readonly seen: number;
  readonly committedMs: Quantiles;
  readonly seenMs: Quantiles;
  readonly loopMs: Quantiles;
  /** False where the run was too short to tell what grows. */
  readonly isTold: boolean;
  readonly trends: readonly SoakTrend[];
}

const megabyte = 1e6;
/** The first tenth, and at least a line, is warming up: code is compiled, and heaps find their size. Before five minutes they have not. */
const warmingShare = 0.1;
const leastSeconds = 300;

interface Watched {
  readonly name: string;
  readonly unit: string;
  readonly of: (line: SoakLine) => number;
  /** By a million messages, which are 50 seconds. */
  readonly tolerated: number;
}

/**
 * What must not grow. 0.1 MB by a million messages is a tenth of a byte for each: nothing that is kept of a message is so small. 0.1 ms is
 * 7 ms an hour, a quarter of what there is. Listeners and handles do not grow at all.
 */
const watched: readonly Watched[] = [
  { name: 'Resident memory', unit: 'MB', of: ({ rssBytes }) => rssBytes / megabyte, tolerated: 0.1 },
  {
    name: 'Heap and buffers',
    unit: 'MB',
    of: ({ heapBytes, externalBytes }) => (heapBytes + externalBytes) / megabyte,
    tolerated: 0.1,
  },
  { name: 'Abort listeners', unit: '', of: ({ abortListeners }) => abortListeners, tolerated: 0 },
  { name: 'Handles', unit: '', of: ({ handles }) => handles, tolerated: 0 },
  { name: 'Receiving to file', unit: 'ms', of: ({ committedMs }) => committedMs.p50, tolerated: 0.1 },
  { name: 'Receiving to subscriber', unit: 'ms', of: ({ seenMs }) => seenMs.p50, tolerated: 0.1 },
];

export function summarize(
  lines: readonly SoakLine[],
  counts: Pick<SoakSummary, 'sent' | 'recorded' | 'seen'>,
): SoakSummary {
  const warming = Math.max(1, Math.round(lines.length * warmingShare));
  const warm = lines.slice(Math.min(warming, lines.length - 1));
  const isTold = (lines.at(-1)?.seconds ?? 0) >= leastSeconds;
  const over = (of: (line: SoakLine) => Quantiles): Quantiles => ({
    p50: median(warm.map((line) => of(line).p50)),
    p99: median(warm.map((line) => of(line).p99)),
    max: largest(warm.map((line) => of(line).max)),
  });
  return {
    ...counts,
    isTold,
    committedMs: over(({ committedMs }) => committedMs),
    seenMs: over(({ seenMs }) => seenMs),
    loopMs: over(({ loopMs }) => loopMs),
    trends: watched.map(({ name, unit, of, tolerated }) => {
      const trend = trendOf(warm.map((line) => ({ x: line.messages / 1e6, y: of(line) })));
      return Object.assign(trend, { name, unit, isGrowing: isTold && isGrowing(trend, tolerated) });
    }),
  };
}

export function isSound({ sent, recorded, seen, trends }: SoakSummary): boolean {
  return sent === recorded && sent === seen && !trends.some((trend) => trend.isGrowing);
}

const columns = [7, 12, 8, 8, 10, 11, 9, 22, 22, 22];

function row(cells: readonly string[]): string {
  return cells.map((cell, index) => cell.padStart(columns[index] ?? 0)).join('');
}

export function formatHeading(): string {
  const memory = ['RSS', 'heap', 'external', 'listeners', 'handles'];
  const names = ['after', 'messages/s', ...memory, 'committed', 'seen', 'event loop'];
  const units = ['s', '', 'MB', 'MB', 'MB', '', '', ...Array<string>(3).fill('p50 / p99 / max ms')];
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
    String(line.abortListeners),
    String(line.handles),
    formatQuantiles(line.committedMs),
    formatQuantiles(line.seenMs),
    formatQuantiles(line.loopMs),
  ]);
}

function formatQuantiles({ p50, p99, max }: Quantiles): string {
  return [p50, p99, max].map((ms) => ms.toFixed(1)).join(' / ');
}

export function summaryLines(summary: SoakSummary): string[] {
  const { sent, recorded, seen, trends } = summary;
  const count = (value: number): string => value.toLocaleString('en');
  return [
    `${count(sent)} messages were sent, ${count(recorded)} are in the recording, ${count(seen)} were seen by the subscriber.`,
    `From receiving to the file: ${formatQuantiles(summary.committedMs)} ms (p50 / p99 / max, of the record that waited longest in its batch).`,
    `From receiving to the subscriber: ${formatQuantiles(summary.seenMs)} ms. Delay of the event loop: ${formatQuantiles(summary.loopMs)} ms.`,
    'Once warm, from the first third to the last, and by a million messages (± its standard error):',
    ...trends.map(formatTrend),
    isSound(summary) ? soundOf(summary) : problemOf(summary),
  ];
}

function formatTrend({ name, unit, first, last, slope, error, isGrowing: grows }: SoakTrend): string {
  const of = `${first.toFixed(1)} → ${last.toFixed(1)} ${unit}`.trim();
  return `  ${name}: ${of}, ${slope >= 0 ? '+' : ''}${slope.toFixed(3)} ± ${error.toFixed(3)}${grows ? ' GROWS' : ''}`;
}

function soundOf({ isTold }: SoakSummary): string {
  return isTold
    ? 'Nothing was lost, and nothing grows.'
    : `Nothing was lost. What grows is told from ${leastSeconds / 60} minutes on.`;
}

function problemOf({ sent, recorded, seen, trends }: SoakSummary): string {
  if (sent !== recorded)
    return `${(sent - recorded).toLocaleString('en')} messages are missing from the recording.`;
  if (sent !== seen) return `The subscriber was not told of ${(sent - seen).toLocaleString('en')} messages.`;
  const growing = trends.filter((trend) => trend.isGrowing).map(({ name }) => name.toLowerCase());
  return `Something grows with every message: ${growing.join(', ')}.`;
}
