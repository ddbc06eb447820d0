import type { ConnectionFacts } from '../../../shared/model/facts.ts';
import type { ReconnectOptions } from '../../../shared/model/reconnectOptions.ts';
import type { LinkOutcome } from '../link/link.ts';

/**
 * How long a client waits before it connects again, in milliseconds; null when it does not. `failures` in a row, this one counted, is
 * also the number of the attempt that follows. `random` from 0 up to and without 1: half of it is the share that is taken off.
 */
export function retryDelayMs(options: ReconnectOptions, failures: number, random: number): number | null {
  const { enabled, attempts, firstDelayMs, longestDelayMs } = options;
  if (!enabled || (attempts !== null && failures > attempts)) return null;
  const wholeMs = Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - 1));
  return Math.round(wholeMs * (1 - random / 2));
}

/**
 * False where trying again finds the same: for a mistake in the options that was found before anything was tried, for what TLS does not
 * take of them (a key that does not match), and for a certificate that was refused, whatever is wrong with it: a person has to decide
 * on these.
 */
export function mayHeal(
  { field = null }: LinkOutcome,
  { steps, tls }: Pick<ConnectionFacts, 'steps' | 'tls'>,
): boolean {
  if (tls?.verification === 'refused') return false;
  return field === null || (steps.length > 0 && !field.startsWith('tls.'));
}

/** True where a link that was ready has been of use: it brought something, or lasted longer than the longest wait for another. */
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
