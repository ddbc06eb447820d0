import { onAbort } from '../../../../shared/base/onAbort.ts';

/**
 * Does the work with a signal that fires with the outer one, or when the time is over: `late` is then the reason, a sentence. A `timeoutMs`
 * of 0 or less is over at once.
 */
export async function withTimeLimit<Value>(
  timeoutMs: number,
  outer: AbortSignal,
  late: () => Error,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController();
  const listening = onAbort(outer, () => controller.abort(outer.reason));
  const timer = setTimeout(() => controller.abort(late()), Math.max(0, timeoutMs));
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    listening.dispose();
  }
}
