import { createStore, type StoreApi } from 'zustand/vanilla';
import { isAborted, messageOf } from '../../../shared/base/errors.ts';

interface ToastMessage {
  readonly id: number;
  readonly tone: 'danger' | 'plain';
  readonly text: string;
  /** What can be done about it; the message goes then. */
  readonly action?: ToastAction | undefined;
}

interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

/** 4 messages: earlier ones are out of date. */
const largestToastCount = 4;

/** Messages about events that have no place of their own in the window. */
export interface ToastStore {
  readonly store: StoreApi<readonly ToastMessage[]>;
  say(text: string, action?: ToastAction): void;
  /** Says why something failed, unless it was cancelled on purpose. */
  failed(error: unknown): void;
  close(id: number): void;
  /** Runs something whose failure has no place of its own. */
  run(work: () => Promise<unknown>): void;
}

export function createToastStore(): ToastStore {
  const store = createStore<readonly ToastMessage[]>(() => []);
  let lastId = 0;
  const add = (tone: ToastMessage['tone'], text: string, action?: ToastAction): void => {
    lastId += 1;
    const others = store.getState().filter((toast) => toast.text !== text);
    store.setState([...others, { id: lastId, tone, text, action }].slice(-largestToastCount), true);
  };
  const failed = (error: unknown): void => {
    if (!isAborted(error)) add('danger', messageOf(error));
  };
  return {
    store,
    say: (text, action) => add('plain', text, action),
    failed,
    close: (id) =>
      store.setState(
        store.getState().filter((toast) => toast.id !== id),
        true,
      ),
    run: (work) => void work().catch(failed),
  };
}
