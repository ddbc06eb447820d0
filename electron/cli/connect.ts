import type { Readable } from 'node:stream';
import { factsOf, protocolNamesOf, type EndpointKind } from '../../shared/model/endpointKinds.ts';
import { repeatOptionsSchema, type RepeatOptions } from '../../shared/model/repeat.ts';
import { UsageError, type Command, type Surroundings } from './command.ts';
import { onlyPositional, parseCommandLine, parseCount, parseEvery, parseTime } from './commandLine.ts';
import { ConnectDriver, type SentInput } from './connectDriver.ts';
import { connectHelp } from './connectHelp.ts';
import { clientEndpoint, warnOfEncoding } from './endpoints.ts';
import {
  isMessageOption,
  planMessages,
  readOpeningMessages,
  readsStandardInput,
  readTextOptions,
} from './messages.ts';
import { runSession } from './runSession.ts';
import { commonOptions, readCommonOptions } from './sessionOptions.ts';
import { resolveArgument } from './resolvedCommand.ts';
import { renewedTemplates } from './renewedTemplates.ts';
import { workspaceOf } from './savedMessage.ts';
import { targetOf } from './target.ts';
import { typedLines } from './typedLines.ts';
import { noticingInput } from './unreadInput.ts';
import { commandTemplates } from './variables.ts';

export const connect: Command = {
  help: connectHelp,
  run: runConnect,
};

const options = {
  ...commonOptions,
  end: { type: 'boolean' },
  linger: { type: 'string' },
  interactive: { type: 'boolean' },
  repeat: { type: 'string' },
  every: { type: 'string' },
} as const;

/** 1 s for the last answers of a peer that cannot be told that nothing follows, or that need not answer. */
const messageLingerMs = 1000;

const unread =
  'Standard input has data that is not sent, because the options say what is. Add - after the URL to send it after that.';

async function runConnect(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals, tokens } = parseCommandLine(args, options);
  const name = urlOf(positionals);
  const target = await targetOf(name, values.workspace, 'connect');
  const { url } = target;
  const workspace = await workspaceOf(target, values);
  const templates = await commandTemplates({ ...values, workspace }, args, target.folders);
  const resolvedUrl = await resolveArgument(templates, 'URL', url);
  const textOptions = readTextOptions(tokens, values);
  const onOpen = readOpeningMessages(tokens, textOptions, resolvedUrl.text);
  const command = await clientEndpoint(url, values, templates, onOpen, target);
  const renew = renewedTemplates({ values: { ...values, workspace }, args, name, target, role: 'connect' });
  const sessionOptions = { ...command, renew, event: 'open', url, ...readCommonOptions(values) } as const;
  const isEnding = values.end ?? false;
  if (isEnding) checkHalfClose(command.endpoint.kind);
  const input = inputOf({ positionals, tokens, values, kind: command.endpoint.kind }, surroundings);
  const repeat = readRepeat(values, tokens);
  const messagePlan = { textOptions, command, target, stop: surroundings.stop };
  const messages = await planMessages(tokens, messagePlan);
  warnOfEncoding(resolvedUrl, surroundings);
  const plan = {
    endpoint: command.resolved,
    messages,
    isEnding: isEnding && input === null,
    input,
    renew,
    repeat,
  };
  const run = (): Promise<number> =>
    runSession(sessionOptions, (session) => new ConnectDriver(session, plan), surroundings);
  return input !== null || readsStandardInput(tokens) ? run() : noticingInput(unread, surroundings, run);
}

/** How the messages are repeated; null where they are sent once. */
function readRepeat(
  { repeat, every }: { readonly repeat?: string | undefined; readonly every?: string | undefined },
  tokens: InputValues['tokens'],
): RepeatOptions | null {
  const count = parseCount('--repeat', repeat);
  const intervalMs = parseEvery('--every', every);
  if (intervalMs === null) {
    if (count === null) return null;
    throw new UsageError('--repeat needs --every, as in --repeat 100 --every 10ms.');
  }
  if (!tokens.some(({ name }) => name !== undefined && isMessageOption(name)))
    throw new UsageError('--every is for the messages of --send, and there are none.');
  const asked = repeatOptionsSchema.safeParse({ count, intervalMs });
  if (asked.success) return asked.data;
  const [issue] = asked.error.issues;
  const option = issue?.path[0] === 'count' ? '--repeat' : '--every';
  throw new UsageError(`${option}: ${issue?.message ?? 'This is out of range.'}`);
}

function urlOf([url, input, ...more]: readonly string[]): string {
  return onlyPositional(
    [url, input === '-' ? undefined : input, ...more].filter((text) => text !== undefined),
    'The URL or saved connection to connect to',
  );
}

/** What the command line says of standard input. */
interface InputValues {
  readonly positionals: readonly string[];
  readonly tokens: Parameters<typeof readsStandardInput>[0];
  readonly values: {
    readonly end?: boolean | undefined;
    readonly linger?: string | undefined;
    readonly interactive?: boolean | undefined;
  };
  readonly kind: EndpointKind;
}

/**
 * Standard input is sent where `-` asks for it, and by itself where it is a pipe or a file and nothing else says what to send. Null where it
 * is not.
 */
function inputOf(
  { positionals, tokens, values, kind }: InputValues,
  { input, output }: Surroundings,
): SentInput | null {
  const isInteractive = values.interactive ?? false;
  const isNamed = positionals[1] === '-';
  if ((isNamed || isInteractive) && readsStandardInput(tokens))
    throw new UsageError('Standard input can be read only once, but --send-file names it, too.');
  if (isInteractive && input.kind !== 'terminal')
    throw new UsageError('--interactive reads lines from a terminal, and standard input is none.');
  const isSaid =
    values.end === true || tokens.some(({ name }) => name !== undefined && isMessageOption(name));
  const isTaken = !isSaid && (input.kind === 'pipe' || input.kind === 'file');
  if (!isNamed && !isInteractive && !isTaken) {
    if (values.linger === undefined) return null;
    throw new UsageError('--linger is for standard input. Add - after the URL to send that.');
  }
  const lingerMs =
    parseTime('--linger', values.linger) ?? (factsOf(kind).can.halfClose ? 0 : messageLingerMs);
  const open = isInteractive ? (): Readable => typedLines(output) : (): Readable => input.open();
  return { open, isAsked: isNamed || isInteractive, lingerMs };
}

function checkHalfClose(kind: EndpointKind): void {
  if (factsOf(kind).can.halfClose) return;
  const { inSentence } = protocolNamesOf(kind);
  throw new UsageError(
    `--end: ${inSentence} cannot end one direction only, as TCP, TLS and unix sockets can.`,
  );
}
