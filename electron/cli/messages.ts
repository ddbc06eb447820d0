import { messageOf } from '../../shared/base/errors.ts';
import { encodingNamed, encodings } from '../../shared/bytes/encodings.ts';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import { firstKind, isDatagram, kindOfScheme, type EndpointKind } from '../../shared/model/endpointKinds.ts';
import { destinationOf, fileProblem, messageProblem } from '../../shared/model/messageProblem.ts';
import { isFileMessage, sendableOf } from '../../shared/model/messageText.ts';
import { isScheme, writtenScheme } from '../../shared/model/schemes.ts';
import type { OpeningMessage, OutgoingMessage, SendKind } from '../../shared/model/sending.ts';
import { plainTextOptions, terminatorNamed, type TextOptions } from '../../shared/model/textOptions.ts';
import {
  bytesOfTemplate,
  bytesOfText,
  unknownWhenSent,
  usualKindOf,
  type UnreadableText,
  type WrittenMessage,
  type WrittenText,
} from '../../shared/model/writtenMessage.ts';
import { isTemplate } from '../../shared/template/parseTemplate.ts';
import type { SentFile } from '../engine/files/sentFile.ts';
import type { Templates } from '../engine/template/templates.ts';
import { UsageError } from './command.ts';
import { describeProblem } from './commandLine.ts';
import type { CommandEndpoint } from './endpoints.ts';
import { isStandardInput, readMessageFile, readWhole } from './messageFile.ts';
import { savedMessageNamed } from './savedMessage.ts';
import { workspaceFilesOf } from './savedWorkspace.ts';
import type { Target } from './target.ts';

/** The options that say what to send, for `parseCommandLine`. */
export const messageOptions = {
  send: { type: 'string', multiple: true },
  'send-hex': { type: 'string', multiple: true },
  'send-file': { type: 'string', multiple: true },
  'send-message': { type: 'string', multiple: true },
} as const;

/** The options that say how the texts among them become bytes. */
export const textOptionNames = { encoding: { type: 'string' }, terminator: { type: 'string' } } as const;

/** True for the options that say what to send. */
export function isMessageOption(name: string): boolean {
  return Object.hasOwn(messageOptions, name);
}

/** How the value of an option stands for bytes; that of `--send-file` is the name of a file. */
const formatOf: ReadonlyMap<string, 'text' | 'hex'> = new Map([
  ['send', 'text'],
  ['send-hex', 'hex'],
  ['on-open', 'text'],
  ['on-open-hex', 'hex'],
]);

/** An option as it was written on the command line. */
interface Token {
  readonly kind: string;
  readonly name?: string;
  readonly value?: string | undefined;
}

/**
 * The encoding and the terminator of every text on the command line. Throws a `UsageError` for an encoding that is none, and where there is
 * no text.
 */
export function readTextOptions(
  tokens: readonly Token[],
  {
    encoding,
    terminator,
  }: { readonly encoding?: string | undefined; readonly terminator?: string | undefined },
): TextOptions {
  const given = encoding === undefined ? (terminator === undefined ? null : '--terminator') : '--encoding';
  if (given !== null && !tokens.some(({ name }) => name === 'send' || name === 'on-open'))
    throw new UsageError(`${given} is for the text of --send, and there is none.`);
  const named = encodingNamed(encoding ?? 'utf-8');
  if (named === undefined)
    throw new UsageError(
      `“${visibleLine(encoding ?? '')}” is not an encoding that Wirebench has. It has ${encodings.join(', ')}.`,
    );
  return { encoding: named, terminator: terminatorNamed(terminator ?? 'none') };
}

/** A message to send, as it was read before anything was opened; `written` where its bytes are read again when it is sent. */
interface PlannedBytes extends OutgoingMessage {
  readonly written: WrittenMessage | null;
}

/** The content of a file, which is read while it is sent. */
export interface PlannedFile {
  readonly kind: SendKind;
  /** In bytes, as it was before anything was opened. */
  readonly size: number;
  readonly open: () => Promise<SentFile>;
}

export type PlannedMessage = PlannedBytes | PlannedFile;

/** Where messages are read from, and what they are for. */
interface MessagePlan {
  readonly textOptions: TextOptions;
  readonly command: Pick<CommandEndpoint, 'resolved' | 'templates'>;
  /** Where the named messages are. */
  readonly target: Pick<Target, 'connection' | 'workspace'>;
  readonly stop: AbortSignal;
}

