/** The row that a key goes to from `index`, of `count`; null for other keys. Page keys go as far as rows are visible. */
export function rowOfKey(key: string, index: number, count: number, rowsInView: number): number | null {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(index + 1, last);
    case 'ArrowUp':
      return Math.max(index - 1, 0);
    case 'PageDown':
      return Math.min(index + rowsInView, last);
    case 'PageUp':
      return Math.max(index - rowsInView, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
