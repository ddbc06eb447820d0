import { z } from 'zod';
import { parseDuration } from '../base/duration.ts';
import { parseSize } from '../base/sizeValue.ts';
import { largestMessageLimitBytes } from '../model/connection.ts';
import { formatHeader, parseHeader } from '../model/headerText.ts';
import { fingerprintOf, tlsVersionOf } from '../model/tlsText.ts';

/** The form in which the value of an option is written on a command line. */
export interface OptionForm {
  /** What the option takes, for a sentence that refuses something else. */
  readonly takes: string;
  /** The value for the endpoint; undefined if the text is not in this form. The schema decides whether the value is allowed. */
  readonly read: (text: string) => unknown;
  /** The text for a value of the endpoint; null for one that this form cannot write. */
  readonly write: (value: unknown) => string | null;
}

function form<Value>(
  takes: string,
  schema: z.ZodType<Value>,
  read: (text: string) => unknown,
  write: (value: Value) => string | null,
): OptionForm {
  return {
    takes,
    read,
    write: (value) => {
      const parsed = schema.safeParse(value);
      return parsed.success ? write(parsed.data) : null;
    },
  };
}

const asIs = (text: string): string => text;

export const textForm = form('a text', z.string(), asIs, asIs);

/** A text that counts without the spaces around it. */
export const trimmedForm = form('a text', z.string(), asIs, (text) => text.trim() || null);

/** A whole number. */
export const numberForm = form('a number', z.number(), numberIn, String);

function numberIn(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** A whole number, or `forever` for null. */
export const countForm = form(
  'a number or forever',
  z.number().nullable(),
  (text) => (text === 'forever' ? null : numberIn(text)),
  (count) => (count === null ? 'forever' : String(count)),
);

/** Milliseconds, written with a unit; a bare number is seconds. */
export const durationForm = form(
  'a duration such as 250ms, 1.5s, 2m or 1h',
  z.number(),
  (text) => {
    const duration = parseDuration(text);
    return duration.ok ? Math.round(duration.value) : undefined;
  },
  (ms) => `${ms}ms`,
);

/** Bytes: `500`, `64k` (64,000), `64KiB` (65,536), `10MB`, `1.5GiB`. */
export const sizeForm = form(
  'a size from 1 byte up to 1 GiB, such as 65536, 64KiB or 10MB',
  z.number(),
  (text) => {
    const size = parseSize(text.trim());
    return size.ok && size.value >= 1 && size.value <= largestMessageLimitBytes ? size.value : undefined;
  },
  String,
);

/** Names with commas between them. */
export const listForm = form('names with commas between them', z.array(z.string()), listIn, (names) =>
  names.join(','),
);

/** The parts of a list with commas. */
export function listIn(text: string): readonly string[] {
  return text.split(',').map((part) => part.trim());
}

/** `1.2` for `TLSv1.2`, and `1.0` for `TLSv1`. */
export const tlsVersionForm = form('a version of TLS', z.string(), tlsVersionOf, (version) =>
  version === 'TLSv1' ? '1.0' : version.replace('TLSv', ''),
);

export const fingerprintForm = form('a SHA-256 fingerprint', z.string(), fingerprintOf, asIs);

export const headerForm = form(
  "a name and a value, as in 'Name: value'",
  z.object({ name: z.string(), value: z.string() }),
  parseHeader,
  formatHeader,
);

/** `224.0.0.251`, or `224.0.0.251@eth0` for a group that is joined on one interface. */
export const groupForm = form(
  'a multicast group',
  z.object({ group: z.string(), interface: z.string() }),
  (text) => {
    const at = text.indexOf('@');
    return at < 0
      ? { group: text, interface: '' }
      : { group: text.slice(0, at), interface: text.slice(at + 1) };
  },
  ({ group, interface: joinedOn }) => (joinedOn === '' ? group : `${group}@${joinedOn}`),
);

/** A message that is sent whenever the connection has opened; written by hand where their order counts. */
export const openingForms = {
  text: openingForm('text'),
  hex: openingForm('hex'),
} as const;

function openingForm(format: 'text' | 'hex'): OptionForm {
  return { takes: 'a message', read: (text) => ({ format, text }), write: () => null };
}
