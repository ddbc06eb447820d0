import { toDisposable, type Disposable } from './lifecycle.ts';

/**
 * Calls `act` once when the signal fires, immediately if it has fired already, and never after the result was disposed. A signal may live
 * as long as the program, and it keeps `act` alive: a caller that also waits for something else disposes the result when that arrives.
 */
export function onAbort(signal: AbortSignal, act: () => void): Disposable {
  if (signal.aborted) {
    act();
    return toDisposable(() => undefined);
  }
  signal.addEventListener('abort', act, { once: true });
  return toDisposable(() => signal.removeEventListener('abort', act));
}

/** Resolves when the signal fires. Only for code that waits for nothing else: the signal keeps the waiting code alive until then. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    onAbort(signal, () => resolve());
  });
}
