import type { OutgoingMessage, SendKind, SendTarget } from '../../../shared/model/sending.ts';
import type { WrittenMessage } from '../../../shared/model/writtenMessage.ts';
import { isTemplate } from '../../../shared/template/parseTemplate.ts';
import type { FileToSend } from './fileSending.ts';
import type { SendOnce } from './repetition.ts';
import type { ReadTemplates } from './readTemplates.ts';
import type { SendTurns } from './sendTurns.ts';

/** A file to be repeated, which is opened and read each time. */
interface RepeatedFile {
  readonly kind: SendKind;
  readonly open: () => Promise<FileToSend>;
}

/** A message to be repeated: bytes, a file, or as it is written, to be evaluated anew each time. */
export type RepeatedMessage = OutgoingMessage | RepeatedFile | WrittenMessage;

/**
 * Sends all of the messages once, in their order. A person sends the first time of each; the others are marked as repeated. What follows a file
 * is begun when that has left.
 */
export function sendEach(
  turns: SendTurns,
  to: SendTarget,
  messages: readonly RepeatedMessage[],
  templates?: ReadTemplates,
): SendOnce {
  const [last] = messages.slice(-1);
  return async (isFirst, begun) => {
    const origin = isFirst ? null : ('repeat' as const);
    const send = (message: RepeatedMessage): Promise<number> => {
      const told = { origin, ...(message === last && { begun }) };
      if ('open' in message) return turns.sendFile(to, message.kind, message.open, told);
      if ('bytes' in message) return turns.send(to, message.kind, message.bytes, told);
      return turns.sendWritten(to, message, isTemplate(message.text) ? templates : undefined, told);
    };
    let sends: Promise<number>[] = [];
    for (const message of messages) {
      sends.push(send(message));
      if (!('open' in message)) continue;
      await Promise.all(sends);
      sends = [];
    }
    await Promise.all(sends);
  };
}

/** How much is sent each time, about, in bytes: what variables stand for is not known yet. Nothing is begun while a file is on its way. */
export function sizeOf(messages: readonly RepeatedMessage[]): number {
  return messages.reduce((sum, message) => {
    if ('open' in message) return Number.POSITIVE_INFINITY;
    return sum + ('bytes' in message ? message.bytes.length : message.text.length);
  }, 0);
}
