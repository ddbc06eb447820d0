import type { Endpoint } from '../../../shared/model/connection.ts';
import { destinationOf } from '../../../shared/model/messageProblem.ts';
import type { OpeningMessage } from '../../../shared/model/sending.ts';
import { readMessage } from '../../../shared/model/writtenMessage.ts';

/** Why an opening message of an endpoint cannot be sent, as a sentence; null when it can. */
export function problemOfOpeningMessage(
  endpoint: Pick<Endpoint, 'kind' | 'address'>,
  message: OpeningMessage,
): string | null {
  const read = readMessage(message, destinationOf(endpoint));
  return read.ok ? null : read.problem.message;
}
