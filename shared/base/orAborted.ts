import { onAbort } from './onAbort.ts';

/** Resolves as the work does, or rejects with the signal's reason as soon as it fires; for work that cannot be cancelled itself. */
export async function orAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const over = Promise.withResolvers<never>();
  const listening = onAbort(signal, () => over.reject(signal.reason));
  try {
    return await Promise.race([over.promise, work]);
  } finally {
    listening.dispose();
  }
}
