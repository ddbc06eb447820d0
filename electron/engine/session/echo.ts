import type { Endpoint } from '../../../shared/model/connection.ts';
import { isWebSocket } from '../../../shared/model/endpointKinds.ts';
import { isMessageKind, type MessageKind } from '../../../shared/model/record.ts';
import type { Echo } from '../../../shared/model/socketOptions.ts';
import type { Answers } from './answers.ts';
import type { PeerTable } from './peerTable.ts';
import type { SessionObserver, SessionRecord } from './session.ts';

interface EchoParts {
  readonly table: Pick<PeerTable, 'openEntry' | 'openPeers'>;
  readonly answers: Pick<Answers, 'answer'>;
}

/**
 * Sends back what an endpoint receives, as its option says, in the turn in which it is reported; null where there is no echo. A client that
 * sends faster than the others take is not read from meanwhile.
 */
export function echoOf(endpoint: Endpoint, { table, answers }: EchoParts): SessionObserver | null {
  const echo: Echo = 'echo' in endpoint ? endpoint.echo : 'off';
  if (echo === 'off') return null;
  const hasMessages = isWebSocket(endpoint.kind);
  return (record) => {
    if (!isMessage(record, hasMessages)) return;
    const sender = record.peer === null ? undefined : table.openEntry(record.peer);
    if (!sender) return;
    // The bytes in a socket's own read buffer are gone after the call.
    const message = { kind: record.kind, bytes: Uint8Array.from(record.bytes) };
    for (const to of echo === 'all' ? [...table.openPeers()] : [sender]) answers.answer(to, message, sender);
  };
}

/** A WebSocket's `data` is not a message, but a frame that broke the protocol. */
function isMessage(
  record: SessionRecord,
  hasMessages: boolean,
): record is SessionRecord & { readonly kind: MessageKind } {
  return record.direction === 'in' && isMessageKind(record.kind) && (record.kind === 'data') !== hasMessages;
}
