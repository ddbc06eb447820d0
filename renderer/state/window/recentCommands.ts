import { z } from 'zod';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';

const storageKey = 'wirebench.commands';

/** 50: the palette shows a few, and the rest decide among what a search finds. */
const mostCommands = 50;

/** The ids of the commands that were run from the palette, the newest first; shared by all windows of the browser. */
export interface RecentCommands {
  read(): readonly string[];
  ran(id: string): void;
}

export function createRecentCommands(storage: KeyStorage): RecentCommands {
  const read = (): readonly string[] =>
    readStored(storage, storageKey, z.array(z.string().max(200)).max(mostCommands)) ?? [];
  return {
    read,
    ran: (id) =>
      void writeStored(
        storage,
        storageKey,
        [id, ...read().filter((each) => each !== id)].slice(0, mostCommands),
      ),
  };
}
