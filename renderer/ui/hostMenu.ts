import { createContext } from 'react';

/** True where the host itself has a menu for text that is edited, with all that it needs of the clipboard. */
export const HasTextMenu = createContext(false);
