import { z } from 'zod';
import { largestFilterLength } from '../../../shared/model/filteredView.ts';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';

const storageKey = 'wirebench.filters';

/** 20: as many as a list shows without much scrolling. */
const largestHistory = 20;

const storedSchema = z.array(z.string().min(1).max(largestFilterLength)).max(largestHistory);

/** The most recently used filters, newest first, shared by all windows of the browser. */
export interface FilterHistory {
  read(): readonly string[];
  /** Puts a filter at the top; surrounding white space makes no difference. */
  keep(text: string): void;
}

export function createFilterHistory(storage: KeyStorage): FilterHistory {
  const read = (): readonly string[] => readStored(storage, storageKey, storedSchema) ?? [];
  return {
    read,
    keep(text) {
      const kept = text.trim();
      if (kept === '' || kept.length > largestFilterLength) return;
      const others = read().filter((other) => other !== kept);
      writeStored(storage, storageKey, [kept, ...others].slice(0, largestHistory));
    },
  };
}
