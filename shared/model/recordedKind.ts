import { isUtf8 } from '../bytes/utf8.ts';
import { factsOf, type EndpointKind } from './endpointKinds.ts';
import type { RecordKind } from './record.ts';
import type { SendKind } from './sending.ts';

/**
 * As what an endpoint sends the bytes of a record: as what they were, where it can; text that comes from elsewhere is text for a WebSocket,
 * other bytes are binary. A ping stays one everywhere, so that it is refused where there is none, and never sent as something else.
 */
export function kindOfRecorded(endpoint: EndpointKind, kind: RecordKind, bytes: Uint8Array): SendKind {
  const { sends } = factsOf(endpoint);
  if (kind === 'ping' || kind === 'pong') return kind;
  const same = sends.find((each) => each === kind);
  if (same !== undefined) return same;
  if (!sends.includes('text')) return sends[0];
  return isUtf8(bytes) ? 'text' : 'binary';
}
