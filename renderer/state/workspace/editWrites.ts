import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { connectionIdSchema, type ConnectionId } from '../../../shared/model/ids.ts';
import { isSame } from '../../../shared/model/optionAt.ts';
import type { KeyStorage } from '../base/stored.ts';
import { nameAfter } from './connectionNames.ts';
import type { ConnectionStore } from './connections.ts';
import { keepEdits } from './keptEdits.ts';

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

/** The edits of all connections that have one. */
export type ConnectionEdits = Readonly<Record<ConnectionId, ConnectionEdit>>;

/** The edits, and how they get into the files: a while after the last key press, those of one connection one after the other. */
export class EditWrites implements Disposable {
  readonly store: StoreApi<ConnectionEdits> = createStore<ConnectionEdits>(() => ({}));
  readonly #connections: ConnectionStore;
  readonly #timers = new Map<ConnectionId, ReturnType<typeof setTimeout>>();
  readonly #writes = new Map<ConnectionId, Promise<void>>();

  constructor(connections: ConnectionStore) {
    this.#connections = connections;
  }

  get(id: ConnectionId): ConnectionEdit | undefined {
    return this.store.getState()[id];
  }

  /** Keeps an edit, and writes it a while later. */
  put(id: ConnectionId, edit: ConnectionEdit): void {
    this.set(id, edit);
    this.schedule(id);
  }

  /** Keeps an edit without writing it. */
  set(id: ConnectionId, edit: ConnectionEdit): void {
    this.store.setState({ ...this.store.getState(), [id]: edit }, true);
  }

  /** Forgets an edit, also one that was about to be written. */
  forget(id: ConnectionId): void {
    this.#unschedule(id);
    this.#clear(id);
  }

  /** A failure is stored in the edit, and shown beside the typed text. Fields still being typed in are left alone. */
  schedule(id: ConnectionId): void {
    this.#unschedule(id);
    this.#timers.set(
      id,
      setTimeout(() => void this.write(id).catch(() => undefined), saveDelayMs),
    );
  }

  /** Writes the edit now, under another name if one is given. Rejects when that fails; the edit stays. */
  write(id: ConnectionId, renamed?: string): Promise<void> {
    this.#unschedule(id);
    // The next one begins with the revision that the one before has made.
    const last = this.#writes.get(id) ?? Promise.resolve();
    const next = last.catch(() => undefined).then(() => this.#writeNow(id, renamed));
    this.#writes.set(id, next);
    return next;
  }

  /** Writes all edits, and keeps them for a page that is loaded before they are written. */
  keep(storage: KeyStorage): void {
    const edits = editsOf(this.store.getState());
    keepEdits(
      storage,
      edits.map(({ id, edit: { endpoint, revision } }) => ({ id, endpoint, revision })),
    );
    // A failure is stored in the edit.
    for (const { id } of edits) this.write(id).catch(() => undefined);
  }

  dispose(): void {
    for (const id of this.#timers.keys()) this.#unschedule(id);
  }

  async #writeNow(id: ConnectionId, renamed?: string): Promise<void> {
    const edit = this.get(id);
    const connection = this.#connections.get(id);
    if (!connection || (!edit && renamed === undefined)) return;
    if (edit && renamed === undefined && isSame(edit.endpoint, connection.endpoint)) {
      this.#clear(id);
      return;
    }
    const endpoint = edit?.endpoint ?? connection.endpoint;
    const name = renamed ?? nameAfter(connection, endpoint, this.#connections.namesBeside(id));
    try {
      const revision = edit?.revision ?? connection.revision;
      const saved = await this.#connections.update(id, name, endpoint, revision);
      this.#written(id, endpoint, saved.revision);
    } catch (error) {
      const newest = this.get(id);
      if (newest) this.set(id, { ...newest, problem: messageOf(error) });
      throw error;
    }
  }

  /** What was typed while the file was written is an edit of the file as it is now. */
  #written(id: ConnectionId, endpoint: Endpoint, revision: string): void {
    const newest = this.get(id);
    if (newest?.endpoint === endpoint) this.#clear(id);
    else if (newest) this.set(id, { ...newest, revision });
  }

  #clear(id: ConnectionId): void {
    const { [id]: _, ...others } = this.store.getState();
    this.store.setState(others, true);
  }

  #unschedule(id: ConnectionId): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }
}

/** Each edit, with the id of its connection. */
export function editsOf(edits: ConnectionEdits): readonly { id: ConnectionId; edit: ConnectionEdit }[] {
  return Object.entries(edits).map(([id, edit]) => ({ id: connectionIdSchema.parse(id), edit }));
}
