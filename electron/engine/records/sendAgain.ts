import { WirebenchError } from '../../../shared/base/errors.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import { isPayloadKind } from '../../../shared/model/record.ts';
import { kindOfRecorded } from '../../../shared/model/recordedKind.ts';
import { largestResentBytes } from '../../../shared/model/sentHistory.ts';
import type { SendTarget } from '../../../shared/model/sending.ts';
import type { Session } from '../session/session.ts';
import type { RecordReader } from '../store/store.ts';

/**
 * Sends the bytes of a record over a session, as `Session.send`. Rejects with NOT_FOUND for a record that is gone, with LIMIT for one of
 * more than 16 MiB, and with BAD_REQUEST for one that is damaged or has no bytes to send.
 */
export async function sendAgain(
  reader: RecordReader,
  seq: number,
  session: Session,
  to: SendTarget,
): Promise<number> {
  const { rows } = await reader.rows({ from: seq, count: 1 });
  const row = rows.find((each) => each.seq === seq);
  if (!row) throw new WirebenchError('NOT_FOUND', `Record ${seq} is no longer in its recording.`);
  const { kind, size } = row;
  if (!isPayloadKind(kind)) throw new WirebenchError('BAD_REQUEST', 'Only what has bytes can be sent.');
  if (size > largestResentBytes) {
    throw new WirebenchError(
      'LIMIT',
      `This record has ${formatBytes(size)}, and at most ${formatBytes(largestResentBytes)} can be sent again. Replay its recording instead.`,
    );
  }
  const { bytes } = await reader.bytes({ seq, offset: 0, length: size });
  const sentAs = kindOfRecorded(session.info.value.endpoint.kind, kind, bytes);
  return await session.send(to, sentAs, bytes);
}
