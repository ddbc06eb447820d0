/**
 * Lines on their way to a file, a terminal or a window, as bytes: building a string for each of a million lines, and encoding it when it is
 * written, would cost several times as much.
 */
export class LineBytes {
  length = 0;
  private buffer: Uint8Array<ArrayBuffer>;
  private readonly usualBytes: number;

  /** `usualBytes`: how many are usually taken at once. */
  constructor(usualBytes: number) {
    this.usualBytes = usualBytes;
    this.buffer = new Uint8Array(usualBytes);
  }

  text(text: string): void {
    // A UTF-16 code unit takes at most three bytes.
    this.reserve(text.length * 3);
    this.length += encoder.encodeInto(text, this.buffer.subarray(this.length)).written;
  }

  bytes(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** For a few bytes, which this copies in less time than the call of `set` takes. */
  literal(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.length = copy(bytes, this.buffer, this.length);
  }

  /** A whole number from 0 on, padded with zeros or other signs to `least` digits. */
  digits(value: number, least = 1, before = zero): void {
    if (value > largestInteger) return this.text(String(value).padStart(least, String.fromCharCode(before)));
    this.reserve(mostDigits + least);
    const { buffer, length } = this;
    let count = 1;
    for (let power = 10; power <= value; power *= 10) count += 1;
    const start = length + Math.max(count, least);
    let at = start;
    let rest = value;
    for (let index = 0; index < count; index += 1) {
      const next = Math.trunc(rest / 10);
      at -= 1;
      buffer[at] = zero + (rest - next * 10);
      rest = next;
    }
    while (at > length) {
      at -= 1;
      buffer[at] = before;
    }
    this.length = start;
  }

  /** Two digits for each byte, with `separator` (a character's code) before each if given. */
  hex(bytes: Uint8Array, separator: number | null = null): void {
    this.reserve(bytes.length * 3);
    const { buffer } = this;
    let at = this.length;
    for (let index = 0; index < bytes.length; index += 1) {
      const byte = bytes[index] ?? 0;
      if (separator !== null) {
        buffer[at] = separator;
        at += 1;
      }
      buffer[at] = hexDigits[byte >> 4] ?? 0;
      buffer[at + 1] = hexDigits[byte & 15] ?? 0;
      at += 2;
    }
    this.length = at;
  }

  /** Writes ASCII with its escapes. False, without writing anything, when the escapes do not cover a byte. */
  ascii(bytes: Uint8Array, escapes: Escapes): boolean {
    this.reserve(bytes.length * longestEscape);
    const { buffer } = this;
    let at = this.length;
    for (let index = 0; index < bytes.length; index += 1) {
      const byte = bytes[index] ?? 0;
      const escape = escapes[byte];
      if (escape === undefined) return false;
      if (escape === null) {
        buffer[at] = byte;
        at += 1;
      } else at = copy(escape, buffer, at);
    }
    this.length = at;
    return true;
  }

  /** The byte that was written last; null where nothing was since the last `take`. */
  get lastByte(): number | null {
    return this.length === 0 ? null : (this.buffer[this.length - 1] ?? null);
  }

  /** Removes the spaces at the end. */
  trimEnd(): void {
    while (this.length > 0 && this.buffer[this.length - 1] === space) this.length -= 1;
  }

  /** Everything written; the buffer is empty from then on. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.buffer.subarray(0, this.length);
    // The caller may still be writing these bytes when more come.
    this.buffer = new Uint8Array(this.usualBytes);
    this.length = 0;
    return taken;
  }

  private reserve(count: number): void {
    if (this.length + count <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + count));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }
}

/** A text that is written often. */
export function literal(text: string): Uint8Array {
  return encoder.encode(text);
}

/** How each byte is written: null means unchanged, undefined means that these escapes cannot write it. */
type Escapes = readonly (Uint8Array | null | undefined)[];

/** `\u{10ffff}` and `\u00ff` are no longer than that. */
const longestEscape = 10;

/** The escapes of the ASCII characters, from how each is written by itself; those in `except` depend on their neighbours. */
export function asciiEscapes(written: (character: string) => string, except = ''): Escapes {
  return Array.from({ length: 256 }, (_, code) => {
    const character = String.fromCharCode(code);
    if (code > 127 || except.includes(character)) return undefined;
    const text = written(character);
    return text === character ? null : encoder.encode(text);
  });
}

export const space = 0x20;
const zero = 0x30;
const encoder = new TextEncoder();
const hexDigits = encoder.encode('0123456789abcdef');

/** Up to 31 bits, division costs the processor little. */
const largestInteger = 2 ** 31 - 1;
const mostDigits = 10;

function copy(bytes: Uint8Array, target: Uint8Array, start: number): number {
  for (let index = 0; index < bytes.length; index += 1) target[start + index] = bytes[index] ?? 0;
  return start + bytes.length;
}
