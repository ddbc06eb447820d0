import type { z } from 'zod';

/** The storage for the window's own state, such as the browser's localStorage. */
export type KeyStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** The stored value; undefined when there is none, or when another version of the page stored something else. */
export function readStored<Schema extends z.ZodType>(
  storage: KeyStorage,
  key: string,
  schema: Schema,
): z.output<Schema> | undefined {
  try {
    const text = storage.getItem(key);
    const parsed = text === null ? undefined : schema.safeParse(JSON.parse(text));
    return parsed?.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Stores the value. False when it was not stored: with a full or forbidden storage, only what belongs into no file is lost. */
export function writeStored(storage: KeyStorage, key: string, value: unknown): boolean {
  try {
    storage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    // The person cannot do anything about it, and nothing that belongs into a file is at stake.
    return false;
  }
}
