import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import type { Mark } from '../../../shared/model/mark.ts';
import { formatElapsed } from '../../../shared/base/time.ts';
import {
  formatCount,
  formatCounted,
  formatQuantity,
  plural,
  type Quantity,
} from '../../../shared/base/quantity.ts';
import { formatBytes, measureBytes } from '../../../shared/bytes/sizes.ts';
import type { RecordedNoun } from '../../../shared/model/endpointKinds.ts';
import type { Traffic } from '../../../shared/model/traffic.ts';
import type { TimeStretch, TrafficMeasure } from '../../state/records/traffic.ts';
import { stretchOf, type TrafficBars } from './trafficBuckets.ts';

/** What a chart shows. */
export interface ChartContent {
  readonly traffic: Traffic;
  readonly bars: TrafficBars;
  readonly measure: TrafficMeasure;
  /** What its payloads are called. */
  readonly noun: RecordedNoun;
}

/** `1,204 chunks/s`, `0.4 chunks/s`, `12.3 kB/s` */
export function measureRate(
  perSecond: number,
  { measure, noun }: Pick<ChartContent, 'measure' | 'noun'>,
): Quantity {
  if (measure === 'bytes') {
    const { value, unit } = measureBytes(Math.round(perSecond));
    return { value, unit: `${unit}/s` };
  }
  const isSmall = perSecond < 10 && !Number.isInteger(perSecond);
  const value = isSmall ? perSecond.toFixed(1) : formatCount(Math.round(perSecond));
  return { value, unit: `${value === '1' ? noun : plural(2, noun)}/s` };
}

/** Short enough to fit beside a chart: `850`, `1.2k`, `12k`, `1.2M`; bytes with their unit. */
export function formatScale(perSecond: number, measure: TrafficMeasure): string {
  if (measure === 'bytes') return formatBytes(Math.round(perSecond));
  if (perSecond > 0 && perSecond < 0.05) return '<0.1';
  if (perSecond < 10) return String(Math.round(perSecond * 10) / 10);
  if (perSecond < 1000) return String(Math.round(perSecond));
  if (perSecond < 999_500) return `${shortened(perSecond / 1000)}k`;
  return `${shortened(perSecond / 1_000_000)}M`;
}

function shortened(value: number): string {
  return value < 9.95 ? String(Math.round(value * 10) / 10) : formatCount(Math.round(value));
}

/** `14:02:11`, in local time. */
function formatClock(us: number): string {
  const date = new Date(us / 1000);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
}

/** The time of one bucket or of several: `14:02:11`, or `14:02:10 – 14:02:15` where it is longer than a second. */
function formatStretch({ from, to }: TimeStretch): string {
  return to - from <= 1_000_000 ? formatClock(from) : `${formatClock(from)} – ${formatClock(to)}`;
}

/** The words beside the chart for one bucket or several. */
export interface TrafficWords {
  readonly time: string;
  readonly received: Quantity;
  readonly sent: Quantity;
  /** What is marked there: its colour, and the note; null where nothing is. */
  readonly marked: string | null;
}

/** The words for the buckets from one to another, both included: the average if there are several. `marked` is the mark in them. */
export function wordsOf(
  content: ChartContent,
  ends: readonly [number, number],
  marked: Mark | null = null,
): TrafficWords {
  const { traffic, bars } = content;
  const first = Math.min(...ends);
  const end = Math.max(...ends) + 1;
  const rate = (values: readonly number[]): Quantity =>
    measureRate(averageOf(values.slice(first, end)), content);
  return {
    time: formatStretch(stretchOf(traffic, ...ends)),
    received: rate(bars.perSecondIn),
    sent: rate(bars.perSecondOut),
    marked: marked && markedWords(marked),
  };
}

/** The same for screen readers. */
export function spokenWords({ time, received, sent, marked }: TrafficWords, isSelection: boolean): string {
  const mark = marked === null ? '' : `, marked ${marked}`;
  const numbers = `received ${formatQuantity(received)}, sent ${formatQuantity(sent)}${mark}`;
  return isSelection ? `Selected ${time}: ${numbers} on average` : `${time}: ${numbers}`;
}

function markedWords({ colour, note }: Mark): string {
  return note === null ? colour : `${colour}: ${visibleLine(note)}`;
}

function averageOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : sumOf(values) / values.length;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** A summary of the whole chart for screen readers. */
export function summaryOf(content: ChartContent): string {
  const { traffic, bars, noun } = content;
  const payloadsIn = sumOf(traffic.payloadsIn);
  const payloadsOut = sumOf(traffic.payloadsOut);
  if (payloadsIn + payloadsOut === 0) return 'Nothing was received or sent in this time.';
  const { from, to } = stretchOf(traffic, 0, traffic.payloadsIn.length - 1);
  const total = (payloads: number, bytes: readonly number[]): string =>
    `${formatCounted(payloads, noun)} (${formatBytes(sumOf(bytes))})`;
  return [
    `From ${formatClock(from)} to ${formatClock(to)}, ${formatElapsed(to - from)} in all.`,
    `Received ${total(payloadsIn, traffic.bytesIn)}, sent ${total(payloadsOut, traffic.bytesOut)}.`,
    peakOf('received', content, bars.perSecondIn),
    peakOf('sent', content, bars.perSecondOut),
  ]
    .filter((sentence) => sentence !== null)
    .join(' ');
}

function peakOf(what: string, content: ChartContent, values: readonly number[]): string | null {
  const largest = Math.max(0, ...values);
  if (largest === 0) return null;
  const at = formatStretch(stretchOf(content.traffic, values.indexOf(largest), values.indexOf(largest)));
  return `Most was ${what} at ${at}: ${formatQuantity(measureRate(largest, content))}.`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
