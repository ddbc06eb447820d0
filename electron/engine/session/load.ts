import { formatCount } from '../../../shared/base/quantity.ts';

/** Messages that wait, and their bytes: a limit of bytes alone is none for messages of one byte. */
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

/** Messages that were to be sent, and had not left when our side ended; of the first one, a part may have. */
export function describeLeft({ count, bytes }: Pick<Load, 'count' | 'bytes'>): string {
  const [messages, were] = count === 1 ? ['message', 'was'] : ['messages', 'were'];
  const size = `${formatCount(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`;
  return `${formatCount(count)} ${messages} (${size}) ${were} not sent, or not whole, when our side ended.`;
}
