import { factsOf, type EndpointKind } from './endpointKinds.ts';
import type { MessageContent } from './savedMessage.ts';
import type { SendKind } from './sending.ts';
import { usualKindOf, type MessageFormat, type WrittenMessage } from './writtenMessage.ts';

type Text = Pick<MessageContent, 'kind' | 'mode' | 'escapes' | 'encoding' | 'terminator' | 'body'>;

/** A message that is the content of a file. */
export interface FileMessage {
  readonly kind: SendKind;
  readonly path: string;
}

/** A named message as an endpoint of this kind sends it. */
export function sendableOf(message: Text, endpoint: EndpointKind): WrittenMessage | FileMessage {
  const { mode, escapes, encoding, terminator, body } = message;
  const kind = kindOfMessage(message, endpoint);
  if (mode === 'file') return { kind, path: body };
  const format = mode === 'json' || (mode === 'text' && !escapes) ? 'plain' : mode;
  return { kind, format, encoding, terminator, text: body };
}

/** True for a message that is the content of a file. */
export function isFileMessage(message: WrittenMessage | FileMessage): message is FileMessage {
  return 'path' in message;
}

/**
 * As what an endpoint of this kind sends a named message. Only a WebSocket tells text from binary; a ping stays one everywhere, so that it is
 * refused where there is none, and never sent as something else.
 */
export function kindOfMessage({ kind, mode, encoding }: Text, endpoint: EndpointKind): SendKind {
  const { sends } = factsOf(endpoint);
  if (kind === 'ping' || kind === 'pong') return kind;
  if (kind !== undefined && sends.includes(kind)) return kind;
  return usualKindOf(endpoint, formatOfMode(mode), encoding);
}

/** A file is bytes, whatever is in it. */
export function formatOfMode(mode: MessageContent['mode']): MessageFormat {
  if (mode === 'file') return 'hex';
  return mode === 'json' ? 'plain' : mode;
}
