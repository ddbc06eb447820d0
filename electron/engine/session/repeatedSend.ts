import type { OutgoingMessage, SendTarget } from '../../../shared/model/sending.ts';
import type { WrittenMessage } from '../../../shared/model/writtenMessage.ts';
import { isTemplate } from '../../../shared/template/parseTemplate.ts';
import type { SendOnce } from './repetition.ts';
import type { ReadTemplates, SendTurns } from './sendTurns.ts';

/** A message to be repeated: bytes, or as it is written, to be evaluated anew each time. */
export type RepeatedMessage = OutgoingMessage | WrittenMessage;

/** Sends all of the messages once, in their order. A person sends the first time of each; the others are marked as repeated. */
export function sendEach(
  turns: SendTurns,
  to: SendTarget,
  messages: readonly RepeatedMessage[],
  templates?: ReadTemplates,
): SendOnce {
  const [last] = messages.slice(-1);
  return async (isFirst, begun) => {
    const origin = isFirst ? null : ('repeat' as const);
    const sends = messages.map((message) => {
      const told = { origin, ...(message === last && { begun }) };
      if ('bytes' in message) return turns.send(to, message.kind, message.bytes, told);
      return turns.sendWritten(to, message, isTemplate(message.text) ? templates : undefined, told);
    });
    await Promise.all(sends);
  };
}

/** How much is sent each time, about, in bytes: what variables stand for is not known yet. */
export function sizeOf(messages: readonly RepeatedMessage[]): number {
  return messages.reduce(
    (sum, message) => sum + ('bytes' in message ? message.bytes.length : message.text.length),
    0,
  );
}
