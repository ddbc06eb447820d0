import { useCallback, useEffect, useLayoutEffect, useReducer, useRef } from 'react';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import type { RowRange } from '../../ui/longList/scrollModel.ts';
import type { TextAnchor, TextViewModel } from './textView.ts';

/**
 * Keeps the visible text in place while blocks arrive, and when a new width changes the wrapping. Returns the listener for the list's
 * range.
 */
export function useAnchoredRows(
  model: TextViewModel,
  version: number,
  list: { readonly current: LongListHandle | null },
): (range: RowRange) => void {
  const [, renumber] = useReducer((count: number) => count + 1, 0);
  const visible = useRef<RowRange>({ first: 0, end: 1 });
  const moving = useRef<TextAnchor | null>(null);
  const last = useRef(model);

  const takeIn = useCallback((): void => {
    const { first, end } = visible.current;
    const anchor = last.current.anchorAt(list.current?.topRow() ?? first, end);
    const isAnother = last.current !== model;
    last.current = model;
    if (isAnother) {
      const top = model.topRowFor(anchor);
      visible.current = { first: Math.floor(top), end: Math.ceil(top) + (end - first) };
      model.show(visible.current.first, visible.current.end);
    }
    if (!model.takeIn(visible.current.first, visible.current.end) && !isAnother) return;
    moving.current = anchor;
    renumber();
  }, [model, list]);

  useLayoutEffect(takeIn, [takeIn, version]);
  useLayoutEffect(() => {
    const anchor = moving.current;
    moving.current = null;
    if (anchor) list.current?.moveTo(model.topRowFor(anchor));
  });
  // The first visible range is requested here: the list only reports changes.
  useEffect(() => model.show(visible.current.first, visible.current.end), [model]);

  return useCallback(
    (range: RowRange) => {
      visible.current = range;
      model.show(range.first, range.end);
      takeIn();
    },
    [model, takeIn],
  );
}
