import { useContext } from 'react';
import { SideOfWindow } from '../../ui/sideOfWindow.ts';

/** Names the panes, and their remembered sizes: a narrow window has its own, and so has each of two sides. */
export function usePaneIds(isNarrow: boolean): (id: string) => string {
  const side = useContext(SideOfWindow);
  return (id) => [id, ...(side === 'first' ? [] : [side]), ...(isNarrow ? ['narrow'] : [])].join('-');
}
