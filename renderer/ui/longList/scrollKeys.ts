/** The row that a key puts at the top of a read-only list; null for other keys. */
export function topRowAfterKey(
  key: string,
  list: { readonly topRow: number; readonly rowsInView: number; readonly rowCount: number },
): number | null {
  const page = Math.max(1, list.rowsInView - 1);
  switch (key) {
    case 'ArrowUp':
      return Math.max(0, list.topRow - 1);
    case 'ArrowDown':
      return list.topRow + 1;
    case 'PageUp':
      return Math.max(0, list.topRow - page);
    case 'PageDown':
    case ' ':
      return list.topRow + page;
    case 'Home':
      return 0;
    case 'End':
      return list.rowCount;
    default:
      return null;
  }
}
