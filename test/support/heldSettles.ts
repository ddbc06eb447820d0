import { expect } from 'vitest';
import type { Held, HeldCounter } from './held.ts';

/** Waits until no more is held than `before` and some slack, which is for what comes and goes by itself. */
export async function settlesTo(
  held: HeldCounter,
  before: Held,
  slack: Partial<Held> = {},
  timeoutMs = 60_000,
): Promise<void> {
  const excess = (): Partial<Held> => {
    const now = held.count();
    const names = ['abortListeners', 'promises', 'handles', 'openFiles'] as const;
    const grown = names.filter((name) => now[name] > before[name] + (slack[name] ?? 0));
    return Object.fromEntries(grown.map((name) => [name, now[name]]));
  };
  await expect.poll(excess, { timeout: timeoutMs, interval: 50 }).toEqual({});
}
