import { endpointSchema, type Connection, type Endpoint } from '../../../shared/model/connection.ts';
import { parseTemplate, quoteTemplate } from '../../../shared/template/parseTemplate.ts';
import type { TemplateResolver } from '../../../shared/template/resolveTemplate.ts';
import { resolveEndpoint } from '../session/resolveEndpoint.ts';
import type { Templates } from '../template/templates.ts';
import { hasSameTrust } from './replayEndpoint.ts';

/** Says whether a reference of a recording, with its braces, is resolved here. */
type MayResolve = (reference: string) => boolean;

/**
 * The options of the saved connection that a recording was made with, as a recording has them; null when there is none. What its variables
 * stand for in the environment chosen now counts, since the recording has that, and no template.
 */
export async function ownOptions(
  recorded: Endpoint,
  connections: readonly Connection[],
  templates: Templates,
): Promise<Endpoint | null> {
  for (const { endpoint } of connections) {
    if (endpoint.kind !== recorded.kind) continue;
    const resolved = await templates.resolve((resolver) => resolveEndpoint({ endpoint, resolver }));
    if (resolved.ok && hasSameTrust(recorded, resolved.value.shown)) return resolved.value.shown;
  }
  return null;
}

/**
 * A recorded endpoint in which texts stand for themselves: who made the file must not choose what is read on this machine, and braces of
 * older recordings were never templates. The exceptions are texts that the connection here has itself (`own`), and what `mayResolve`.
 */
export function recordedTexts(recorded: Endpoint, own: Endpoint | null, mayResolve: MayResolve): Endpoint {
  return endpointSchema.parse(literal(recorded, own, mayResolve));
}

/**
 * A command line that names variables for a recording gives it secrets, which recordings only name; files and the environment of the
 * machine are never written into one.
 */
export function isRecordedSecret(resolver: TemplateResolver): MayResolve {
  return (reference) => {
    if (/\$(?:env|file)\b/.test(reference)) return false;
    const resolved = resolver.resolve(reference);
    return resolved.ok && resolved.value.every(({ value }) => value?.isSecret);
  };
}

function literal(value: unknown, own: unknown, mayResolve: MayResolve): unknown {
  if (typeof value === 'string') return value === own ? value : literalText(value, mayResolve);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const others: Readonly<Record<string, unknown>> = { ...Object(own) };
  if (Array.isArray(value)) return entries.map(([index, each]) => literal(each, others[index], mayResolve));
  return Object.fromEntries(entries.map(([name, each]) => [name, literal(each, others[name], mayResolve)]));
}

function literalText(text: string, mayResolve: MayResolve): string {
  const parsed = parseTemplate(text);
  if (!parsed.ok) return quoteTemplate(text);
  return parsed.value
    .map(({ kind, from, to }) => {
      const written = text.slice(from, to);
      return kind === 'text' || mayResolve(written) ? written : quoteTemplate(written);
    })
    .join('');
}
