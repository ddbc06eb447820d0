import { z } from 'zod';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';
import { nothingHidden, type HiddenRecords } from '../records/hiddenRecords.ts';

/** 200: more sessions than a person clears until the engine ends, and with it all of them. */
const largestClearedCount = 200;

const storedKey = 'wirebench.cleared';
const clearedSchema = z.array(
  z.tuple([z.string(), z.strictObject({ before: z.int().min(1), until: z.number().nullable() })]),
);

/** What the lists of live sessions hide, by the key of their views: longer than these are kept, and after a reload of the page, too. */
export interface ClearedViews {
  of(key: string): HiddenRecords;
  keep(key: string, hidden: HiddenRecords): void;
}

export function createClearedViews(storage: KeyStorage): ClearedViews {
  const cleared = new Map<string, HiddenRecords>(readStored(storage, storedKey, clearedSchema) ?? []);
  return {
    of: (key) => cleared.get(key) ?? nothingHidden,
    keep(key, hidden) {
      cleared.delete(key);
      if (hidden.before > nothingHidden.before) cleared.set(key, hidden);
      writeStored(storage, storedKey, [...cleared].slice(-largestClearedCount));
    },
  };
}
