/** True when the key moves the focus within a list, to another of the rows that match the selector. */
export function moveFocus(list: HTMLElement | null, selector: string, key: string): boolean {
  const rows = [...(list?.querySelectorAll<HTMLElement>(selector) ?? [])];
  const place = rows.findIndex((row) => row === document.activeElement);
  const places: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(place + 1, rows.length - 1),
    ArrowUp: Math.max(place - 1, 0),
    Home: 0,
    End: rows.length - 1,
  };
  const next = places[key];
  if (next === undefined) return false;
  rows[next]?.focus();
  return true;
}
