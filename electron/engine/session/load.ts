/** Messages that wait, and their bytes: a limit of bytes alone is none for messages of one byte. */
export class Load {
  count = 0;
  bytes = 0;

  add(size: number): void {
    this.count += 1;
    this.bytes += size;
  }

  remove(size: number): void {
    this.count -= 1;
    this.bytes -= size;
  }
}
