import { createStore, type StoreApi } from 'zustand/vanilla';

/** A file being copied, and its progress from 0 to 1. */
interface Transfer {
  readonly title: string;
  readonly share: number;
  /** Absent where it cannot be stopped. */
  readonly cancel?: () => void;
}

export type TransferStore = StoreApi<Transfer | null>;

export function createTransferStore(): TransferStore {
  return createStore<Transfer | null>(() => null);
}
