import type { z } from 'zod';

/** Where the window keeps what is its own, as the browser's localStorage does. */
export type KeyStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** The value as it was kept; undefined when there is none, or when another version of the page kept something else. */
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

/** Keeps the value. A full or forbidden storage loses nothing but the memory of how the window looked. */
export function writeStored(storage: KeyStorage, key: string, value: unknown): void {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {
    // There is nothing a person could do about it, and nothing they typed into a file is at stake.
  }
}
