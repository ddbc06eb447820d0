import { fail, ok, type Result } from '../../../shared/base/result.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { EndpointFinding } from '../../../shared/model/endpointCheck.ts';
import type { OutgoingMessage } from '../../../shared/model/sending.ts';
import { openingMessagesOf } from './openingMessages.ts';

/** An endpoint as saved or given. Everything that its texts refer to is passed beside it. */
interface SavedEndpoint {
  readonly endpoint: Endpoint;
}

/** The endpoint to open: nothing in it stands for something else any more. */
interface ResolvedEndpoint {
  readonly endpoint: Endpoint;
  /** The messages sent each time the endpoint connects, in order. */
  readonly opening: readonly OutgoingMessage[];
}

/** At least one problem, each with the field that causes it, such as `onOpen.0`. */
type ResolveFindings = readonly [EndpointFinding, ...EndpointFinding[]];

/**
 * Says what is opened for an endpoint, or what prevents it. Every way to open goes through here: a saved connection, an endpoint of the
 * command line, a replay. It is pure, so that a form can ask before anything is opened.
 */
export function resolveEndpoint({ endpoint }: SavedEndpoint): Result<ResolvedEndpoint, ResolveFindings> {
  const opening = openingMessagesOf(endpoint);
  if (opening.ok) return ok({ endpoint, opening: opening.value });
  const { field, reason } = opening.problem;
  return fail([{ field, tone: 'problem', message: reason }]);
}
