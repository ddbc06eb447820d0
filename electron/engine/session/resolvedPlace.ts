import { WirebenchError } from '../../../shared/base/errors.ts';
import { resolveText, type ResolvedText } from '../../../shared/template/resolveText.ts';
import type { Templates } from '../template/templates.ts';

/** What a text stands for that a person gave by itself, such as an address. Throws BAD_REQUEST, in a sentence. */
export async function resolvedText(written: string, templates: Templates): Promise<ResolvedText> {
  const resolved = await templates.resolve((resolver) => resolveText(resolver, written));
  if (resolved.ok) return resolved.value;
  const { message, allows } = resolved.problem[0];
  throw new WirebenchError('BAD_REQUEST', message, { allows });
}

/** The same for an address that an open session is given. Refuses one with a secret in it, too, which would be recorded. */
export async function resolvedPlace(written: string, templates: Templates): Promise<string> {
  const { text, secrets } = await resolvedText(written, templates);
  if (secrets.length === 0) return text;
  throw new WirebenchError(
    'BAD_REQUEST',
    'This address has a secret in it, and would be recorded. Use a variable that is not secret.',
  );
}
