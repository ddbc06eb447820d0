import type { ConnectionFacts } from '../../../shared/model/facts.ts';
import type { ReconnectOptions } from '../../../shared/model/reconnectOptions.ts';
import type { LinkOutcome } from '../link/link.ts';

/**
 * How long a client waits before it reconnects, in milliseconds; null when it does not. `failures` in a row, including this one, is also
 * the number of the attempt that follows. `random` from 0 up to but not including 1: half of it is the share by which the wait is
 * shortened.
 */
export function retryDelayMs(options: ReconnectOptions, failures: number, random: number): number | null {
  const { enabled, attempts, firstDelayMs, longestDelayMs } = options;
  if (!enabled || (attempts !== null && failures > attempts)) return null;
  const wholeMs = Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - 1));
  return Math.round(wholeMs * (1 - random / 2));
}

/**
 * False where trying again finds the same: a mistake in the options that was found before anything was tried, options that TLS does not
 * accept (a key that does not match), and a certificate that was refused for any reason: a person has to decide on these.
 */
export function mayHeal(
  { field = null }: LinkOutcome,
  { steps, tls }: Pick<ConnectionFacts, 'steps' | 'tls'>,
): boolean {
  if (tls?.verification === 'refused') return false;
  return field === null || (steps.length > 0 && !field.startsWith('tls.'));
}

/** True where a ready link has been of use: it received something, or lasted longer than the longest wait for another attempt. */
export function hasHeld(
  link: { readonly hasReceived: boolean; readonly lastedMs: number },
  { longestDelayMs }: Pick<ReconnectOptions, 'longestDelayMs'>,
): boolean {
  return link.hasReceived || link.lastedMs > longestDelayMs;
}

/** “Trying again in 2.1 s (attempt 2 of 10).” */
export function describeRetry(attempt: number, attempts: number | null, delayMs: number): string {
  const delay = delayMs < 100 ? `${delayMs} ms` : `${(delayMs / 1000).toFixed(1)} s`;
  return `Trying again in ${delay} (attempt ${attempt}${attempts === null ? '' : ` of ${attempts}`}).`;
}
