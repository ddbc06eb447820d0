import { createStore, type StoreApi } from 'zustand/vanilla';

/** A file that is being copied, and how far it is, from 0 to 1. */
interface Transfer {
  readonly title: string;
  readonly share: number;
}

export type TransferStore = StoreApi<Transfer | null>;

export function createTransferStore(): TransferStore {
  return createStore<Transfer | null>(() => null);
}
