import { formatCount } from '../../../shared/base/quantity.ts';

/** In five characters at most: `9,999`, then `12k`, `3M`, cut off and not rounded, since so many there are. */
export function shortCount(count: number): string {
  if (count < 10_000) return formatCount(count);
  if (count < 1_000_000) return `${Math.floor(count / 1000)}k`;
  return `${formatCount(Math.floor(count / 1_000_000))}M`;
}
