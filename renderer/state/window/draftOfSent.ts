import type { ConnectionId } from '../../../shared/model/ids.ts';
import { sentFileOf } from '../../../shared/model/recordDetail.ts';
import { factsOf, type EndpointKind } from '../../../shared/model/endpointKinds.ts';
import { plainTextOptions } from '../../../shared/model/textOptions.ts';
import type { SentRow } from '../sessions/sentHistory.ts';
import { composedKind, draftOfStretch, putDraft } from './compose.ts';
import type { KeptDraft } from './drafts.ts';
import type { WorkbenchParts } from './workbenchParts.ts';

type Parts = Pick<WorkbenchParts, 'state' | 'drafts'>;
type Draft = Omit<KeptDraft, 'message' | 'revision'>;

/** What was sent as a draft: its bytes, or its file. Rejects as `draftOfStretch`. */
export async function draftOfSent(
  parts: Pick<Parts, 'state'>,
  connection: ConnectionId,
  row: SentRow,
  endpoint: EndpointKind,
): Promise<Draft> {
  const file = sentFileOf(row.detail);
  if (file === undefined) {
    const { source, seq, kind, size } = row;
    return await draftOfStretch(parts, connection, { source, seq, kind, from: 0, to: size }, endpoint);
  }
  const { sends } = factsOf(endpoint);
  const kind =
    sends.find((each) => each === file.kind) ?? sends.find((each) => each === 'binary') ?? sends[0];
  const text = { mode: 'text', escapes: true, ...plainTextOptions, text: '' } as const;
  return { ...text, kind, file: { path: file.name, isChosen: true } };
}

/** Puts it into the composer of a connection, as `putDraft` does. */
export async function composeSent(parts: Parts, connection: ConnectionId, row: SentRow): Promise<void> {
  const endpoint = composedKind(parts, connection);
  putDraft(parts, connection, await draftOfSent(parts, connection, row, endpoint));
}
