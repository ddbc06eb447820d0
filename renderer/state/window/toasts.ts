import { createStore, type StoreApi } from 'zustand/vanilla';
import { allowsOf, isAborted, messageOf } from '../../../shared/base/errors.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';

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
  /** Says why something failed, unless it was cancelled on purpose, and offers to allow what has to be allowed first. */
  failed(error: unknown): void;
  close(id: number): void;
  /** Runs something whose failure has no place of its own. */
  run(work: () => Promise<unknown>): void;
}

/** `allow` lets the workspace use a variable of this machine. */
export function createToastStore(allow: (name: string) => Promise<void>): ToastStore {
  const store = createStore<readonly ToastMessage[]>(() => []);
  let lastId = 0;
  const add = (tone: ToastMessage['tone'], text: string, action?: ToastAction): void => {
    lastId += 1;
    const others = store.getState().filter((toast) => toast.text !== text);
    store.setState([...others, { id: lastId, tone, text, action }].slice(-largestToastCount), true);
  };
  const failed = (error: unknown): void => {
    if (isAborted(error)) return;
    const name = allowsOf(error);
    add('danger', messageOf(error), name === undefined ? undefined : toAllow(name));
  };
  const run = (work: () => Promise<unknown>): void => void work().catch(failed);
  const toAllow = (name: string): ToastAction => ({
    label: `Allow ${visibleLine(name)}`,
    run: () =>
      run(async () => {
        await allow(name);
        add('plain', `${visibleLine(name)} may be used in this workspace now. Send it again.`);
      }),
  });
  return {
    store,
    say: (text, action) => add('plain', text, action),
    failed,
    close: (id) =>
      store.setState(
        store.getState().filter((toast) => toast.id !== id),
        true,
      ),
    run,
  };
}
