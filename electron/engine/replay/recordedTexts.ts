import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import { parseTemplate, quoteTemplate } from '../../../shared/template/parseTemplate.ts';
import type { TemplateResolver } from '../../../shared/template/resolveTemplate.ts';
import { trustOptions } from './replayTrust.ts';

/** Says whether a reference of a recording, with its braces, is resolved here. */
type MayResolve = (reference: string) => boolean;

/**
 * A recorded endpoint in which texts stand for themselves: who made the file must not choose what is read on this machine, and braces of
 * older recordings were never templates. The exceptions are texts that the connection here has itself (`own`), and what `mayResolve`.
 * Its proxy and TLS options are those of that connection.
 */
export function recordedTexts(recorded: Endpoint, own: Endpoint | null, mayResolve: MayResolve): Endpoint {
  const trust = own === null ? {} : trustOptions(own);
  return endpointSchema.parse(literal({ ...recorded, ...trust }, own, mayResolve));
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
