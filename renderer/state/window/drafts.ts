import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageIdSchema } from '../../../shared/model/ids.ts';
import { sendKindSchema } from '../../../shared/model/sending.ts';
import { encodingSchema, terminatorSchema } from '../../../shared/model/textOptions.ts';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';

/** Saved 300 ms after the last key press. */
const keepDelayMs = 300;
/** 2 Mi characters in all, some eight of the longest messages: localStorage has 5 Mi for everything. More lasts until the page is reloaded. */
const largestKeptCharacters = 2 * 1024 * 1024;

const storageKey = 'wirebench.drafts';

/** A message being written, of a connection or with changes of a named message; the composer knows what the values mean. */
const draftSchema = z.strictObject({
  mode: z.enum(['text', 'json', 'hex', 'base64']),
  escapes: z.boolean(),
  encoding: encodingSchema,
  terminator: terminatorSchema,
  text: z.string(),
  kind: sendKindSchema,
  /** The file that is sent in place of the text while `isChosen`. */
  file: z.strictObject({ path: z.string(), isChosen: z.boolean() }).optional(),
  /** Of a connection: the named message that is in the composer. */
  message: messageIdSchema.optional(),
  /** Of a named message: what its file had when its changes began. */
  revision: z.string().optional(),
});
export type KeptDraft = Readonly<z.infer<typeof draftSchema>>;

/** The unsent message of each connection, and the unsaved changes of each named message, by their ids. */
export interface DraftStore {
  readonly store: StoreApi<Readonly<Record<string, KeptDraft>>>;
  /** The ids of those that are lost when the page is reloaded: they are too long, or the browser keeps nothing. */
  readonly unkept: StoreApi<ReadonlySet<string>>;
  put(id: string, draft: KeptDraft): void;
  /** Those of deleted connections and messages, too. */
  forget(...ids: readonly string[]): void;
  /** Saves pending changes now, because the page is about to close. */
  keepNow(): void;
}

export function createDraftStore(storage: KeyStorage): DraftStore {
  const kept = readStored(storage, storageKey, z.record(z.string(), draftSchema));
  const store = createStore<Readonly<Record<string, KeptDraft>>>(() => kept ?? {});
  const unkept = createStore<ReadonlySet<string>>(() => new Set());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keepNow = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const all = store.getState();
    const short = shortEnough(all);
    const isKept = writeStored(storage, storageKey, short);
    unkept.setState(new Set(Object.keys(all).filter((id) => !isKept || !(id in short))), true);
  };
  store.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(keepNow, keepDelayMs);
  });
  return {
    store,
    unkept,
    put: (id, draft) => {
      const { [id]: _, ...others } = store.getState();
      store.setState({ ...others, [id]: draft }, true);
    },
    forget: (...ids) => {
      const gone = new Set(ids);
      const others = Object.entries(store.getState()).filter(([id]) => !gone.has(id));
      store.setState(Object.fromEntries(others), true);
    },
    keepNow: () => {
      if (timer !== undefined) keepNow();
    },
  };
}

/** The newest drafts come last in the object, and are kept first. */
function shortEnough(drafts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: [string, unknown][] = [];
  let characters = 0;
  for (const [id, draft] of Object.entries(drafts).toReversed()) {
    const length = JSON.stringify(draft).length;
    if (characters + length > largestKeptCharacters) continue;
    characters += length;
    kept.push([id, draft]);
  }
  return Object.fromEntries(kept.toReversed());
}
