import { formatCounted, plural } from '../../../shared/base/quantity.ts';

/** Messages that wait, and their bytes: a byte limit alone does not limit messages of one byte. */
export class Load {
  count = 0;
  bytes = 0;

  add(size: number): void {
    this.count += 1;
    this.bytes += size;
  }

  merge({ count, bytes }: Pick<Load, 'count' | 'bytes'>): void {
    this.count += count;
    this.bytes += bytes;
  }

  remove(size: number): void {
    this.count -= 1;
    this.bytes -= size;
  }
}

/** Messages that had not left when our side ended; part of the first one may have. */
export function describeLeft({ count, bytes }: Pick<Load, 'count' | 'bytes'>): string {
  const were = plural(count, 'was', 'were');
  return `${formatCounted(count, 'message')} (${formatCounted(bytes, 'byte')}) ${were} not sent, or only in part, when our side ended.`;
}
