import { literal, type LineBytes } from './lineBytes.ts';

/**
 * Times with six digits after the second. A second is formatted once for all times in it: a date costs as much as all the rest of a record.
 */
export class WrittenTimes {
  private readonly format: (us: number) => string;
  private second = Number.NaN;
  private before: Uint8Array = literal('');
  private behind: Uint8Array = literal('');

  /** `format`: writes a time in microseconds since the epoch as text. */
  constructor(format: (us: number) => string) {
    this.format = format;
  }

  write(us: number, lines: LineBytes): void {
    const second = Math.floor(us / usPerSecond);
    if (second !== this.second) this.begin(second);
    lines.literal(this.before);
    lines.digits(us - second * usPerSecond, 6);
    lines.literal(this.behind);
  }

  private begin(second: number): void {
    const [before = '', behind = ''] = this.format(second * usPerSecond).split(/(?<=\.)\d{6}/);
    this.second = second;
    this.before = literal(before);
    this.behind = literal(behind);
  }
}

const usPerSecond = 1_000_000;
