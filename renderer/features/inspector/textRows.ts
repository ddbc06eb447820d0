/**
 * Numbers the rows of a text of which only some blocks are known. A block that was not loaded yet counts with an estimate; once loaded, its
 * real number replaces that, and the rows after it move.
 */
export class TextRows {
  private readonly counts: Uint32Array;
  private readonly known: Uint8Array;
  /** The first row of each block, and last the number of all rows. */
  private readonly firsts: Float64Array;
  private hasEstimate = false;

  constructor(blockCount: number, estimate: number) {
    this.counts = new Uint32Array(blockCount).fill(estimate);
    this.known = new Uint8Array(blockCount);
    this.firsts = new Float64Array(blockCount + 1);
    this.count();
  }

  get rowCount(): number {
    return this.firsts[this.counts.length] ?? 0;
  }

  isKnown(block: number): boolean {
    return this.known[block] === 1;
  }

  /** Sets how many rows a block really has. The first block's number becomes the estimate for the others. */
  learn(block: number, rows: number): void {
    if (!this.hasEstimate) {
      this.hasEstimate = true;
      this.counts.fill(Math.max(1, rows));
    }
    this.known[block] = 1;
    this.counts[block] = rows;
    this.count();
  }

  firstRowOf(block: number): number {
    return this.firsts[block] ?? this.rowCount;
  }

  rowsOf(block: number): number {
    return this.counts[block] ?? 0;
  }

  /** The block that a row is in. */
  blockOf(row: number): number {
    let low = 0;
    let high = this.counts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.firstRowOf(middle) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private count(): void {
    let row = 0;
    for (let block = 0; block < this.counts.length; block += 1) {
      this.firsts[block] = row;
      row += this.counts[block] ?? 0;
    }
    this.firsts[this.counts.length] = row;
  }
}
