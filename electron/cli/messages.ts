import { messageOf } from '../../shared/base/errors.ts';
import type { Result, TextProblem } from '../../shared/base/result.ts';
import { parseEscapedText } from '../../shared/bytes/escapedText.ts';
import { parseHex } from '../../shared/bytes/hex.ts';
import type { Endpoint } from '../../shared/model/connection.ts';
import { largestDatagramTo } from '../../shared/model/datagramSize.ts';
import { isWebSocket } from '../../shared/model/endpointKinds.ts';
import type { OpeningMessage } from '../../shared/model/sending.ts';
import type { OutgoingMessage } from '../engine/link/link.ts';
import { checkMessage } from '../engine/session/sendRules.ts';
import { UsageError } from './command.ts';
import { describeProblem } from './commandLine.ts';
import { isStandardInput, readMessageFile } from './messageFile.ts';

/** The options that say what to send, for `parseCommandLine`. */
export const messageOptions = {
  send: { type: 'string', multiple: true },
  'send-hex': { type: 'string', multiple: true },
  'send-file': { type: 'string', multiple: true },
} as const;

/** An option as it was written on the command line. */
interface Token {
  readonly kind: string;
  readonly name?: string;
  readonly value?: string | undefined;
}

/** The messages to send, in the order in which they were written, checked against what the protocol can send. */
export async function readMessages(
  tokens: readonly Token[],
  endpoint: Pick<Endpoint, 'kind' | 'address'>,
  stop: AbortSignal,
): Promise<OutgoingMessage[]> {
  if (inputsOf(tokens).length > 1)
    throw new UsageError('Standard input can be read once only, and --send-file names it twice.');
  const messages: OutgoingMessage[] = [];
  for (const { kind, name, value = '' } of tokens) {
    if (kind !== 'option' || name === undefined || !Object.hasOwn(messageOptions, name)) continue;
    const bytes = await readBytes(name, value, stop);
    const binary = isWebSocket(endpoint.kind) ? 'binary' : 'data';
    const message: OutgoingMessage = {
      kind: name === 'send' && isWebSocket(endpoint.kind) ? 'text' : binary,
      bytes,
    };
    checkSendable(name, endpoint, message);
    messages.push(message);
  }
  return messages;
}

/** True when something on the command line reads standard input. */
export function readsStandardInput(tokens: readonly Token[]): boolean {
  return inputsOf(tokens).length > 0;
}

function inputsOf(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter(({ name, value = '' }) => name === 'send-file' && isStandardInput(value));
}

/** The messages to send each time the connection has opened, in the order in which they were written. */
export function readOpeningMessages(tokens: readonly Token[], url: string): OpeningMessage[] {
  const overWebSocket = /^\s*wss?:/i.test(url);
  const messages: OpeningMessage[] = [];
  for (const { kind, name, value = '' } of tokens) {
    if (kind !== 'option') continue;
    if (name === 'on-open') {
      parsed('--on-open', value, parseEscapedText(value));
      messages.push({ kind: overWebSocket ? 'text' : 'data', format: 'text', text: value });
    } else if (name === 'on-open-hex') {
      parsed('--on-open-hex', value, parseHex(value));
      messages.push({ kind: overWebSocket ? 'binary' : 'data', format: 'hex', text: value });
    }
  }
  return messages;
}

function readBytes(name: string, value: string, stop: AbortSignal): Uint8Array | Promise<Uint8Array> {
  switch (name) {
    case 'send':
      return parsed('--send', value, parseEscapedText(value));
    case 'send-hex':
      return parsed('--send-hex', value, parseHex(value));
    default:
      return readMessageFile(value, stop);
  }
}

function parsed(option: string, text: string, result: Result<Uint8Array, TextProblem>): Uint8Array {
  if (result.ok) return result.value;
  throw describeProblem(option, text, result.problem);
}

function checkSendable(
  name: string,
  endpoint: Pick<Endpoint, 'kind' | 'address'>,
  { kind, bytes }: OutgoingMessage,
): void {
  try {
    checkMessage(endpoint.kind, kind, bytes, largestDatagramTo(endpoint.address));
  } catch (error) {
    throw new UsageError(`--${name}: ${messageOf(error)}`);
  }
}
