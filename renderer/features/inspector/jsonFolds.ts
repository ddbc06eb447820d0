import type { JsonLines } from '../../../shared/json/jsonLines.ts';

/** Lines `first` to `last` are not shown; the count includes all lines hidden up to and including these. */
interface HiddenLines {
  readonly first: number;
  readonly last: number;
  readonly hiddenSoFar: number;
}

/** Which lines are folded, and so which line each row shows. A folded line represents all lines up to the one that closes it. */
export class JsonFolds {
  readonly folded: ReadonlySet<number>;
  readonly rowCount: number;
  private readonly lines: JsonLines;
  private readonly hidden: readonly HiddenLines[];

  constructor(lines: JsonLines, folded: ReadonlySet<number> = new Set()) {
    this.lines = lines;
    this.folded = folded;
    this.hidden = hiddenBy(lines, folded);
    this.rowCount = lines.count - (this.hidden.at(-1)?.hiddenSoFar ?? 0);
  }

  canFold(line: number): boolean {
    return (this.lines.closer[line] ?? 0) > 0;
  }

  toggled(line: number): JsonFolds {
    const folded = new Set(this.folded);
    if (!folded.delete(line)) folded.add(line);
    return new JsonFolds(this.lines, folded);
  }

  lineAt(row: number): number {
    let low = 0;
    let high = this.hidden.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.hidden[middle];
      if (entry && entry.last + 1 - entry.hiddenSoFar <= row) low = middle + 1;
      else high = middle;
    }
    return row + (this.hidden[low - 1]?.hiddenSoFar ?? 0);
  }

  /** The row that shows a line, or the row that it is folded into. */
  rowOf(line: number): number {
    let hiddenBefore = 0;
    for (const { first, last, hiddenSoFar } of this.hidden) {
      if (first > line) break;
      if (line <= last) return first - 1 - hiddenBefore;
      hiddenBefore = hiddenSoFar;
    }
    return line - hiddenBefore;
  }
}

function hiddenBy(lines: JsonLines, folded: ReadonlySet<number>): HiddenLines[] {
  const hidden: HiddenLines[] = [];
  let end = -1;
  let hiddenSoFar = 0;
  for (const line of [...folded].toSorted((left, right) => left - right)) {
    // A fold inside a folded line hides nothing more.
    if (line <= end) continue;
    end = lines.closer[line] ?? line;
    hiddenSoFar += end - line;
    hidden.push({ first: line + 1, last: end, hiddenSoFar });
  }
  return hidden;
}
