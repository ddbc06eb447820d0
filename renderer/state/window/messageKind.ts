import { isWebSocket, type EndpointKind } from '../../../shared/model/endpointKinds.ts';
import { kindOfMessage } from '../../../shared/model/messageText.ts';
import type { SendKind } from '../../../shared/model/sending.ts';
import type { KeptDraft } from './drafts.ts';

/** What decides as what a draft is sent. Kept as `data`, it is sent as what is usual for its mode. */
type Kept = Pick<KeptDraft, 'mode' | 'escapes' | 'encoding' | 'terminator' | 'text' | 'kind' | 'file'>;

/**
 * As what the composer shows a kept draft over an endpoint. A ping or pong stays one everywhere, so that it is refused where there is none, and
 * never sent as something else.
 */
export function shownKind({ kind, text, file, ...kept }: Kept, endpoint: EndpointKind): SendKind {
  const mode = file?.isChosen ? 'file' : kept.mode;
  return kindOfMessage({ ...kept, mode, body: text, ...(kind !== 'data' && { kind }) }, endpoint);
}

/**
 * What is kept when the composer shows `shown`. Only a WebSocket tells text from binary: over everything else the choice that was made there
 * stays.
 */
export function keptKind(shown: SendKind, before: SendKind | undefined, endpoint: EndpointKind): SendKind {
  const isChoice = isWebSocket(endpoint) || shown !== 'data';
  return !isChoice && (before === 'text' || before === 'binary') ? before : shown;
}
