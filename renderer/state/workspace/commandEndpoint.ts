import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import { secretRefSchema } from '../../../shared/model/secret.ts';
import { isTemplate } from '../../../shared/template/parseTemplate.ts';
import type { ResolvedPiece, TemplateResolver } from '../../../shared/template/resolveTemplate.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import { textOf } from '../../../shared/template/templateValue.ts';
import { dryResolver } from './templateCheck.ts';

/** An endpoint as a command can have it, and sentences about what the person has to see to. */
interface CommandEndpoint {
  readonly endpoint: Endpoint;
  readonly notes: readonly string[];
  /** False where no text of it was a template. */
  readonly hasTemplates: boolean;
}

/**
 * Resolves the endpoint for commands of other programs, which know no variables. What is secret, and what is only known when it is opened,
 * stands as `$NAME`, after the variable or function; the notes say what each name is for. Opening messages stay as they are: no other
 * program sends any.
 */
export function endpointForCommands(endpoint: Endpoint, scope: Scope): CommandEndpoint {
  const { kind, ...options } = endpoint;
  const onOpen = 'onOpen' in endpoint ? { onOpen: endpoint.onOpen } : {};
  const texts = new CommandTexts(dryResolver(scope));
  const resolved = texts.resolve({ ...options, ...('onOpen' in options && { onOpen: [] }) });
  const hasTemplates = texts.hasTemplates || (onOpen.onOpen?.some(({ text }) => isTemplate(text)) ?? false);
  if (!texts.hasTemplates) return { endpoint, notes: [], hasTemplates };
  const parsed = endpointSchema.safeParse({ kind, ...Object(resolved), ...onOpen });
  return { endpoint: parsed.success ? parsed.data : endpoint, notes: texts.notes, hasTemplates };
}

/** Resolves the texts of options, and gives each reference that cannot be shown a name of its own. */
class CommandTexts {
  hasTemplates = false;
  private readonly resolver: TemplateResolver;
  private readonly problems: string[] = [];
  private readonly names = new Map<string, string>();

  constructor(resolver: TemplateResolver) {
    this.resolver = resolver;
  }

  get notes(): readonly string[] {
    const replaced = [...this.names].map(([reference, name]) => `${name} with what ${reference} stands for`);
    return replaced.length === 0 ? this.problems : [...this.problems, `Replace ${list.format(replaced)}.`];
  }

  resolve(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object' || value === null || secretRefSchema.safeParse(value).success) return value;
    if (Array.isArray(value)) return value.map((each: unknown) => this.resolve(each));
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.resolve(each)]));
  }

  private text(template: string): string {
    if (!isTemplate(template)) return template;
    this.hasTemplates = true;
    const resolved = this.resolver.resolve(template);
    if (resolved.ok) return resolved.value.map((piece) => this.piece(piece, template)).join('');
    this.problems.push(...resolved.problem.map(({ message }) => message));
    return template;
  }

  private piece(piece: ResolvedPiece, template: string): string {
    if (piece.kind === 'text') return piece.text;
    const { value, from, to } = piece;
    const isHidden = value.isSecret || value.isUnknown;
    return (isHidden ? null : textOf(value)) ?? this.nameOf(template.slice(from, to));
  }

  /** The same reference has the same name, and no two have one. */
  private nameOf(reference: string): string {
    const known = this.names.get(reference);
    if (known !== undefined) return known;
    const [word = 'value'] = /[A-Za-z_][A-Za-z0-9_.-]*/.exec(reference.replace(/^\{\{\s*text:/, '')) ?? [];
    const name = `$${word.replaceAll(/[.-]/g, '_')}`;
    const taken = new Set(this.names.values());
    let free = name;
    for (let count = 2; taken.has(free); count += 1) free = `${name}_${count}`;
    this.names.set(reference, free);
    return free;
  }
}

const list = new Intl.ListFormat('en', { type: 'conjunction' });
