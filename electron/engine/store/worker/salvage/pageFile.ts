import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';

import { damaged } from '../../fileProblem.ts';

/** The page size of Wirebench's files. */
const usualPageSize = 16_384;

/**
 * The pages of an SQLite file (sqlite.org/fileformat2.html, section 1), read without SQLite, which refuses the whole file when one of its
 * pages is damaged. Pages are numbered from 1. A missing end reads as zeros.
 */
export class PageFile implements Disposable {
  readonly pageSize: number;
  readonly pageCount: number;
  /** Its first 100 bytes. */
  readonly header: DataView;
  private readonly descriptor: number;

  /** Throws what the file system throws. */
  constructor(path: string) {
    // Opening a pipe would wait.
    if (!statSync(path).isFile()) throw damaged(path, 'it is not a file');
    this.descriptor = openSync(path, 'r');
    const header = new Uint8Array(100);
    readSync(this.descriptor, header, 0, header.length, 0);
    this.header = new DataView(header.buffer);
    const said = this.header.getUint16(16);
    this.pageSize = isPageSize(said) ? said : usualPageSize;
    this.pageCount = Math.ceil(fstatSync(this.descriptor).size / this.pageSize);
  }

  page(number: number): Uint8Array {
    return this.pages(number, 1);
  }

  /** `count` pages from number `number` on, in one piece. */
  pages(number: number, count: number): Uint8Array {
    const bytes = new Uint8Array(count * this.pageSize);
    const start = (number - 1) * this.pageSize;
    for (let filled = 0; filled < bytes.length;) {
      const read = readSync(this.descriptor, bytes, filled, bytes.length - filled, start + filled);
      if (read === 0) break;
      filled += read;
    }
    return bytes;
  }

  [Symbol.dispose](): void {
    closeSync(this.descriptor);
  }
}

function isPageSize(size: number): boolean {
  return size >= 512 && size <= 32_768 && (size & (size - 1)) === 0;
}
