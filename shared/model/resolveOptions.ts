import type { EndpointFinding } from './endpointCheck.ts';
import { secretRefSchema } from './secret.ts';
import { isTemplate } from '../template/parseTemplate.ts';
import { resolveText, type ResolvedTextPart } from '../template/resolveText.ts';
import type { TemplateResolver } from '../template/resolveTemplate.ts';

/** Options whose texts were templates: as they are opened, and as they may be seen. */
interface ResolvedOptions {
  readonly opened: object;
  readonly shown: object;
  /** What must not be seen of `opened`. */
  readonly secrets: readonly string[];
  readonly findings: readonly EndpointFinding[];
  /** The fields of which a part is only known when it is opened. */
  readonly unknown: readonly string[];
  /** The texts that were templates, in the order of the options. */
  readonly texts: readonly ResolvedOption[];
}

/** A text of the options that was a template, and the parts of what it stands for; null where it does not resolve. */
interface ResolvedOption {
  readonly field: string;
  readonly parts: readonly ResolvedTextPart[] | null;
  /** The variables of this machine that a person has to allow before it can be resolved. */
  readonly allows: readonly string[];
}

/** A value on the way through the options. */
interface Both {
  readonly opened: unknown;
  readonly shown: unknown;
}

interface Found {
  readonly secrets: string[];
  readonly findings: EndpointFinding[];
  readonly unknown: string[];
  readonly texts: ResolvedOption[];
}

/** Resolves every text of the options, at any depth, except opening messages and the names of secrets. */
export function resolveOptions(options: object, resolver: TemplateResolver): ResolvedOptions {
  const found: Found = { secrets: [], findings: [], unknown: [], texts: [] };
  const entries = Object.entries(options)
    .filter(([name]) => name !== 'onOpen')
    .map(([name, value]) => [name, resolveValue(value, name, resolver, found)] as const);
  return { ...bothOf(entries), ...found };
}

function resolveValue(value: unknown, path: string, resolver: TemplateResolver, found: Found): Both {
  if (typeof value === 'string') return resolveString(value, path, resolver, found);
  const isWhole = typeof value !== 'object' || value === null || secretRefSchema.safeParse(value).success;
  if (isWhole) return { opened: value, shown: value };
  const entries = Object.entries(value).map(
    ([name, each]) => [name, resolveValue(each, `${path}.${name}`, resolver, found)] as const,
  );
  if (!Array.isArray(value)) return bothOf(entries);
  return { opened: entries.map(([, { opened }]) => opened), shown: entries.map(([, { shown }]) => shown) };
}

function bothOf(entries: readonly (readonly [string, Both])[]): {
  readonly opened: object;
  readonly shown: object;
} {
  return {
    opened: Object.fromEntries(entries.map(([name, { opened }]) => [name, opened])),
    shown: Object.fromEntries(entries.map(([name, { shown }]) => [name, shown])),
  };
}

/** 4 characters: to hide fewer would hide half of what is recorded, and show by its gaps what they are. */
export const shortestSecret = 4;
const tooShort = `A secret of fewer than ${shortestSecret} characters cannot be hidden in what is recorded. Use a longer one here.`;

function resolveString(text: string, path: string, resolver: TemplateResolver, found: Found): Both {
  if (!isTemplate(text)) return { opened: text, shown: text };
  const resolved = resolveText(resolver, text);
  const allows = resolved.ok ? [] : resolved.problem.flatMap((problem) => problem.allows ?? []);
  found.texts.push({ field: path, parts: resolved.ok ? resolved.value.parts : null, allows });
  if (resolved.ok) {
    found.secrets.push(...resolved.value.secrets);
    if (resolved.value.isUnknown) found.unknown.push(path);
    if (resolved.value.secrets.some((secret) => secret.length < shortestSecret))
      found.findings.push({ field: path, tone: 'problem', message: tooShort });
    return { opened: resolved.value.text, shown: resolved.value.shown };
  }
  for (const { message, allows: name, mayMend } of resolved.problem)
    found.findings.push({ field: path, tone: 'problem', message, allows: name, mayMend });
  return { opened: text, shown: text };
}
