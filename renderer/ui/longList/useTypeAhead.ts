import { useRef, type KeyboardEvent } from 'react';

/** 700 ms between letters that belong to one name. */
const typingPauseMs = 700;

interface Named {
  readonly name: string;
}

/** The next row after `from` whose name begins with what was typed, in any case, from the top again at the end. */
export function rowTyped(rows: readonly Named[], from: number, typed: string): number | null {
  const wanted = typed.toLowerCase();
  // A single letter goes on to the next such row; more letters stay on the one that they fit.
  const start = typed.length === 1 ? from + 1 : Math.max(0, from);
  for (let step = 0; step < rows.length; step += 1) {
    const index = (start + step) % rows.length;
    if (rows[index]?.name.toLowerCase().startsWith(wanted) === true) return index;
  }
  return null;
}

/** The row whose name begins with the letters that are typed: null where none does, undefined for a key that is no letter. */
export function useTypeAhead(): (
  event: KeyboardEvent,
  rows: readonly Named[],
  from: number,
) => number | null | undefined {
  const typed = useRef({ text: '', atMs: 0, row: -1 });
  return (event, rows, from) => {
    // A question mark shows the keys; a name rarely begins with one.
    if (event.key.length !== 1 || event.altKey || event.ctrlKey || event.metaKey || ' ?'.includes(event.key))
      return undefined;
    // Another key has moved on since: a new name begins.
    const isNext = event.timeStamp - typed.current.atMs > typingPauseMs || from !== typed.current.row;
    const text = (isNext ? '' : typed.current.text) + event.key;
    const found = rowTyped(rows, from, text);
    typed.current = { text, atMs: event.timeStamp, row: found ?? from };
    return found;
  };
}
