import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { onAbort } from '../../shared/base/onAbort.ts';
import { largestMessageLimitBytes } from '../../shared/model/connection.ts';
import { isStream, type EndpointKind } from '../../shared/model/endpointKinds.ts';
import type { OutgoingMessage } from '../../shared/model/sending.ts';
import { usualKindOf } from '../../shared/model/writtenMessage.ts';
import { UsageError } from './command.ts';

const lineFeed = 10;
const carriageReturn = 13;

/**
 * What comes on standard input, as messages for an endpoint: for a stream as it comes, for datagrams and WebSockets a message a line, without
 * its LF or CRLF; the last line needs none. A line that is not UTF-8 is binary. Ends with the input, or when the signal fires. Throws a
 * `UsageError` for a line of more than 1 GiB.
 */
export async function* inputMessages(
  input: Readable,
  kind: EndpointKind,
  signal: AbortSignal,
): AsyncGenerator<OutgoingMessage> {
  const ended = onAbort(signal, () => void input.destroy());
  const asMessage = (bytes: Uint8Array): OutgoingMessage => ({
    kind: usualKindOf(kind, isUtf8(bytes) ? 'text' : 'hex'),
    bytes,
  });
  try {
    const parts = isStream(kind) ? pieces(input, signal) : lines(input, signal);
    for await (const bytes of parts) yield asMessage(bytes);
  } finally {
    ended.dispose();
  }
}

async function* pieces(input: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  try {
    for await (const piece of input) yield Buffer.from(piece);
  } catch (error) {
    // It was destroyed for that.
    if (!signal.aborted) throw error;
  }
}

async function* lines(input: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  let size = 0;
  for await (const piece of pieces(input, signal)) {
    let from = 0;
    for (let end = piece.indexOf(lineFeed); end >= 0; end = piece.indexOf(lineFeed, from)) {
      yield withoutReturn(Buffer.concat([...begun, piece.subarray(from, end)]));
      begun = [];
      size = 0;
      from = end + 1;
    }
    begun.push(piece.subarray(from));
    size += piece.length - from;
    if (size > largestMessageLimitBytes)
      throw new UsageError(
        'A line of standard input has more than 1 GiB, which is too much for one message.',
      );
  }
  if (size > 0) yield Buffer.concat(begun);
}

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === carriageReturn ? line.subarray(0, -1) : line;
}
