interface Form {
  readonly bytes: Buffer;
  readonly secret: number;
}

/** Told where a form stands, from `start` up to `end`, and of which secret it is. */
type Hit = (start: number, end: number, secret: number) => void;

/**
 * Finds many short byte patterns in one pass: the first two bytes at each place lead to the few that begin with them. Each secret has
 * several forms, of two bytes at least.
 */
export class FormFinder {
  private readonly byStart = new Map<number, Form[]>();
  private readonly starts = new Uint8Array(0x1_0000);
  private readonly firstBytes = new Uint8Array(0x100);
  private readonly longest: number;

  constructor(secrets: readonly (readonly Uint8Array[])[]) {
    const forms = secrets.flatMap((each, secret) =>
      each.map((bytes): Form => ({ bytes: bufferOf(bytes), secret })),
    );
    for (const form of forms) {
      const start = startAt(form.bytes, 0);
      this.starts[start] = 1;
      this.firstBytes[start >> 8] = 1;
      const alike = this.byStart.get(start);
      if (alike) alike.push(form);
      else this.byStart.set(start, [form]);
    }
    this.longest = Math.max(0, ...forms.map(({ bytes }) => bytes.length));
  }

  /** Every occurrence, in the order of where it begins; they may overlap. */
  find(bytes: Buffer, hit: Hit): void {
    for (let at = 0; at < bytes.length - 1; at += 1) {
      const start = startAt(bytes, at);
      if (this.starts[start] === 0) continue;
      for (const { bytes: form, secret } of this.byStart.get(start) ?? []) {
        const end = at + form.length;
        if (end <= bytes.length && bytes.compare(form, 0, form.length, at, end) === 0) hit(at, end, secret);
      }
    }
  }

  /** The first place from which the bytes up to their end may be the beginning of a form; their length where there is none. */
  openFrom(bytes: Buffer): number {
    for (let at = Math.max(0, bytes.length - this.longest + 1); at < bytes.length; at += 1) {
      if (this.beginsAt(bytes, at)) return at;
    }
    return bytes.length;
  }

  private beginsAt(bytes: Buffer, at: number): boolean {
    const rest = bytes.length - at;
    if (rest === 1) return this.firstBytes[bytes[at] ?? 0] === 1;
    const start = startAt(bytes, at);
    if (this.starts[start] === 0) return false;
    return (this.byStart.get(start) ?? []).some(
      ({ bytes: form }) => form.length > rest && bytes.compare(form, 0, rest, at) === 0,
    );
  }
}

/** Without a copy. */
function bufferOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

function startAt(bytes: Buffer, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
