import { messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import { factsOf } from '../../../shared/model/endpointKinds.ts';
import { isPayloadKind, type RecordKind, type RecordRow } from '../../../shared/model/record.ts';
import { kindOfRecorded } from '../../../shared/model/recordedKind.ts';
import { sentFileOf, type SentFileDetail } from '../../../shared/model/recordDetail.ts';
import { largestResentBytes } from '../../../shared/model/sentHistory.ts';
import type { SendKind, SendTarget } from '../../../shared/model/sending.ts';
import type { FileToSend } from '../session/fileSending.ts';
import type { Session } from '../session/session.ts';
import type { RecordReader } from '../store/store.ts';
import { RecordedFile } from './recordedFile.ts';

interface SendAgainParts {
  readonly reader: RecordReader;
  /** Opens a file of this machine by its name in the recording. Rejects with a sentence. */
  readonly openFile: (name: string) => Promise<FileToSend>;
  readonly session: Session;
  readonly to: SendTarget;
}

/**
 * Sends the bytes of a record over a session, or the file whose end it reports, as `Session.send` and `Session.sendFile`: what is long is
 * streamed from the recording. A file that is not in there as a whole is read from the disk if it is the same still. Rejects with NOT_FOUND for
 * a record that is gone, with WRONG_STATE, in a sentence, for a file that is another by now, and with BAD_REQUEST for a record that is damaged
 * or has no bytes to send.
 */
export async function sendAgain(parts: SendAgainParts, seq: number): Promise<number> {
  const { reader, session, to } = parts;
  const { rows } = await reader.rows({ from: seq, count: 1 });
  const row = rows.find((each) => each.seq === seq);
  if (!row) throw new WirebenchError('NOT_FOUND', `Record ${seq} is no longer in its recording.`);
  const file = sentFileOf(row.detail);
  if (file)
    return await session.sendFile(to, largeKind(session, file.kind), () => fileAgain(parts, row, file));
  const { kind, size } = row;
  if (!isPayloadKind(kind)) throw new WirebenchError('BAD_REQUEST', 'Only what has bytes can be sent.');
  if (size > largestResentBytes) {
    const open = (): Promise<FileToSend> => Promise.resolve(RecordedFile.ofRecord(reader, row));
    return await session.sendFile(to, largeKind(session, kind), open);
  }
  const { bytes } = await reader.bytes({ seq, offset: 0, length: size });
  const sentAs = kindOfRecorded(session.info.value.endpoint.kind, kind, bytes);
  return await session.send(to, sentAs, bytes);
}

/** As what it was sent, where the session can; what is too long to be looked through is binary. */
function largeKind({ info }: Session, kind: RecordKind): SendKind {
  const { sends } = factsOf(info.value.endpoint.kind);
  return sends.find((each) => each === kind) ?? sends.find((each) => each === 'binary') ?? sends[0];
}

async function fileAgain(
  { reader, openFile }: SendAgainParts,
  row: RecordRow,
  file: SentFileDetail,
): Promise<FileToSend> {
  const recorded = await RecordedFile.ofSent(reader, row, file);
  if (recorded) return recorded;
  const again = await openFile(file.name).catch((error: unknown) => {
    const code = error instanceof WirebenchError ? error.code : 'NOT_FOUND';
    throw new WirebenchError(code, `${notWhole} ${messageOf(error)}`, {
      cause: error,
    });
  });
  if (again.size === file.size && again.modifiedAt === file.modifiedAt) return again;
  await again.close();
  throw new WirebenchError(
    'WRONG_STATE',
    `${notWhole} “${file.name}” has changed since then, so it was not sent. Open it in the composer to send it as it is now.`,
  );
}

const notWhole = 'The recording does not have all of this file.';
