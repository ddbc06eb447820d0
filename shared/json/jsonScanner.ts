/** A number, or one of the three words (RFC 8259, sections 3 and 6). */
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const space = /[ \t\r\n]*/y;
const escape = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;

/** Reads the tokens of JSON one after another. `at` is where the next one begins, or the first unreadable character. */
export class JsonScanner {
  at = 0;
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  get isAtEnd(): boolean {
    return this.at >= this.source.length;
  }

  skipSpace(): void {
    this.takePattern(space);
  }

  /** Consumes a punctuation character if it comes next. */
  take(character: string): boolean {
    if (this.source[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  takeScalar(): boolean {
    return this.takeString() || this.takePattern(scalar);
  }

  /** Uses a loop: a regular expression would need memory for every character of a long string. */
  takeString(): boolean {
    if (this.source[this.at] !== '"') return false;
    for (let at = this.at + 1; at < this.source.length; at += 1) {
      const code = this.source.charCodeAt(at);
      if (code === 0x22) {
        this.at = at + 1;
        return true;
      }
      if (code < 0x20) return this.stopAt(at);
      if (code === 0x5c) {
        escape.lastIndex = at + 1;
        const length = escape.exec(this.source)?.[0].length;
        if (length === undefined) return this.stopAt(at);
        at += length;
      }
    }
    return this.stopAt(this.source.length);
  }

  private stopAt(at: number): false {
    this.at = at;
    return false;
  }

  private takePattern(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const length = pattern.exec(this.source)?.[0].length ?? 0;
    this.at += length;
    return length > 0;
  }
}
