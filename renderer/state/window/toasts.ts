import { createStore, type StoreApi } from 'zustand/vanilla';
import { allowsOf, isAborted, messageOf } from '../../../shared/base/errors.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';

interface ToastMessage {
  readonly id: number;
  /** The key of the tab in which it happened: it goes when that is left. Null where none was open, or it is about something else. */
  readonly tab: string | null;
  readonly tone: 'danger' | 'plain';
  readonly text: string;
  /** What can be done about it; the message goes then. */
  readonly action?: ToastAction | undefined;
}

interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

/** 15 s: time to read it twice. What offers something to do waits for the person, until the tab is left. */
const shownMs = 15_000;

/** 4 messages: earlier ones are out of date. */
const largestToastCount = 4;

/** Messages about events that have no place of their own in the window. */
export interface ToastStore {
  readonly store: StoreApi<readonly ToastMessage[]>;
  say(text: string, action?: ToastAction): void;
  /** Offers to do something for a time, whatever tab is shown. Returns a function that ends that. */
  offer(text: string, action: ToastAction, forMs: number): () => void;
  /** Says why something failed, unless it was cancelled on purpose, and offers to allow what has to be allowed first. */
  failed(error: unknown): void;
  close(id: number): void;
  /** The tab with this key is no longer in front. */
  leave(tab: string): void;
  /** Runs something whose failure has no place of its own. */
  run(work: () => Promise<unknown>): void;
}

interface ToastSurroundings {
  /** Lets the workspace use a variable of this machine. */
  readonly allow: (name: string) => Promise<void>;
  /** The key of the tab in front. */
  readonly tab: () => string | null;
}

export function createToastStore({ allow, tab }: ToastSurroundings): ToastStore {
  const store = createStore<readonly ToastMessage[]>(() => []);
  let lastId = 0;
  const keep = (isKept: (toast: ToastMessage) => boolean): void => {
    const toasts = store.getState();
    const kept = toasts.filter(isKept);
    if (kept.length < toasts.length) store.setState(kept, true);
  };
  const close = (id: number): void => keep((toast) => toast.id !== id);
  const put = (toast: Omit<ToastMessage, 'id'>): number => {
    lastId += 1;
    const id = lastId;
    store.setState([...store.getState(), { id, ...toast }].slice(-largestToastCount), true);
    return id;
  };
  const add = (tone: ToastMessage['tone'], text: string, action?: ToastAction): void => {
    keep((toast) => toast.text !== text);
    const id = put({ tab: tab(), tone, text, action });
    if (action === undefined) setTimeout(() => close(id), shownMs);
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
        add('plain', `${visibleLine(name)} may be used in this workspace now. Try again.`);
      }),
  });
  return {
    store,
    say: (text, action) => add('plain', text, action),
    offer: (text, action, forMs) => {
      const id = put({ tab: null, tone: 'plain', text, action });
      const timer = setTimeout(() => close(id), forMs);
      return () => {
        clearTimeout(timer);
        close(id);
      };
    },
    failed,
    close,
    leave: (left) => keep((toast) => toast.tab !== left),
    run,
  };
}
