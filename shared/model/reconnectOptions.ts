import { z } from 'zod';

/**
 * The behaviour of a client whose connection fails or is closed from the other side. The n-th attempt in a row waits `firstDelayMs` × 2ⁿ⁻¹,
 * at most `longestDelayMs`, minus a random share of up to half (jitter), so that many clients do not come back at once. `attempts` is how
 * many in a row may fail; null is no limit. A link that received something and outlived the wait for it, or 5 s, ends the row, and so does
 * a silent one that outlived the longest wait.
 */
export const reconnectSchema = z
  .strictObject({
    enabled: z.boolean().default(false),
    attempts: z.int().min(1).max(1_000_000).nullable().default(10),
    firstDelayMs: z.int().min(10).max(3_600_000).default(500),
    longestDelayMs: z.int().min(10).max(3_600_000).default(30_000),
  })
  .prefault({});
export type ReconnectOptions = z.infer<typeof reconnectSchema>;
