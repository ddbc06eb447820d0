import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { fail, type Result } from '../../../shared/base/result.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import { nameAfter } from './connectionNames.ts';
import type { ConnectionStore } from './connections.ts';
import { withOptions, type OptionValues } from './endpointOptions.ts';
import { ExpectedWork } from '../base/expectedWork.ts';

/** 400 ms after the last key: a pause in typing, and still before one looks at the file. */
const saveDelayMs = 400;

/** An endpoint that is newer than its file. */
interface ConnectionEdit {
  readonly endpoint: Endpoint;
  /** A sentence: why it could not be saved. */
  readonly problem: string | null;
}

/** How the fields of one connection change it. */
export interface ConnectionFields {
  /** Takes new values if all of them can be taken, else gives a sentence. Works on the newest endpoint, whenever it is called. */
  readonly change: (values: OptionValues) => Result<Endpoint, string>;
  /** Tells that this will change the connection, as a password that is being kept: who connects waits for it, or learns that it failed. */
  readonly expect: (work: Promise<unknown>) => void;
  /** Names what hands the text of a field over that is not left yet: who connects takes it first. Gives what ends that. */
  readonly onHandOver: (handOver: () => void) => () => void;
}

type ConnectionEdits = Readonly<Record<ConnectionId, ConnectionEdit>>;

/** What is being typed. It is on the screen at once and in the file soon after; there is no button for it. */
export interface ConnectionEditStore extends Disposable {
  readonly store: StoreApi<ConnectionEdits>;
  edit(id: ConnectionId, endpoint: Endpoint): void;
  fieldsOf(id: ConnectionId): ConnectionFields;
  /** Resolves when `endpointOf` has all that is on the screen, fields included that are not left yet. Rejects when something of it is lost. */
  settle(id: ConnectionId): Promise<void>;
  /** Writes now all that is on the screen. Rejects when it cannot be; the edit stays. */
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
  const works = new Map<ConnectionId, ExpectedWork>();
  const workOf = (id: ConnectionId): ExpectedWork => {
    const work = works.get(id) ?? new ExpectedWork();
    works.set(id, work);
    return work;
  };
  const endpointOf = (id: ConnectionId): Endpoint | undefined =>
    store.getState()[id]?.endpoint ?? connections.get(id)?.endpoint;
  const settle = async (id: ConnectionId): Promise<void> => works.get(id)?.settle();
  const write = async (id: ConnectionId): Promise<void> => {
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
  const save = async (id: ConnectionId): Promise<void> => {
    await settle(id);
    await write(id);
  };
  const edit = (id: ConnectionId, endpoint: Endpoint): void => {
    unschedule(id);
    put(id, { endpoint, problem: store.getState()[id]?.problem ?? null });
    // A failure is in the edit, and is shown beside what was typed. A field that somebody is typing in is not taken from them.
    timers.set(
      id,
      setTimeout(() => void write(id).catch(() => undefined), saveDelayMs),
    );
  };
  const lose = (id: ConnectionId, error: unknown): void => {
    const endpoint = endpointOf(id);
    if (endpoint) put(id, { endpoint, problem: messageOf(error) });
  };
  return {
    store,
    save,
    settle,
    edit,
    endpointOf,
    fieldsOf: (id) => ({
      change(values) {
        const endpoint = endpointOf(id);
        const changed = endpoint ? withOptions(endpoint, values) : fail('This connection was deleted.');
        if (changed.ok) edit(id, changed.value);
        return changed;
      },
      expect: (work) => workOf(id).expect(work, (error) => lose(id, error)),
      onHandOver: (handOver) => workOf(id).onHandOver(handOver),
    }),
    dispose() {
      for (const id of timers.keys()) unschedule(id);
    },
  };
}
