import { useEffect, useRef } from 'react';
import { useOptions } from './optionsContext.ts';

/**
 * Calls `leave` in the cases without a blur too: when the field is unmounted, because Escape closes the form or a key shows another tab,
 * and when a key connects while the field has the focus.
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