/** The messages to send, in the order in which they were written, checked against what the protocol can send. */
export async function planMessages(tokens: readonly Token[], plan: MessagePlan): Promise<PlannedMessage[]> {
  if (inputsOf(tokens).length > 1)
    throw new UsageError('Standard input can be read only once, but --send-file names it twice.');
  const messages: PlannedMessage[] = [];
  for (const { kind, name, value = '' } of tokens) {
    if (kind !== 'option' || name === undefined || !isMessageOption(name)) continue;
    const message = await planMessage(name, value, plan);
    const destination = destinationOf(plan.command.resolved);
    const problem = isPlannedFile(message)
      ? fileProblem({ name: visibleLine(value), ...message }, destination)
      : (messageProblem(message, destination)?.message ?? null);
    if (problem !== null) throw new UsageError(`--${name}: ${problem}`);
    messages.push(await inOnePiece(message, destination.kind));
  }
  return messages;
}

/** What must fit into a datagram is read at once. */
async function inOnePiece(message: PlannedMessage, endpoint: EndpointKind): Promise<PlannedMessage> {
  if (!isPlannedFile(message) || !isDatagram(endpoint)) return message;
  return { kind: message.kind, bytes: await readWhole(await message.open()), written: null };
}

export function isPlannedFile(message: PlannedMessage): message is PlannedFile {
  return 'open' in message;
}

async function planMessage(name: string, value: string, plan: MessagePlan): Promise<PlannedMessage> {
  const { textOptions, command, stop } = plan;
  const { kind: endpoint } = command.resolved;
  if (name === 'send-message') return await planSaved(value, plan);
  const format = formatOf.get(name);
  // A file is bytes, whatever is in it.
  const kind = usualKindOf(endpoint, format ?? 'hex', textOptions.encoding);
  if (format === undefined) {
    const content = await readMessageFile(value, stop);
    return content instanceof Uint8Array ? { kind, bytes: content, written: null } : { kind, ...content };
  }
  return await planWritten(name, { kind, format, text: value, ...textOptions }, command.templates);
}

async function planWritten(
  option: string,
  written: WrittenMessage,
  templates: Templates,
): Promise<PlannedBytes> {
  const bytes = await readBytes(templates, option, written);
  return { kind: written.kind, bytes, written: isTemplate(written.text) ? written : null };
}

async function planSaved(name: string, { command, target }: MessagePlan): Promise<PlannedMessage> {
  const { message, workspace } = await savedMessageNamed(name, target);
  const sendable = sendableOf(message, command.resolved.kind);
  if (!isFileMessage(sendable)) return await planWritten('send-message', sendable, command.templates);
  const { kind, path } = sendable;
  const files = workspaceFilesOf(workspace);
  const open = (): Promise<SentFile> => files.open(path);
  const file = await open().catch((error: unknown) => {
    throw new UsageError(`--send-message: ${messageOf(error)}`);
  });
  await file.close();
  return { kind, size: file.size, open };
}

/** True when something on the command line reads standard input. */
export function readsStandardInput(tokens: readonly Token[]): boolean {
  return inputsOf(tokens).length > 0;
}

function inputsOf(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter(({ name, value = '' }) => name === 'send-file' && isStandardInput(value));
}

/** The messages to send each time the connection has opened, in the order in which they were written. */
export function readOpeningMessages(
  tokens: readonly Token[],
  textOptions: TextOptions,
  url: string,
): OpeningMessage[] {
  const scheme = writtenScheme(url);
  const endpoint = scheme !== undefined && isScheme(scheme) ? kindOfScheme(scheme, 'client') : undefined;
  const messages: OpeningMessage[] = [];
  for (const { kind, name, value = '' } of tokens) {
    const format = formatOf.get(name ?? '');
    if (kind !== 'option' || !name?.startsWith('on-open') || format === undefined) continue;
    const written = { format, text: value, ...(format === 'text' ? textOptions : plainTextOptions) };
    // A template is judged with the endpoint.
    if (!isTemplate(value)) checkBytes(name, written);
    // What is no address is refused when the endpoint is made.
    messages.push({ kind: usualKindOf(endpoint ?? firstKind, format, written.encoding), ...written });
  }
  return messages;
}

async function readBytes(templates: Templates, option: string, written: WrittenText): Promise<Uint8Array> {
  const read = await templates.resolve((resolver) => bytesOfTemplate(written, resolver));
  if (read.ok && read.value.isUnknown) throw new UsageError(`--${option}: ${unknownWhenSent}`);
  if (read.ok) return read.value.bytes;
  throw problemOf(option, written, read.problem);
}

function checkBytes(option: string, written: WrittenText): void {
  const read = bytesOfText(written);
  if (!read.ok) throw problemOf(option, written, read.problem);
}

function problemOf(option: string, written: WrittenText, { message, place }: UnreadableText): UsageError {
  return place === null
    ? describeProblem('--terminator', written.terminator, { message, from: 0, to: written.terminator.length })
    : describeProblem(`--${option}`, written.text, place);
}
