import { z } from 'zod';

/** 10 GiB: room for weeks of ordinary debugging, and a small part of a developer’s disk. */
export const defaultBudgetBytes = 10 * 1024 ** 3;
/** 16 MiB: below that, hardly any recording would outlive the next session. */
export const smallestBudgetBytes = 16 * 1024 ** 2;

/** The disk space of the workspace's recordings. Sizes are of the files, in bytes. */
export const storageSchema = z.strictObject({
  usedBytes: z.int().min(0),
  /** Beyond this, the oldest unnamed recordings are deleted; named ones and those being written never are. */
  budgetBytes: z.int().min(smallestBudgetBytes),
  /** The bytes that could be deleted to make room. */
  unnamedBytes: z.int().min(0),
  unnamedCount: z.int().min(0),
  /** The free space on the disk; null where the system does not say. */
  freeBytes: z.int().min(0).nullable(),
  /** Sentences: why the recordings use more disk space than allowed, or cannot be changed at all. */
  problem: z.string().nullable(),
});
export type Storage = z.infer<typeof storageSchema>;
