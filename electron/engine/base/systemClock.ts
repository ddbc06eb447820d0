import type { Clock } from './deps.ts';

/** The clock of this machine, by the monotonic one from now on. */
export function createSystemClock(): Clock {
  const wallUs = Date.now() * 1000;
  const startNs = process.hrtime.bigint();
  return { nowUs: () => wallUs + Number((process.hrtime.bigint() - startNs) / 1000n) };
}
