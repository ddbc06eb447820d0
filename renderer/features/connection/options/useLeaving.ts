import { useEffect, useRef } from 'react';

/** Does it when the field goes away, too: Escape closes the form, and a key may show another tab, without the field being blurred. */
export function useLeaving(leave: () => void): void {
  const latest = useRef(leave);
  useEffect(() => {
    latest.current = leave;
  }, [leave]);
  useEffect(() => () => latest.current(), []);
}
