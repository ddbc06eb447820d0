import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { WirebenchClient } from './client.ts';

/** Resolves when the page is about to be painted; in a hidden window, when it is visible again. */
export function nextAnimationFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

/** Calls back whenever the transport to the engine is restored after a loss. */
export function whenReconnected(client: WirebenchClient, reconnected: () => void): Disposable {
  const abort = new AbortController();
  void follow(client, abort.signal, reconnected);
  return { dispose: () => abort.abort() };
}

async function follow(client: WirebenchClient, signal: AbortSignal, reconnected: () => void): Promise<void> {
  let wasOpen = client.status.value.state === 'open';
  for await (const { state } of client.status.changes(signal)) {
    const isOpen = state === 'open';
    if (isOpen && !wasOpen) reconnected();
    wasOpen = isOpen;
  }
}
