import type { CompletionContext } from '../../../shared/filter/completion.ts';
import { type Endpoint } from '../../../shared/model/connection.ts';
import { isWebSocket } from '../../../shared/model/endpointKinds.ts';
import { eventKinds } from '../../../shared/model/record.ts';

/** The completion context for the filter of a session's records. */
export function completionFor(
  endpoint: Endpoint,
  peers: CompletionContext['peers'],
  hasSeveralPeers: boolean,
): CompletionContext {
  const payloads = isWebSocket(endpoint.kind)
    ? (['text', 'binary', 'ping', 'pong', 'close'] as const)
    : (['data'] as const);
  return { kinds: [...payloads, ...eventKinds], peers, hasSeveralPeers };
}
