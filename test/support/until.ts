import { expect } from 'vitest';

/** 30 s: many times what the slowest event takes on an idle machine, so that a busy one fails no test. */
const patienceMs = 30_000;

/** Waits for a condition that events bring about; fails after `timeoutMs`, 30 seconds unless told. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  timeoutMs = patienceMs,
): Promise<void> {
  await expect.poll(condition, { timeout: timeoutMs, interval: 5 }).toBe(true);
}
