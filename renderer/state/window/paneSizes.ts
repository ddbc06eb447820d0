import { z } from 'zod';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';

const keyOf = (pane: string): string => `wirebench.size.${pane}`;

/** The size in pixels that a person gave a pane; null where it has its own. */
export function readPaneSize(storage: KeyStorage, pane: string): number | null {
  return readStored(storage, keyOf(pane), z.number().nullable()) ?? null;
}

export function keepPaneSize(storage: KeyStorage, pane: string, pixels: number | null): void {
  writeStored(storage, keyOf(pane), pixels);
}
