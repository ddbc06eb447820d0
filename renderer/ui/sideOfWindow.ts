import { createContext, useContext } from 'react';

/** On which of two sides something is shown: each side remembers sizes of its own, and names its parts apart. */
export const SideOfWindow = createContext<'first' | 'second'>('first');

/** The name of a region, such as “Composer”, which is there twice where two tabs are side by side. */
export function useRegionName(name: string): string {
  return useContext(SideOfWindow) === 'first' ? name : `${name}, second side`;
}
