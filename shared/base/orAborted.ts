import { onAbort } from './onAbort.ts';

/** What the work resolves to; rejects with the signal's reason as soon as that fires, for work that cannot be cancelled by itself. */
export async function orAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const over = Promise.withResolvers<never>();
  const listening = onAbort(signal, () => over.reject(signal.reason));
  try {
    return await Promise.race([over.promise, work]);
  } finally {
    listening.dispose();
  }
}
