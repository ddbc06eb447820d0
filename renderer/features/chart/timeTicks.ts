import type { TimeStretch } from '../../state/records/traffic.ts';

const second = 1_000_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Round distances: each divides a minute, an hour or a day. */
const steps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 30, 90, 365].map((count) => count * day),
] as const;

/** 80 px: a label and as much again. */
const tickDistancePixels = 80;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

export interface TimeTick {
  /** Microseconds since the epoch. */
  readonly at: number;
  readonly label: string;
}

/**
 * Round times in a stretch, some 80 px apart, in local time. Across a clock change the distances stay, and the labels show the clock's
 * time.
 */
export function timeTicks({ from, to }: TimeStretch, widthPixels: number): TimeTick[] {
  const wanted = ((to - from) * tickDistancePixels) / Math.max(1, widthPixels);
  const step = steps.find((each) => each >= wanted) ?? Math.ceil(wanted / day) * day;
  const shift = new Date(from / 1000).getTimezoneOffset() * minute;
  const ticks: TimeTick[] = [];
  for (let at = Math.ceil((from - shift) / step) * step + shift; at < to; at += step) {
    ticks.push({ at, label: labelOf(at, step) });
  }
  return ticks;
}

function labelOf(at: number, step: number): string {
  const date = new Date(at / 1000);
  if (step >= day) return `${date.getDate()} ${months[date.getMonth()] ?? ''}`;
  const clock = [date.getHours(), date.getMinutes()];
  if (step < minute) clock.push(date.getSeconds());
  return clock.map((part) => String(part).padStart(2, '0')).join(':');
}
