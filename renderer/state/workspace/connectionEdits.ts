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

/** 400 ms after the last key press: a pause in typing, but before anybody looks at the file. */
const saveDelayMs = 400;

/** An endpoint that is newer than its file. */
interface ConnectionEdit {
  readonly endpoint: Endpoint;
  /** A sentence: why it could not be saved. */
  readonly problem: string | null;
}

/** How the fields of one connection change it. */
export interface ConnectionFields {
  /** Applies new values if all of them are valid, otherwise returns a sentence. Always works on the newest endpoint. */
  readonly change: (values: OptionValues) => Result<Endpoint, string>;
  /** Announces work that will change the connection, such as a password being stored: connecting waits for it, or fails with it. */
  readonly expect: (work: Promise<unknown>) => void;
  /**
   * Registers a function that hands over the text of a field not left yet: connecting calls it first. Returns a function that ends this.
   */
  readonly onHandOver: (handOver: () => void) => () => void;
}

type ConnectionEdits = Readonly<Record<ConnectionId, ConnectionEdit>>;

/** The edits being typed. They are on the screen at once and in the file soon after; there is no save button. */
export interface ConnectionEditStore extends Disposable {
  readonly store: StoreApi<ConnectionEdits>;
  edit(id: ConnectionId, endpoint: Endpoint): void;
  fieldsOf(id: ConnectionId): ConnectionFields;
  /** Resolves when `endpointOf` has everything on the screen, including fields not left yet. Rejects when part of it is lost. */
  settle(id: ConnectionId): Promise<void>;
  /** Saves everything on the screen now. Rejects when that fails; the edit stays. */
  save(id: ConnectionId): Promise<void>;
  /** The endpoint as shown on the screen. */
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
    // A failure is stored in the edit, and shown beside the typed text. Fields still being typed in are left alone.
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
