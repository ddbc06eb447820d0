import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { storageFailureSchema } from '../../../shared/model/connection.ts';
import { endpointKinds, firstKind } from '../../../shared/model/endpointKinds.ts';
import { connectTimeoutSchema } from '../../../shared/model/socketOptions.ts';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';

/** What the sizes of text are chosen from, in CSS pixels. */
export const textSizes = [11, 12, 13, 14, 15, 16, 17, 18] as const;
export const monoSizes = [11, 11.5, 12, 12.5, 13, 13.5, 14, 15, 16, 17, 18] as const;

/** The options of new connections that a person chooses, for all kinds or for one. */
const newOptions = {
  newConnectTimeoutMs: connectTimeoutSchema,
  newReconnects: z.boolean().default(false),
  newWhenDiskFails: storageFailureSchema.default('continue'),
};
const newOptionsSchema = z.object(newOptions);
export type NewOptions = Readonly<z.output<typeof newOptionsSchema>>;

const settingsSchema = z.object({
  /** Of labels and sentences; headings and small print follow. */
  textSize: z.literal(textSizes).default(13),
  /** Of bytes, addresses, times and numbers. */
  monoSize: z.literal(monoSizes).default(12.5),
  /** What a new connection begins with. Its file has what differs from the defaults of its kind, as any other. */
  newKind: z.enum(endpointKinds).default(firstKind),
  ...newOptions,
  /** What is otherwise for connections of one kind. */
  newOfKinds: z
    .partialRecord(
      z.enum(endpointKinds),
      z.object({
        newConnectTimeoutMs: connectTimeoutSchema.unwrap().optional(),
        newReconnects: z.boolean().optional(),
        newWhenDiskFails: storageFailureSchema.optional(),
      }),
    )
    .default({}),
  /** Tells outside of the window, while another one is in front, what the person may wait for. */
  notifies: z.boolean().default(false),
  /** The computer does not go to sleep by itself while a connection is open. */
  keepsAwake: z.boolean().default(true),
  /** Asks once a day whether there is a new version; null until the person has said whether. */
  looksForUpdates: z.boolean().nullable().default(null),
});

/** What a person has chosen for all their workspaces. The theme, and the layout of the table, have stores of their own. */
export type Settings = Readonly<z.output<typeof settingsSchema>>;
export type SettingName = keyof Settings;

export const defaultSettings: Settings = settingsSchema.parse({});

export interface SettingsStore {
  readonly store: StoreApi<Settings>;
  /** Takes the values at once, and remembers them. */
  set(changes: Partial<Settings>): void;
  /** The storage has other values than before. */
  reread(): void;
}

const storageKey = 'wirebench.settings';

/** Only what differs from the defaults is kept, so that a better default reaches everybody. */
export function createSettingsStore(storage: KeyStorage): SettingsStore {
  const store = createStore<Settings>(() => readSettings(storage));
  return {
    store,
    set(changes) {
      store.setState(changes);
      const differing = Object.entries(store.getState()).filter(
        ([name, value]) =>
          !isSame(value, new Map<string, unknown>(Object.entries(defaultSettings)).get(name)),
      );
      writeStored(storage, storageKey, Object.fromEntries(differing));
    },
    reread: () => store.setState(readSettings(storage)),
  };
}

/** A value that another version of the page kept, and that this one does not know, is left out alone. */
function readSettings(storage: KeyStorage): Settings {
  const kept = readStored(storage, storageKey, z.record(z.string(), z.unknown())) ?? {};
  const known = Object.entries(kept).filter(
    ([name, value]) => settingsSchema.safeParse({ [name]: value }).success,
  );
  return settingsSchema.parse(Object.fromEntries(known));
}

function isSame(value: unknown, other: unknown): boolean {
  return JSON.stringify(value) === JSON.stringify(other);
}
