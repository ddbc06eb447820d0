import { formatCounted } from '../../shared/base/quantity.ts';
import type { SessionInfo } from '../../shared/model/session.ts';

/**
 * What the system reported about datagrams that did not arrive, as a sentence; null when it reported nothing, which over UDP is not a
 * promise.
 */
export function describeUndelivered({ datagrams }: Pick<SessionInfo, 'datagrams'>): string | null {
  const undelivered = datagrams?.undelivered ?? null;
  if (undelivered === null) return null;
  const { count, reason } = undelivered;
  return count === 1 ? reason : `${reason} ${formatCounted(count, 'datagram')} did not arrive.`;
}
