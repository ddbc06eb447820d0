import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createSends, type Sends, type SendsState } from '../../state/sessions/sends.ts';

/** 200 ms: a shorter send would only make the button flicker. */
const longAfterMs = 200;

interface Sending extends SendsState, Pick<Sends, 'send' | 'forgetFailure'> {
  /** It takes long enough to be worth showing. */
  readonly isLong: boolean;
}

/** What the composer has handed over, from the click to the operating system's answer. */
export function useSending(): Sending {
  const [sends] = useState(createSends);
  const { underWay, failure } = useStore(sends.store);
  const [isLong, setLong] = useState(false);
  const isSending = underWay > 0;
  useEffect(() => {
    if (!isSending) return undefined;
    const timer = setTimeout(() => setLong(true), longAfterMs);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isSending]);
  return { underWay, failure, isLong, send: sends.send, forgetFailure: sends.forgetFailure };
}
