import type { Endpoint } from '../../../shared/model/connection.ts';
import type { EndpointCheck } from '../../../shared/model/endpointCheck.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { isSame, optionAt } from './endpointOptions.ts';

/** What is said at an option: it keeps the connection from opening, or it did the last time, or it is to be known. */
export type Finding = EndpointCheck['findings'][number];

/**
 * Why the last session failed, at the option that caused it; null once something about that option was changed: what was said of the
 * former may be untrue of the new. `opened` is the whole endpoint of that session, null as long as it is not known. What the address is
 * to blame for is said beside it.
 */
export function failureAt(
  endpoint: Endpoint,
  session: SessionInfo | undefined,
  opened: Endpoint | null,
): Finding | null {
  if (!session || !opened || (session.phase !== 'failed' && session.phase !== 'waiting')) return null;
  const field = session.problem?.field ?? null;
  if (field === null || field === 'address' || session.reason === null) return null;
  const [whole = field] = field.split('.');
  return isSame(optionAt(opened, whole), optionAt(endpoint, whole))
    ? { field, tone: 'problem', message: session.reason }
    : null;
}

/** All of them, what keeps it from opening first; the failure only where the check does not say the same. */
export function findingsOf(check: EndpointCheck, failure: Finding | null): readonly Finding[] {
  const found = check.findings.toSorted((left, right) => rank(left) - rank(right));
  if (failure === null || found.some(({ field, tone }) => field === failure.field && tone === 'problem')) {
    return found;
  }
  return [failure, ...found];
}

function rank({ tone }: Finding): number {
  return tone === 'problem' ? 0 : 1;
}

/** The first that is said of an option, or of something in it. */
export function findingAt(findings: readonly Finding[], path: string): Finding | undefined {
  return findings.find(({ field }) => field === path || field.startsWith(`${path}.`));
}
