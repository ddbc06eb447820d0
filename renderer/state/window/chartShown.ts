import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';

const storageKey = 'wirebench.chart.shown';

/** Whether the traffic chart is shown above the timelines of all tabs; remembered. */
export function createChartShown(storage: KeyStorage): StoreApi<boolean> {
  const store = createStore<boolean>(() => readStored(storage, storageKey, z.boolean()) ?? false);
  store.subscribe((shown) => writeStored(storage, storageKey, shown));
  return store;
}
