import type { ConnectionFacts } from '../../../shared/model/facts.ts';
import type { ReconnectOptions } from '../../../shared/model/reconnectOptions.ts';
import type { LinkOutcome, LinkPayload } from '../link/link.ts';

/** 5 s: a server that refuses a client with a sentence closes sooner, and one that served it for longer may close as it likes. */
const longestTrialMs = 5000;

/**
 * How long a client waits before it reconnects, in milliseconds; null when it does not. `failures` in a row, including this one, is also
 * the number of the attempt that follows. `random` from 0 up to but not including 1: half of it is the share by which the wait is
 * shortened.
 */
export function retryDelayMs(options: ReconnectOptions, failures: number, random: number): number | null {
  const { enabled, attempts } = options;
  if (!enabled || (attempts !== null && failures > attempts)) return null;
  return Math.round(wholeDelayMs(options, failures) * (1 - random / 2));
}

/** The wait after so many failures in a row, from 1 on, before a random share is taken off. */
function wholeDelayMs({ firstDelayMs, longestDelayMs }: ReconnectOptions, failures: number): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - 1));
}

/**
 * False where trying again finds the same, unless the outcome says that it may mend: a mistake in the options that was found before anything was tried, options that TLS does not
 * accept (a key that does not match), and a certificate that was refused for any reason: a person has to decide on these.
 */
export function mayHeal(
  { field = null, mayMend = false }: LinkOutcome,
  { steps, tls }: Pick<ConnectionFacts, 'steps' | 'tls'>,
): boolean {
  if (mayMend) return true;
  if (tls?.verification === 'refused') return false;
  return field === null || (steps.length > 0 && !field.startsWith('tls.'));
}

/**
 * True where a link has been of use: it received something and lasted longer than the wait for it, of which 5 s are enough, or, silent,
 * longer than the longest wait. A server that says why it closes, and closes, is no use. `failures`: how many in a row preceded the link.
 */
export function wasOfUse(
  { hasReceived, lastedMs }: { readonly hasReceived: boolean; readonly lastedMs: number },
  options: ReconnectOptions,
  failures: number,
): boolean {
  const trialMs = Math.min(longestTrialMs, wholeDelayMs(options, failures));
  return lastedMs > (hasReceived ? trialMs : options.longestDelayMs);
}

/** True for a payload that a peer sent as a peer does: a close frame is an end, and what is no message of a WebSocket is a mistake. */
export function isReceived({
  direction,
  kind,
  detail,
}: Pick<LinkPayload, 'direction' | 'kind' | 'detail'>): boolean {
  return direction === 'in' && kind !== 'close' && !(kind === 'data' && detail);
}

/** “Trying again in 2.1 s (attempt 2 of 10).” */
export function describeRetry(attempt: number, attempts: number | null, delayMs: number): string {
  const delay = delayMs < 100 ? `${delayMs} ms` : `${(delayMs / 1000).toFixed(1)} s`;
  return `Trying again in ${delay} (attempt ${attempt}${attempts === null ? '' : ` of ${attempts}`}).`;
}
