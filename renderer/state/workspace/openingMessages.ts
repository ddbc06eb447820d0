import type { Result, TextProblem } from '../../../shared/base/result.ts';
import { parseBase64 } from '../../../shared/bytes/base64.ts';
import { parseEscapedText } from '../../../shared/bytes/escapedText.ts';
import { parseHex } from '../../../shared/bytes/hex.ts';
import { isUtf8 } from '../../../shared/bytes/utf8.ts';
import { largestControlFrameBytes, type OpeningMessage } from '../../../shared/model/sending.ts';

/** Why an opening message cannot be sent, as a sentence; null when it can. */
export function problemOfOpeningMessage(message: OpeningMessage): string | null {
  const read = bytesOf(message);
  if (!read.ok) return read.problem.message;
  if (message.kind === 'text' && !isUtf8(read.value)) {
    return 'A text message is UTF-8, and this is not. Send it as binary, or change the bytes.';
  }
  if ((message.kind === 'ping' || message.kind === 'pong') && read.value.length > largestControlFrameBytes) {
    return `A ${message.kind} holds at most ${largestControlFrameBytes} bytes.`;
  }
  return null;
}

function bytesOf({ format, text }: OpeningMessage): Result<Uint8Array, TextProblem> {
  switch (format) {
    case 'text':
      return parseEscapedText(text);
    case 'hex':
      return parseHex(text);
    case 'base64':
      return parseBase64(text);
  }
}
