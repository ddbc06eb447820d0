import { fail, ok, type Result } from '../../../shared/base/result.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { EndpointFinding } from '../../../shared/model/endpointCheck.ts';
import { destinationOf } from '../../../shared/model/messageProblem.ts';
import type { OutgoingMessage } from '../../../shared/model/sending.ts';
import { readMessage, type WrittenMessage } from '../../../shared/model/writtenMessage.ts';
import type { TemplateResolver } from '../../../shared/template/resolveTemplate.ts';

/** Gives a message the resolver that knows how often it was sent. */
type ResolverFor = (message: WrittenMessage) => TemplateResolver;

/** The messages to send each time the endpoint connects, in order; or why it must not even begin, at the message that is to blame, such as `onOpen.0`. */
export function openingMessagesOf(
  endpoint: Endpoint,
  resolverFor: ResolverFor,
): Result<readonly OutgoingMessage[], EndpointFinding> {
  if (!('onOpen' in endpoint)) return ok([]);
  const messages: OutgoingMessage[] = [];
  for (const [index, written] of endpoint.onOpen.entries()) {
    const read = readMessage(written, destinationOf(endpoint), resolverFor(written));
    if (!read.ok) {
      const { message: why, allows, mayMend } = read.problem;
      const message = `Message ${index + 1} of those sent after connecting is wrong. ${why}`;
      return fail({ field: `onOpen.${index}`, tone: 'problem', message, allows, mayMend });
    }
    messages.push({ kind: read.value.kind, bytes: read.value.bytes });
  }
  return ok(messages);
}
