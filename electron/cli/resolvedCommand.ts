import type { Endpoint } from '../../shared/model/connection.ts';
import { resolveText, type ResolvedText } from '../../shared/template/resolveText.ts';
import { resolveEndpoint } from '../engine/session/resolveEndpoint.ts';
import type { Templates } from '../engine/template/templates.ts';
import { UsageError } from './command.ts';
import { describeProblem } from './commandLine.ts';
import { optionOf } from './options/optionRules.ts';
import type { Role } from '../../shared/command/wirebenchOptions.ts';

/** What a template on the command line stands for. Throws a `UsageError` that marks the place. */
export async function resolveArgument(
  templates: Templates,
  option: string,
  text: string,
): Promise<ResolvedText> {
  const resolved = await templates.resolve((resolver) => resolveText(resolver, text));
  if (resolved.ok) return resolved.value;
  throw describeProblem(option, text, resolved.problem[0]);
}

/** The endpoint as it will be opened. Throws a `UsageError`, so that nothing is opened when something in it stands for nothing. */
export async function resolveCommand(
  templates: Templates,
  endpoint: Endpoint,
  role: Role,
): Promise<Endpoint> {
  const resolved = await templates.resolve((resolver) => resolveEndpoint({ endpoint, resolver }));
  if (resolved.ok) return resolved.value.endpoint;
  const [{ field, message }] = resolved.problem;
  throw new UsageError(`${optionOf(field, role) ?? 'URL'}: ${message}`);
}
