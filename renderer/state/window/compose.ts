import { formatBytes } from '../../../shared/bytes/sizes.ts';
import type { SecretPlace } from '../../../shared/contract/messages.ts';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import type { RecordKind } from '../../../shared/model/record.ts';
import type { EndpointKind } from '../../../shared/model/endpointKinds.ts';
import { readBytes } from '../records/readBytes.ts';
import { newestSessionOf } from '../sessions/sessions.ts';
import { draftOfBytes, largestComposedBytes } from './draftOfBytes.ts';
import type { KeptDraft } from './drafts.ts';
import type { WorkbenchParts } from './workbenchParts.ts';

/** A stretch of the bytes of a record; `to` is exclusive. */
interface RecordStretch {
  readonly source: RecordSource;
  readonly seq: number;
  readonly kind: RecordKind;
  readonly from: number;
  readonly to: number;
}

type Parts = Pick<WorkbenchParts, 'state' | 'drafts'>;

/** Reads a stretch as a draft that is sent as exactly these bytes. Rejects with a sentence for one that is too long for the composer. */
export async function draftOfStretch(
  { state }: Pick<Parts, 'state'>,
  connection: ConnectionId,
  { source, seq, kind, from, to }: RecordStretch,
  endpoint: EndpointKind,
  signal: AbortSignal = new AbortController().signal,
): Promise<Omit<KeptDraft, 'message' | 'revision'>> {
  const size = to - from;
  if (size > largestComposedBytes) {
    throw new Error(
      `These are ${formatBytes(size)}, and the composer takes at most ${formatBytes(largestComposedBytes)}. Send them again without it, or select fewer bytes.`,
    );
  }
  const bytes = await readBytes(state.client, source, { seq, from, to }, signal);
  return draftOfBytes(bytes, kind, endpoint, await secretsIn({ state }, connection, bytes, signal));
}

/** Where bytes have the value of a secret that the connection knows. */
export async function secretsIn(
  { state }: Pick<Parts, 'state'>,
  connection: ConnectionId,
  bytes: Uint8Array,
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly SecretPlace[]> {
  const { active: environment } = state.environments.store.getState();
  const choice = { connection, environment };
  return (await state.client.call('messages.secrets', choice, { body: bytes, signal })).places;
}

/**
 * Puts a draft into the composer of a connection, in the place of the message that has no name; named ones are kept. Offers to bring back
 * what was being written there.
 */
export function putDraft(
  { state, drafts }: Parts,
  connection: ConnectionId,
  draft: Omit<KeptDraft, 'message' | 'revision'>,
): void {
  const before = drafts.store.getState()[connection];
  drafts.put(connection, draft);
  const written = before && writtenIn(before);
  if (!written || written === writtenIn(draft)) return;
  state.toasts.say('What was in the composer was replaced.', {
    label: 'Bring it back',
    run: () => drafts.put(connection, before),
  });
}

/** What a person wrote in a draft: the path of the file that it sends, or its text. */
export function writtenIn({ text, file }: Pick<KeptDraft, 'text' | 'file'>): string {
  return file?.isChosen ? file.path : text;
}

/** Puts a stretch of a record into the composer of a connection, as `putDraft` does, and shows its tab. Rejects as `draftOfStretch`. */
export async function composeInTab(
  parts: Parts,
  connection: ConnectionId,
  stretch: RecordStretch,
): Promise<void> {
  const endpoint = composedKind(parts, connection);
  putDraft(parts, connection, await draftOfStretch(parts, connection, stretch, endpoint));
  parts.state.tabs.open({ kind: 'connection', id: connection });
}

/** The kind that the composer of a connection writes for: of its session, or of what is saved. Throws, with a sentence, when it is gone. */
export function composedKind({ state }: Pick<Parts, 'state'>, connection: ConnectionId): EndpointKind {
  const session = newestSessionOf(state.sessions.store.getState().sessions, connection);
  const kind = session?.endpoint.kind ?? state.edits.endpointOf(connection)?.kind;
  if (kind === undefined) throw new Error('This connection is no longer in the workspace.');
  return kind;
}
