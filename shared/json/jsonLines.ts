import { fail, ok, type Result } from '../base/result.ts';
import { JsonScanner } from './jsonScanner.ts';

/** 512 levels: nobody reads deeper, and 100,000 levels would indent a line by half a kilometre. */
export const deepestJson = 512;

/** Why a text has no JSON view: a sentence, and the offset in the text. */
interface JsonProblem {
  readonly message: string;
  readonly at: number;
}

/**
 * JSON laid out in lines, each a stretch of the source: nothing is converted, so numbers keep every digit that was sent. Stored as plain
 * numbers, because 4 MiB of `[0,0,0…` are two million lines.
 */
export interface JsonLines {
  readonly source: string;
  readonly count: number;
  /** Where in the source a line begins and ends (exclusive), and its depth. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly depth: Uint16Array;
  /** For a line that opens an object or array, the line that closes it; 0 for the others. */
  readonly closer: Uint32Array;
}

/** Lays out a JSON text (RFC 8259), or several in a row, as they come over a stream. Handles any depth without recursion. */
export function layOutJson(source: string): Result<JsonLines, JsonProblem> {
  return new JsonLayout(source).layOut();
}

interface OpenContainer {
  readonly line: number;
  readonly isObject: boolean;
}

class JsonLayout {
  private readonly source: string;
  private readonly scanner: JsonScanner;
  private readonly lines = new LineTable();
  private readonly open: OpenContainer[] = [];
  private lineFrom = 0;

  constructor(source: string) {
    this.source = source;
    this.scanner = new JsonScanner(source);
  }

  layOut(): Result<JsonLines, JsonProblem> {
    do {
      const problem = this.value();
      if (problem !== null) return fail({ message: problem, at: this.scanner.at });
      this.scanner.skipSpace();
    } while (!this.scanner.isAtEnd || this.open.length > 0);
    return ok({ source: this.source, ...this.lines.finish() });
  }

  /** One value with what comes before and after it, up to where the next value begins. Returns a problem, or null. */
  private value(): string | null {
    const { scanner, open } = this;
    scanner.skipSpace();
    this.lineFrom = scanner.at;
    if (open.at(-1)?.isObject) {
      if (!scanner.takeString()) return 'a name in quotation marks is missing';
      scanner.skipSpace();
      if (!scanner.take(':')) return 'a colon is missing';
      scanner.skipSpace();
    }
    if (scanner.take('{')) return this.container(true, '}');
    if (scanner.take('[')) return this.container(false, ']');
    if (!scanner.takeScalar()) return 'a value is missing';
    return this.afterValue(-1);
  }

  private container(isObject: boolean, close: '}' | ']'): string | null {
    this.scanner.skipSpace();
    if (this.scanner.take(close)) return this.afterValue(-1);
    if (this.open.length >= deepestJson) return `it is nested deeper than ${deepestJson} levels`;
    this.open.push({ line: this.endLine(this.open.length), isObject });
    return null;
  }

  /**
   * Ends the value's line after its comma; then closes the objects and arrays that end here. `opener` is the line where this value began,
   * or -1.
   */
  private afterValue(opener: number): string | null {
    const { scanner, open } = this;
    let openedBy = opener;
    for (;;) {
      const to = scanner.at;
      scanner.skipSpace();
      const container = open.at(-1);
      const hasComma = container !== undefined && scanner.take(',');
      const line = this.endLine(open.length, hasComma ? scanner.at : to);
      if (openedBy >= 0) this.lines.close(openedBy, line);
      if (container === undefined || hasComma) return null;
      this.lineFrom = scanner.at;
      if (!scanner.take(container.isObject ? '}' : ']')) return 'a comma or a closing bracket is missing';
      open.pop();
      openedBy = container.line;
    }
  }

  private endLine(depth: number, to = this.scanner.at): number {
    return this.lines.add(this.lineFrom, to, depth);
  }
}

class LineTable {
  private count = 0;
  private from = new Uint32Array(1024);
  private to = new Uint32Array(1024);
  private depth = new Uint16Array(1024);
  private closer = new Uint32Array(1024);

  add(from: number, to: number, depth: number): number {
    if (this.count === this.from.length) this.grow();
    const line = this.count;
    this.from[line] = from;
    this.to[line] = to;
    this.depth[line] = depth;
    this.count += 1;
    return line;
  }

  close(opener: number, closer: number): void {
    this.closer[opener] = closer;
  }

  finish(): Omit<JsonLines, 'source'> {
    const { count, from, to, depth, closer } = this;
    return { count, from, to, depth, closer };
  }

  private grow(): void {
    const length = this.count * 2;
    this.from = copyInto(new Uint32Array(length), this.from);
    this.to = copyInto(new Uint32Array(length), this.to);
    this.depth = copyInto(new Uint16Array(length), this.depth);
    this.closer = copyInto(new Uint32Array(length), this.closer);
  }
}

function copyInto<Numbers extends Uint32Array | Uint16Array>(larger: Numbers, smaller: Numbers): Numbers {
  larger.set(smaller);
  return larger;
}
