import { formatCount, formatQuantity, type Quantity } from '../base/quantity.ts';

const units = ['kB', 'MB', 'GB', 'TB', 'PB'] as const;

/**
 * A size in decimal units (SI: 1 kB is 1000 bytes), as network tools count. Below 10,000 the number of bytes is exact, because at that size
 * people look for single bytes: `1,234 B`, `12.3 kB`, `1.2 MB`, `640 MB`.
 */
export function measureBytes(bytes: number): Quantity {
  if (bytes < 10_000) return { value: formatCount(bytes), unit: 'B' };
  let value = bytes / 1000;
  let index = 0;
  while (round(value) >= 1000 && index < units.length - 1) {
    value /= 1000;
    index += 1;
  }
  return { value: value < 99.95 ? value.toFixed(1) : formatCount(round(value)), unit: units[index] ?? 'kB' };
}

function round(value: number): number {
  return value < 99.95 ? Math.round(value * 10) / 10 : Math.round(value);
}

/** As `measureBytes`, in one text. */
export function formatBytes(bytes: number): string {
  return formatQuantity(measureBytes(bytes));
}
