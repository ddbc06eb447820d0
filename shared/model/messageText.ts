import { factsOf, type EndpointKind } from './endpointKinds.ts';
import type { MessageContent } from './savedMessage.ts';
import type { SendKind } from './sending.ts';
import { usualKindOf, type WrittenMessage } from './writtenMessage.ts';

type Text = Pick<MessageContent, 'kind' | 'mode' | 'escapes' | 'encoding' | 'terminator' | 'body'>;

/** A named message as an endpoint of this kind sends it. */
export function writtenMessageOf(message: Text, endpoint: EndpointKind): WrittenMessage {
  const { mode, escapes, encoding, terminator, body } = message;
  const format = mode === 'json' || (mode === 'text' && !escapes) ? 'plain' : mode;
  return { kind: kindOfMessage(message, endpoint), format, encoding, terminator, text: body };
}

/**
 * As what an endpoint of this kind sends a named message. Only a WebSocket tells text from binary; a ping stays one everywhere, so that it is
 * refused where there is none, and never sent as something else.
 */
export function kindOfMessage({ kind, mode, encoding }: Text, endpoint: EndpointKind): SendKind {
  const { sends } = factsOf(endpoint);
  if (kind === 'ping' || kind === 'pong') return kind;
  if (kind !== undefined && sends.includes(kind)) return kind;
  return usualKindOf(endpoint, mode === 'json' ? 'plain' : mode, encoding);
}
