import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import { sendingSession } from './sendingSession.ts';
import type { WorkbenchParts } from './workbenchParts.ts';

/** Sends a record's bytes over the open session of a connection. Rejects with a sentence where they cannot be sent. */
export async function sendRecordAgain(
  parts: Pick<WorkbenchParts, 'state' | 'views'>,
  connection: ConnectionId,
  record: { readonly source: RecordSource; readonly seq: number },
): Promise<void> {
  const { session, target } = sendingSession(parts, connection, 'Nothing was sent again.');
  await parts.state.client.call('history.sendAgain', { session: session.id, to: target, ...record });
}
