import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';

interface CloseBefore {
  /** Closes, gives the focus back to where it was, and then works. */
  readonly closeBefore: (work: () => void) => void;
  /** Whether the focus has still to be given back. */
  readonly returnsFocus: () => boolean;
}

/**
 * For a modal in which something is chosen that may open another: the library gives the focus back in the next frame, and would take it
 * from what was opened.
 */
export function useCloseBefore(onClose: () => void): CloseBefore {
  const [before] = useState(() => document.activeElement);
  const isReturned = useRef(false);
  return {
    closeBefore: (work) => {
      isReturned.current = true;
      flushSync(onClose);
      if (before instanceof HTMLElement) before.focus();
      work();
    },
    returnsFocus: () => !isReturned.current,
  };
}
