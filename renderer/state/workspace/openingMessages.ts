import type { Endpoint } from '../../../shared/model/connection.ts';
import { destinationOf } from '../../../shared/model/messageProblem.ts';
import type { OpeningMessage } from '../../../shared/model/sending.ts';
import { readMessage } from '../../../shared/model/writtenMessage.ts';
import { dryContext } from '../../../shared/template/dryContext.ts';
import { isTemplate } from '../../../shared/template/parseTemplate.ts';
import { TemplateResolver } from '../../../shared/template/resolveTemplate.ts';

const withoutVariables = new TemplateResolver([], dryContext);

/** Why an opening message of an endpoint cannot be sent, as a sentence; null when it can. The engine judges what is a template. */
export function problemOfOpeningMessage(
  endpoint: Pick<Endpoint, 'kind' | 'address'>,
  message: OpeningMessage,
): string | null {
  if (isTemplate(message.text)) return null;
  const read = readMessage(message, destinationOf(endpoint), withoutVariables);
  return read.ok ? null : read.problem.message;
}
