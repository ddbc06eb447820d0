import type { StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { fail, type Result } from '../../../shared/base/result.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import { editsOf, EditWrites, type ConnectionEdits } from './editWrites.ts';
import type { ConnectionStore } from './connections.ts';
import { withOptions, type OptionValues } from './endpointOptions.ts';
import { takeEdits } from './keptEdits.ts';
import { ExpectedWork } from '../base/expectedWork.ts';
import type { KeyStorage } from '../base/stored.ts';

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
  /** To be called when the page is left: writes everything on the screen, and keeps it for the page that is loaded next. */
  keepNow(): void;
  /** Forgets the edit: what stands in the file is shown. */
  discard(id: ConnectionId): void;
  /** Forgets the edits of connections that are about to be deleted here. Returns a function that brings them back when that failed. */
  release(ids: readonly ConnectionId[]): () => void;
  /** The endpoint as shown on the screen. */
  endpointOf(id: ConnectionId): Endpoint | undefined;
}

/** `storage` outlives the page; `lost` is told of an edit whose connection was deleted elsewhere. */
export function createConnectionEditStore(
  connections: ConnectionStore,
  storage: KeyStorage,
  lost: (name: string, endpoint: Endpoint) => void = () => undefined,
): ConnectionEditStore {
  const edits = new EditWrites(connections);
  const works = new Map<ConnectionId, ExpectedWork>();
  const endpointOf = (id: ConnectionId): Endpoint | undefined =>
    edits.get(id)?.endpoint ?? connections.known(id)?.endpoint;
  const settle = async (id: ConnectionId): Promise<void> => works.get(id)?.settle();
  const save = async (id: ConnectionId): Promise<void> => {
    await settle(id);
    await edits.write(id);
  };
  const edit = (id: ConnectionId, endpoint: Endpoint): void => {
    const before = edits.get(id);
    const revision = before?.revision ?? connections.known(id)?.revision ?? '';
    edits.put(id, { endpoint, revision, problem: before?.problem ?? null });
  };
  for (const { id, endpoint, revision } of takeEdits(storage))
    edits.put(id, { endpoint, revision, problem: null });
  const unwatch = watchConnections(connections, edits, lost);
  return {
    store: edits.store,
    save,
    settle,
    edit,
    endpointOf,
    rename: async (id, name) => {
      await settle(id);
      await edits.write(id, name);
    },
    keep: async (id) => {
      const kept = edits.get(id);
      const connection = connections.get(id);
      if (kept && connection) edits.set(id, { ...kept, revision: connection.revision });
      await save(id);
    },
    keepNow() {
      for (const work of works.values()) work.handOver();
      edits.keep(storage);
    },
    discard: (id) => edits.forget(id),
    release: (ids) => releaseEdits(edits, ids),
    fieldsOf: (id) => fieldsOf(id, { connections, edits, works, endpointOf, edit }),
    dispose() {
      unwatch();
      edits.dispose();
    },
  };
}

/** Writes edits as their connections are there, and gives up those of connections that were deleted elsewhere. Returns a function that ends this. */
function watchConnections(
  connections: ConnectionStore,
  edits: EditWrites,
  lost: (name: string, endpoint: Endpoint) => void,
): () => void {
  return connections.store.subscribe(({ isLoaded, hasUnread }, before) => {
    for (const { id, edit: left } of isLoaded ? editsOf(edits.store.getState()) : []) {
      const missed = before.missed.get(id);
      if (connections.get(id)) {
        // It has come, or is back: what was typed before was not saved.
        if (missed || !before.isLoaded) edits.schedule(id);
      } else if (!hasUnread && !connections.known(id)) {
        edits.forget(id);
        lost(missed?.name ?? 'A connection', left.endpoint);
      }
    }
  });
}

function releaseEdits(edits: EditWrites, ids: readonly ConnectionId[]): () => void {
  const left = ids.flatMap((id) => {
    const edit = edits.get(id);
    edits.forget(id);
    return edit ? [{ id, edit }] : [];
  });
  return () => {
    for (const { id, edit } of left) edits.put(id, edit);
  };
}

/** What the fields of a connection change and wait for. */
interface Edited extends Pick<ConnectionEditStore, 'endpointOf' | 'edit'> {
  readonly connections: ConnectionStore;
  readonly edits: EditWrites;
  readonly works: Map<ConnectionId, ExpectedWork>;
}

function fieldsOf(
  id: ConnectionId,
  { connections, edits, works, endpointOf, edit }: Edited,
): ConnectionFields {
  const lose = (error: unknown): void => {
    const endpoint = endpointOf(id);
    const revision = edits.get(id)?.revision ?? connections.get(id)?.revision;
    if (endpoint && revision !== undefined) edits.set(id, { endpoint, revision, problem: messageOf(error) });
  };
  const work = (): ExpectedWork => {
    const known = works.get(id) ?? new ExpectedWork();
    works.set(id, known);
    return known;
  };
  return {
    change(values) {
      const endpoint = endpointOf(id);
      const changed = endpoint ? withOptions(endpoint, values) : fail('This connection was deleted.');
      if (changed.ok) edit(id, changed.value);
      return changed;
    },
    expect: (promised) => work().expect(promised, lose),
    onHandOver: (handOver) => work().onHandOver(handOver),
  };
}
