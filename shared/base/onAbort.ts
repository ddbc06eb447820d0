import { toDisposable, type Disposable } from './lifecycle.ts';

/**
 * Calls `act` once when the signal fires, at once where it has fired already, and never after the result was disposed. A signal may live
 * as long as the program and holds what it is to call: whoever waits for something else as well disposes the result when that has come.
 */
export function onAbort(signal: AbortSignal, act: () => void): Disposable {
  if (signal.aborted) {
    act();
    return toDisposable(() => undefined);
  }
  signal.addEventListener('abort', act, { once: true });
  return toDisposable(() => signal.removeEventListener('abort', act));
}

/** Resolves when the signal fires. It is for code that waits for nothing else: what waits is held until then. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    onAbort(signal, () => resolve());
  });
}
