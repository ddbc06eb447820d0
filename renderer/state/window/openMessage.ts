import { quoted } from '../../../shared/bytes/visibleText.ts';
import { allowsOf, messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import type { EndpointKind } from '../../../shared/model/endpointKinds.ts';
import type { ConnectionId, MessageId, SessionId } from '../../../shared/model/ids.ts';
import { ownerOf as ownerAmong, type MessageGroup } from '../../../shared/model/messageGroups.ts';
import { formatOfMode, isFileMessage, sendableOf } from '../../../shared/model/messageText.ts';
import type { MessageContent, MessageOwner, SavedMessage } from '../../../shared/model/savedMessage.ts';
import type { RepeatOptions } from '../../../shared/model/repeat.ts';
import type { SendTarget } from '../../../shared/model/sending.ts';
import { plainTextOptions } from '../../../shared/model/textOptions.ts';
import { parseTemplate } from '../../../shared/template/parseTemplate.ts';
import { usualChoice } from '../../../shared/model/writtenMessage.ts';
import type { KeptDraft } from './drafts.ts';
import { keptKind } from './messageKind.ts';
import { wordsOfMessageMove } from './moveWords.ts';
import { sendingSession } from './sendingSession.ts';
import type { WorkbenchParts } from './workbenchParts.ts';

/** What can be typed of a named message, without its name and its note. */
type Text = Omit<KeptDraft, 'message' | 'revision'>;

/** The message of each connection in the composer: a named one, or the one that has no name. */
export interface OpenMessage {
  /** Null for the one that has no name. */
  readonly message: SavedMessage | null;
  /** The named message whose unsaved changes are shown, and whose file is gone. */
  readonly gone: MessageId | null;
  /** Undefined when nothing was ever written. */
  readonly draft: KeptDraft | undefined;
  readonly isChanged: boolean;
}

/** What the composer of a connection shows, from what is kept and what is saved. */
export function openMessageOf(
  drafts: Readonly<Record<string, KeptDraft>>,
  messages: ReadonlyMap<string, SavedMessage>,
  connection: ConnectionId,
): OpenMessage {
  const own = drafts[connection];
  const message = own?.message === undefined ? undefined : messages.get(own.message);
  if (!message) {
    const lost = own?.message === undefined ? undefined : drafts[own.message];
    if (lost === undefined) return { message: null, gone: null, draft: own, isChanged: false };
    return { message: null, gone: own?.message ?? null, draft: lost, isChanged: true };
  }
  const changed = drafts[message.id];
  return { message, gone: null, draft: changed ?? draftOfMessage(message), isChanged: changed !== undefined };
}

/** A named message as it is kept while it is in the composer. JSON with a CR is text there, since JSON has no escapes to keep it. */
export function draftOfMessage(message: MessageContent): Text {
  const { mode, escapes, encoding, terminator, body, kind = 'data' } = message;
  const how = { escapes, encoding, terminator };
  if (mode === 'file') return { mode: 'text', ...how, text: '', kind, file: { path: body, isChosen: true } };
  const isWritten = mode === 'text' || mode === 'json';
  if (!isWritten || !body.includes('\r')) return { mode, ...how, text: body, kind };
  const text = withEscapedReturns(body, mode === 'text' && escapes);
  return { mode: 'text', ...how, escapes: true, text, kind };
}

/** The same text with escapes, in which each CR is one: an editor would make an LF of it, or of CR and LF, at the first key. */
function withEscapedReturns(text: string, hasEscapes: boolean): string {
  const parsed = parseTemplate(text);
  const escaped = (part: string): string =>
    (hasEscapes ? part : part.replaceAll('\\', '\\\\')).replaceAll(/(?<!(?<!\\)(?:\\\\)*\\)\r/g, '\\r');
  if (!parsed.ok) return escaped(text);
  return parsed.value
    .map(({ kind, from, to }) => (kind === 'text' ? escaped(text.slice(from, to)) : text.slice(from, to)))
    .join('');
}

/** What a kept draft is as the content of a named message. The kind is told where it is not the usual one. */
export function contentOfDraft(
  draft: Text,
  { name, note }: Pick<MessageContent, 'name' | 'note'>,
): MessageContent {
  const { mode, escapes, encoding, terminator, text, kind, file } = draft;
  const content = file?.isChosen
    ? { name, note, mode: 'file' as const, escapes: true, ...plainTextOptions, body: file.path }
    : { name, note, mode, escapes, encoding, terminator, body: text };
  const isUsual = kind === usualChoice(formatOfMode(content.mode), content.encoding);
  return kind === 'data' || isUsual ? content : { ...content, kind };
}

/** Keeps what was typed: changes of a named message are kept by its id, and forgotten when there are none any more. */
export function keepDraft(
  { drafts }: Pick<WorkbenchParts, 'drafts'>,
  {
    connection,
    message,
    gone,
    endpoint,
  }: Pick<OpenMessage, 'message' | 'gone'> & { connection: ConnectionId; endpoint: EndpointKind },
  shown: Text,
): void {
  const kept = drafts.store.getState()[message?.id ?? gone ?? connection];
  const saved = message && draftOfMessage(message);
  const kind = keptKind(shown.kind, kept?.kind ?? saved?.kind, endpoint);
  const draft = withoutLinks({ ...shown, kind });
  if (message === null || saved === null) {
    if (gone === null) drafts.put(connection, draft);
    else drafts.put(gone, { ...draft, ...(kept?.revision !== undefined && { revision: kept.revision }) });
    return;
  }
  const file = contentOfDraft(saved, message);
  const isSame = Object.entries({ kind: undefined, ...contentOfDraft(draft, message) }).every(
    ([name, value]) => Reflect.get(file, name) === value,
  );
  if (isSame) drafts.forget(message.id);
  else drafts.put(message.id, { ...draft, revision: kept?.revision ?? message.revision });
}

function withoutLinks(draft: Text): Text {
  const { mode, escapes, encoding, terminator, text, kind, file } = draft;
  return { mode, escapes, encoding, terminator, text, kind, ...(file && { file }) };
}

/** Puts a named message into the composer of a connection, or the one that has no name (null). */
export function showMessage(
  { drafts }: Pick<WorkbenchParts, 'drafts'>,
  connection: ConnectionId,
  message: MessageId | null,
  initial: Text,
): void {
  const own = drafts.store.getState()[connection] ?? initial;
  drafts.put(connection, { ...withoutLinks(own), ...(message !== null && { message }) });
}

/** The messages that a connection has, in groups. They are the same ones until a message or a connection changes. */
export function groupsOf(
  { state }: Pick<WorkbenchParts, 'state'>,
  id: ConnectionId,
): readonly MessageGroup[] {
  return state.messageGroups.of(id);
}

/** Moves a message in the list of a connection, before another one of its owner or to the end (null), and says where it went. */
export async function moveMessage(
  parts: Pick<WorkbenchParts, 'state'>,
  connection: ConnectionId,
  message: MessageId,
  owner: MessageOwner,
  before: MessageId | null,
): Promise<void> {
  const { messages, announced } = parts.state;
  const groups = groupsOf(parts, connection);
  await messages.move(message, owner, before);
  const words = wordsOfMessageMove(groups, groupsOf(parts, connection), message, { before });
  if (words !== null) announced.setState(words, true);
}

/** Who a message belongs to, as it is shown. */
export function ownerOf({ state }: Pick<WorkbenchParts, 'state'>, message: SavedMessage): MessageOwner {
  return ownerAmong(message, isKnownTo(state));
}

function isKnownTo({ connections }: WorkbenchParts['state']): (connection: ConnectionId) => boolean {
  return (connection) => connections.get(connection) !== undefined;
}

/** Sends a named message as it is saved, over the open session of the connection. Rejects with a sentence where it cannot be sent. */
export async function sendMessage(
  parts: Pick<WorkbenchParts, 'state' | 'views'>,
  connection: ConnectionId,
  id: MessageId,
): Promise<void> {
  const { sessions } = parts.state;
  await overSession(parts, connection, id, 'sent', (session, target, sendable) =>
    isFileMessage(sendable)
      ? sessions.sendFile(session, target, sendable)
      : sessions.sendWritten(session, target, sendable),
  );
}

/** The same again and again; it resolves when that has begun. */
export async function repeatMessage(
  parts: Pick<WorkbenchParts, 'state' | 'views'>,
  connection: ConnectionId,
  id: MessageId,
  options: RepeatOptions,
): Promise<void> {
  const { sessions } = parts.state;
  await overSession(parts, connection, id, 'repeated', async (session, target, sendable) => {
    if (isFileMessage(sendable))
      throw new Error('A file is sent once. Only what is written can be repeated.');
    await sessions.repeat(session, target, sendable, options);
  });
}

async function overSession(
  { state, views }: Pick<WorkbenchParts, 'state' | 'views'>,
  connection: ConnectionId,
  id: MessageId,
  done: string,
  send: (session: SessionId, target: SendTarget, sendable: Sendable) => Promise<void>,
): Promise<void> {
  const message = state.messages.get(id);
  if (!message) return;
  const refusal = `${quoted(message.name)} was not ${done}.`;
  const { session, target } = sendingSession({ state, views }, connection, refusal);
  try {
    await send(session.id, target, sendableOf(message, session.endpoint.kind));
  } catch (error) {
    throw new WirebenchError('BAD_REQUEST', `${refusal} ${messageOf(error)}`, {
      cause: error,
      allows: allowsOf(error),
    });
  }
}

type Sendable = ReturnType<typeof sendableOf>;
