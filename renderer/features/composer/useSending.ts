import { useCallback, useEffect, useState } from 'react';
import type { SendKind } from '../../../shared/model/sending.ts';

/** 200 ms: a shorter send would only make the button flicker. */
const longAfterMs = 200;

export interface Sending {
  readonly isSending: boolean;
  /** It takes long enough to be worth showing. */
  readonly isLong: boolean;
  /** Why the last send failed. */
  readonly failure: unknown;
  readonly send: (kind: SendKind, bytes: Uint8Array) => void;
  readonly forgetFailure: () => void;
}

/** One send at a time: from the click to the operating system's answer. */
export function useSending(onSend: (kind: SendKind, bytes: Uint8Array) => Promise<void>): Sending {
  const [isSending, setSending] = useState(false);
  const [isLong, setLong] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const forgetFailure = useCallback(() => setFailure(null), []);
  useEffect(() => {
    if (!isSending) return undefined;
    const timer = setTimeout(() => setLong(true), longAfterMs);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isSending]);
  const send = (kind: SendKind, bytes: Uint8Array): void => {
    setFailure(null);
    setSending(true);
    onSend(kind, bytes)
      .catch((error: unknown) => setFailure(error))
      .finally(() => setSending(false));
  };
  return { isSending, isLong, failure, send, forgetFailure };
}
