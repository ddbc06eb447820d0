import type { Endpoint } from '../../../shared/model/connection.ts';
import type { EndpointCheck } from '../../../shared/model/endpointCheck.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { isSame, optionAt } from '../../../shared/model/optionAt.ts';

/** A message at an option: it prevents the connection from opening, or did so last time, or is just worth knowing. */
export type Finding = EndpointCheck['findings'][number];

/**
 * Why the last session failed, at the option that caused it; null once that option was changed, because the failure may not apply to the
 * new value. `opened` is the whole endpoint of that session, null until it is known. A failure caused by the address is shown beside the
 * address; that a variable of this machine has to be allowed is a finding of the check for as long as it holds.
 */
export function failureAt(
  endpoint: Endpoint,
  session: SessionInfo | undefined,
  opened: Endpoint | null,
): Finding | null {
  if (!session || !opened || (session.phase !== 'failed' && session.phase !== 'waiting')) return null;
  const { field = null, allows } = session.problem ?? {};
  if (field === null || field === 'address' || allows !== undefined || session.reason === null) return null;
  const [whole = field] = field.split('.');
  return isSame(optionAt(opened, whole), optionAt(endpoint, whole))
    ? { field, tone: 'problem', message: session.reason }
    : null;
}

/** All findings, those that prevent opening first; the failure only if the check does not say the same. */
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

/** The first finding about an option, or about something in it. */
export function findingAt(findings: readonly Finding[], path: string): Finding | undefined {
  return findings.find(({ field }) => field === path || field.startsWith(`${path}.`));
}
