import { formatCount } from '../../shared/base/quantity.ts';
import type { SessionInfo } from '../../shared/model/session.ts';

/** What the system said of datagrams that did not arrive, as a sentence; null when it said nothing, which over UDP is no promise. */
export function describeUndelivered({ datagrams }: Pick<SessionInfo, 'datagrams'>): string | null {
  const undelivered = datagrams?.undelivered ?? null;
  if (undelivered === null) return null;
  const { count, reason } = undelivered;
  return count === 1 ? reason : `${reason} ${formatCount(count)} datagrams did not arrive.`;
}
