import { createContext } from 'react';

/** On which of two sides something is shown: each side remembers sizes of its own, and names its parts apart. */
export const SideOfWindow = createContext<'first' | 'second'>('first');
