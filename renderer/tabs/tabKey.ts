import { createContext } from 'react';

/** The key of the tab in which something is shown, which need not be the one that the person is in. */
export const TabKey = createContext<string | null>(null);
