import { useEffect, useRef } from 'react';
import { useOptions } from './optionsContext.ts';

/**
 * Does it when the field is not blurred, too: where it goes away, because Escape closes the form or a key shows another tab, and where a
 * key connects while it has the focus.
 */
export function useLeaving(leave: () => void): void {
  const { onHandOver } = useOptions();
  const latest = useRef(leave);
  useEffect(() => {
    latest.current = leave;
  }, [leave]);
  useEffect(() => onHandOver(() => latest.current()), [onHandOver]);
  useEffect(() => () => latest.current(), []);
}
