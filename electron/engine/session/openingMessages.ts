import { messageOf } from '../../../shared/base/errors.ts';
import { fail, ok, type Result, type TextProblem } from '../../../shared/base/result.ts';
import { parseBase64 } from '../../../shared/bytes/base64.ts';
import { parseEscapedText } from '../../../shared/bytes/escapedText.ts';
import { parseHex } from '../../../shared/bytes/hex.ts';
import { largestDatagramTo } from '../../../shared/model/datagramSize.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { OpeningMessage } from '../../../shared/model/sending.ts';
import type { OutgoingMessage } from '../link/link.ts';
import { checkMessage } from './sendRules.ts';

const parsers: Readonly<
  Record<OpeningMessage['format'], (text: string) => Result<Uint8Array<ArrayBuffer>, TextProblem>>
> = { text: parseEscapedText, hex: parseHex, base64: parseBase64 };

/** A sentence, and the message it is about, such as `onOpen.0`. */
interface OpeningProblem {
  readonly reason: string;
  readonly field: string;
}

/** The messages to send each time the endpoint connects, in order; or why it must not even begin, with the message that is to blame. */
export function openingMessagesOf(endpoint: Endpoint): Result<readonly OutgoingMessage[], OpeningProblem> {
  if (!('onOpen' in endpoint)) return ok([]);
  const messages: OutgoingMessage[] = [];
  for (const [index, { kind, format, text }] of endpoint.onOpen.entries()) {
    const refuse = (why: string): { readonly ok: false; readonly problem: OpeningProblem } =>
      fail({
        reason: `Message ${index + 1} of those to be sent after connecting is not right. ${why}`,
        field: `onOpen.${index}`,
      });
    const parsed = parsers[format](text);
    if (!parsed.ok) return refuse(parsed.problem.message);
    try {
      checkMessage(endpoint.kind, kind, parsed.value, largestDatagramTo(endpoint.address));
    } catch (error) {
      return refuse(messageOf(error));
    }
    messages.push({ kind, bytes: parsed.value });
  }
  return ok(messages);
}
