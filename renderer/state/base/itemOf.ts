import { WirebenchError } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { onAbort } from '../../../shared/base/onAbort.ts';

/** Waits for the item that a subscription is about; the subscription goes on until it is disposed, or the signal fires. */
export function itemOf<Item>(
  signal: AbortSignal,
  subscribe: (resolve: (item: Item) => void, ended: (error: WirebenchError | null) => void) => Disposable,
): Disposable & { readonly item: Promise<Item> } {
  const { promise, resolve, reject } = Promise.withResolvers<Item>();
  const cancelled = new WirebenchError('ABORTED', 'This was cancelled.');
  const subscription = subscribe(resolve, (error) => reject(error ?? cancelled));
  const listening = onAbort(signal, () => {
    subscription.dispose();
    reject(cancelled);
  });
  return {
    item: promise,
    dispose() {
      listening.dispose();
      subscription.dispose();
    },
  };
}
