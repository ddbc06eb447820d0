import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../shared/base/errors.ts';
import type { Disposable } from '../../shared/base/lifecycle.ts';
import type { Endpoint } from '../../shared/model/connection.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import { nameAfter } from './connectionNames.ts';
import type { ConnectionStore } from './connections.ts';

/** 400 ms after the last key: a pause in typing, and still before one looks at the file. */
const saveDelayMs = 400;

/** An endpoint that is newer than its file. */
export interface ConnectionEdit {
  readonly endpoint: Endpoint;
  /** A sentence: why it could not be saved. */
  readonly problem: string | null;
}

export type ConnectionEdits = Readonly<Record<ConnectionId, ConnectionEdit>>;

/** What is being typed. It is on the screen at once and in the file soon after; there is no button for it. */
export interface ConnectionEditStore extends Disposable {
  readonly store: StoreApi<ConnectionEdits>;
  edit(id: ConnectionId, endpoint: Endpoint): void;
  /** Writes now what is not written yet. Rejects when it cannot be; the edit stays. */
  save(id: ConnectionId): Promise<void>;
  /** As it is on the screen. */
  endpointOf(id: ConnectionId): Endpoint | undefined;
}

export function createConnectionEditStore(connections: ConnectionStore): ConnectionEditStore {
  const store = createStore<ConnectionEdits>(() => ({}));
  const timers = new Map<ConnectionId, ReturnType<typeof setTimeout>>();
  const put = (id: ConnectionId, edit: ConnectionEdit | undefined): void => {
    const { [id]: _, ...others } = store.getState();
    store.setState(edit ? { ...others, [id]: edit } : others, true);
  };
  const unschedule = (id: ConnectionId): void => {
    clearTimeout(timers.get(id));
    timers.delete(id);
  };
  const save = async (id: ConnectionId): Promise<void> => {
    unschedule(id);
    const edit = store.getState()[id];
    const connection = connections.get(id);
    if (!edit) return;
    if (!connection) {
      put(id, undefined);
      return;
    }
    try {
      await connections.update(id, nameAfter(connection, edit.endpoint), edit.endpoint);
      if (store.getState()[id]?.endpoint === edit.endpoint) put(id, undefined);
    } catch (error) {
      const newest = store.getState()[id];
      if (newest) put(id, { ...newest, problem: messageOf(error) });
      throw error;
    }
  };
  return {
    store,
    save,
    edit(id, endpoint) {
      unschedule(id);
      put(id, { endpoint, problem: store.getState()[id]?.problem ?? null });
      // A failure is in the edit, and is shown beside what was typed.
      timers.set(
        id,
        setTimeout(() => void save(id).catch(() => undefined), saveDelayMs),
      );
    },
    endpointOf: (id) => store.getState()[id]?.endpoint ?? connections.get(id)?.endpoint,
    dispose() {
      for (const id of timers.keys()) unschedule(id);
    },
  };
}
