/** Adds a date where the day changes between times, so that a time of day says which day it belongs to. */
export class Days {
  /** In microseconds since the epoch: the start of the latest time's local day. Today, at first. */
  private from: number;
  private to: number;

  /** `now`: in milliseconds since the epoch. */
  constructor(now = Date.now()) {
    [this.from, this.to] = dayOf(now);
  }

  /** `2026-03-01 (UTC+01:00)` when a time (µs since the epoch) is on another day than the one before it, else null. */
  begins(at: number): string | null {
    if (at >= this.from && at < this.to) return null;
    const ms = Math.floor(at / 1000);
    [this.from, this.to] = dayOf(ms);
    const date = new Date(ms);
    const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(twoDigits).join('-');
    return `${day} (${zoneOf(date)})`;
  }
}

function dayOf(ms: number): [number, number] {
  const begin = new Date(ms);
  begin.setHours(0, 0, 0, 0);
  const end = new Date(begin);
  end.setDate(end.getDate() + 1);
  return [begin.getTime() * 1000, end.getTime() * 1000];
}

function zoneOf(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const size = Math.abs(minutes);
  const offset = `${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
  return `UTC${minutes < 0 ? '\u2212' : '+'}${offset}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
