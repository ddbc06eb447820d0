import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import { resolveOptions } from '../../../shared/model/resolveOptions.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import { dryResolver } from './templateCheck.ts';

/** An endpoint as a command can have it, and sentences about what the person has to see to. */
interface CommandEndpoint {
  readonly endpoint: Endpoint;
  readonly notes: readonly string[];
}

const reference = /\{\{\s*(?:text:)?\s*([A-Za-z_][A-Za-z0-9_.-]*)\s*\}\}/g;

/**
 * Resolves the endpoint for commands of other programs, which know no variables. What is secret, and what is only known when it is opened,
 * stands as `$NAME`, or as it was written where it is computed.
 */
export function endpointForCommands(endpoint: Endpoint, scope: Scope): CommandEndpoint {
  const { kind, ...options } = endpoint;
  const { shown, findings, hasTemplates } = resolveOptions(options, dryResolver(scope));
  if (!hasTemplates) return { endpoint, notes: [] };
  const names = new Set<string>();
  const written = JSON.stringify(shown).replace(reference, (_match, name: string) => {
    names.add(name);
    return `$${name}`;
  });
  const onOpen = 'onOpen' in endpoint ? { onOpen: endpoint.onOpen } : {};
  const parsed = endpointSchema.safeParse({ kind, ...Object(JSON.parse(written)), ...onOpen });
  const notes = findings.map(({ message }) => message);
  if (names.size > 0)
    notes.push(`Replace ${[...names].map((name) => `$${name}`).join(', ')} with what it stands for.`);
  return { endpoint: parsed.success ? parsed.data : endpoint, notes };
}
