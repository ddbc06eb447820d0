import type { Clock } from './deps.ts';

/** This machine's clock, read once and carried on by the monotonic clock. */
export function createSystemClock(): Clock {
  const wallUs = Date.now() * 1000;
  const startNs = process.hrtime.bigint();
  return { nowUs: () => wallUs + Number((process.hrtime.bigint() - startNs) / 1000n) };
}
