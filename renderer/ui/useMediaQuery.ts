import { useSyncExternalStore } from 'react';

/** 900 px: with less, a sidebar leaves no room for a list with an inspector beside it. Also a window of 1280 px at 150 % zoom. */
export const narrowWindow = '(width < 900px)';

/** Whether a media query, applies to the window. */
export function useMediaQuery(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}
