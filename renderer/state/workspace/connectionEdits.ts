import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { fail, type Result } from '../../../shared/base/result.ts';
import { connectionIdSchema, type ConnectionId } from '../../../shared/model/ids.ts';
import { nameAfter } from './connectionNames.ts';
import type { ConnectionStore } from './connections.ts';
import { isSame } from '../../../shared/model/optionAt.ts';
import { withOptions, type OptionValues } from './endpointOptions.ts';
import { ExpectedWork } from '../base/expectedWork.ts';

/** 400 ms after the last key press: a pause in typing, but before anybody looks at the file. */
const saveDelayMs = 400;

/** An endpoint that is newer than its file. */
interface ConnectionEdit {
  readonly endpoint: Endpoint;
  /** The revision of the file that the edit began with. When the file has another one, both were changed. */
  readonly revision: string;
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
  /** Saves everything on the screen now, under another name. Rejects like `save`. */
  rename(id: ConnectionId, name: string): Promise<void>;
  /** Settles a conflict: the edit replaces what stands in the file now. Rejects like `save`. */
  keep(id: ConnectionId): Promise<void>;
  /** Forgets the edit: what stands in the file is shown. */
  discard(id: ConnectionId): void;
  /** Forgets the edits of connections that are about to be deleted here. Returns a function that brings them back when that failed. */
  release(ids: readonly ConnectionId[]): () => void;
  /** The endpoint as shown on the screen. */
  endpointOf(id: ConnectionId): Endpoint | undefined;
}

/** `lost` is told of an edit whose connection was deleted elsewhere. */
export function createConnectionEditStore(
  connections: ConnectionStore,
  lost: (name: string, endpoint: Endpoint) => void = () => undefined,
): ConnectionEditStore {
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
    store.getState()[id]?.endpoint ?? connections.known(id)?.endpoint;
  const settle = async (id: ConnectionId): Promise<void> => works.get(id)?.settle();
  const writeNow = async (id: ConnectionId, renamed?: string): Promise<void> => {
    const edit = store.getState()[id];
    const connection = connections.get(id);
    if (!connection || (!edit && renamed === undefined)) return;
    if (edit && renamed === undefined && isSame(edit.endpoint, connection.endpoint)) {
      put(id, undefined);
      return;
    }
    const endpoint = edit?.endpoint ?? connection.endpoint;
    const name = renamed ?? nameAfter(connection, endpoint);
    try {
      const saved = await connections.update(id, name, endpoint, edit?.revision ?? connection.revision);
      const newest = store.getState()[id];
      if (newest) put(id, newest.endpoint === endpoint ? undefined : { ...newest, revision: saved.revision });
    } catch (error) {
      const newest = store.getState()[id];
      if (newest) put(id, { ...newest, problem: messageOf(error) });
      throw error;
    }
  };
  const writes = new Map<ConnectionId, Promise<void>>();
  /** One after the other: the next one begins with the revision that the one before has made. */
  const write = (id: ConnectionId, renamed?: string): Promise<void> => {
    unschedule(id);
    const last = writes.get(id) ?? Promise.resolve();
    const next = last.catch(() => undefined).then(() => writeNow(id, renamed));
    writes.set(id, next);
    return next;
  };
  const save = async (id: ConnectionId): Promise<void> => {
    await settle(id);
    await write(id);
  };
  // A failure is stored in the edit, and shown beside the typed text. Fields still being typed in are left alone.
  const schedule = (id: ConnectionId): void => {
    unschedule(id);
    timers.set(
      id,
      setTimeout(() => void write(id).catch(() => undefined), saveDelayMs),
    );
  };
  const edit = (id: ConnectionId, endpoint: Endpoint): void => {
    const before = store.getState()[id];
    put(id, {
      endpoint,
      revision: before?.revision ?? connections.known(id)?.revision ?? '',
      problem: before?.problem ?? null,
    });
    schedule(id);
  };
  const lose = (id: ConnectionId, error: unknown): void => {
    const endpoint = endpointOf(id);
    const revision = store.getState()[id]?.revision ?? connections.get(id)?.revision;
    if (endpoint && revision !== undefined) put(id, { endpoint, revision, problem: messageOf(error) });
  };
  const watching = connections.store.subscribe(({ isLoaded }, before) => {
    for (const id of isLoaded ? editedIds(store.getState()) : []) {
      const left = store.getState()[id];
      if (!left) continue;
      const missed = before.missed.get(id);
      if (connections.get(id)) {
        // It is back: what was typed meanwhile was not saved.
        if (missed) schedule(id);
      } else if (!connections.known(id)) {
        unschedule(id);
        put(id, undefined);
        lost(missed?.name ?? 'A connection', left.endpoint);
      }
    }
  });
  return {
    store,
    save,
    settle,
    edit,
    endpointOf,
    rename: async (id, name) => {
      await settle(id);
      await write(id, name);
    },
    keep: async (id) => {
      const kept = store.getState()[id];
      const connection = connections.get(id);
      if (kept && connection) put(id, { ...kept, revision: connection.revision });
      await save(id);
    },
    discard(id) {
      unschedule(id);
      put(id, undefined);
    },
    release(ids) {
      const left = store.getState();
      for (const id of ids) {
        unschedule(id);
        put(id, undefined);
      }
      return () => {
        for (const id of ids) {
          if (!left[id]) continue;
          put(id, left[id]);
          schedule(id);
        }
      };
    },
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
      watching();
      for (const id of timers.keys()) unschedule(id);
    },
  };
}

function editedIds(edits: ConnectionEdits): ConnectionId[] {
  return Object.keys(edits).map((id) => connectionIdSchema.parse(id));
}
