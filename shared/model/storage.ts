import { z } from 'zod';

/** 10 GiB: room for weeks of ordinary debugging, and a small part of a developer’s disk. */
export const defaultBudgetBytes = 10 * 1024 ** 3;
/** 16 MiB: below that, hardly a session would outlive the next one. */
export const smallestBudgetBytes = 16 * 1024 ** 2;

/** The room that the recordings of the workspace take. Sizes are of the files, in bytes. */
export const storageSchema = z.strictObject({
  usedBytes: z.int().min(0),
  /** When there is more, the oldest unnamed recordings are deleted; named ones and those that are being written never are. */
  budgetBytes: z.int().min(smallestBudgetBytes),
  /** What could be deleted to make room. */
  unnamedBytes: z.int().min(0),
  unnamedCount: z.int().min(0),
  /** What is left on the disk; null where the system does not tell. */
  freeBytes: z.int().min(0).nullable(),
  /** Sentences: why the recordings take more room than they may, or cannot be changed at all. */
  problem: z.string().nullable(),
});
export type Storage = z.infer<typeof storageSchema>;
