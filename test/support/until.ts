import { expect } from 'vitest';

/** Waits for a condition that events bring about; fails after `timeoutMs`, 5 seconds unless told. */
export async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 5000): Promise<void> {
  await expect.poll(condition, { timeout: timeoutMs, interval: 5 }).toBe(true);
}
