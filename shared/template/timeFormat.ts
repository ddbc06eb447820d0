import { fail, ok, type Result } from '../base/result.ts';

interface TimeParts {
  readonly date: Date;
  readonly nowUs: number;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** The parts of a format, longest first where one begins like another. Years and days may be written in capitals, as some programs do. */
const tokens: readonly (readonly [string, (parts: TimeParts) => string])[] = [
  ['yyyy', ({ date }) => String(date.getUTCFullYear()).padStart(4, '0')],
  ['YYYY', ({ date }) => String(date.getUTCFullYear()).padStart(4, '0')],
  ['yy', ({ date }) => twoDigits(date.getUTCFullYear() % 100)],
  ['YY', ({ date }) => twoDigits(date.getUTCFullYear() % 100)],
  ['MM', ({ date }) => twoDigits(date.getUTCMonth() + 1)],
  ['dd', ({ date }) => twoDigits(date.getUTCDate())],
  ['DD', ({ date }) => twoDigits(date.getUTCDate())],
  ['HH', ({ date }) => twoDigits(date.getUTCHours())],
  ['mm', ({ date }) => twoDigits(date.getUTCMinutes())],
  ['ss', ({ date }) => twoDigits(date.getUTCSeconds())],
  ['SSSSSS', ({ nowUs }) => String(nowUs % 1_000_000).padStart(6, '0')],
  ['SSS', ({ date }) => String(date.getUTCMilliseconds()).padStart(3, '0')],
];

const named: Readonly<Record<string, (parts: TimeParts) => string>> = {
  iso: ({ date }) => date.toISOString(),
  unix: ({ nowUs }) => String(Math.floor(nowUs / 1_000_000)),
  unixMs: ({ nowUs }) => String(Math.floor(nowUs / 1000)),
  unixUs: ({ nowUs }) => String(nowUs),
};

/**
 * The time in UTC, in a format: `iso`, `unix`, `unixMs`, `unixUs`, or parts such as `yyyy-MM-dd HH:mm:ss.SSS`, with other letters between
 * single quotes (`yyyy-MM-dd'T'HH:mm`). A problem is a sentence. `nowUs` is in microseconds since the epoch.
 */
export function formatTime(format: string, nowUs: number): Result<string, string> {
  const parts = { date: new Date(Math.floor(nowUs / 1000)), nowUs };
  const whole = Object.hasOwn(named, format) ? named[format] : undefined;
  return whole ? ok(whole(parts)) : formatParts(format, parts);
}

function formatParts(format: string, parts: TimeParts): Result<string, string> {
  let text = '';
  for (let at = 0; at < format.length;) {
    const quoted = /^'([^']*)'/.exec(format.slice(at));
    const token = tokens.find(([name]) => format.startsWith(name, at));
    const character = format.charAt(at);
    if (quoted) {
      text += quoted[1] === '' ? "'" : (quoted[1] ?? '');
      at += quoted[0].length;
    } else if (token) {
      text += token[1](parts);
      at += token[0].length;
    } else if (/[A-Za-z']/.test(character)) {
      return fail(
        `A time is iso, unix, unixMs, unixUs, or has the parts yyyy MM dd HH mm ss SSS, so “${character}” is not understood. Put other letters between ' and '.`,
      );
    } else {
      text += character;
      at += 1;
    }
  }
  return ok(text);
}
