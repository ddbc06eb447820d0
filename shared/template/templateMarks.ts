import { dryContext } from './dryContext.ts';
import { functionFacts, isFunctionName } from './functionNames.ts';
import { parseBeginning } from './parseTemplate.ts';
import { TemplateResolver } from './resolveTemplate.ts';
import { resolveText } from './resolveText.ts';
import { findVariable, type Scope } from './scope.ts';
import type { Place, Reference, Segment } from './template.ts';

/** What a reference is to a person who reads the text; in a `secret` one a secret takes part, and a `problem` stands for nothing. */
type MarkRole = 'variable' | 'function' | 'secret' | 'problem';

/** A reference in a text, and what is known of it before anything is sent. */
export interface TemplateMark extends Place {
  readonly role: MarkRole;
  /** What it stands for, as far as it is known and may be seen; otherwise the template that says so, or null. */
  readonly value: string | null;
  /** Where a variable comes from, what a function does, or what is wrong; a sentence. */
  readonly note: string;
}

/** 500 references: nobody looks at more one by one, and reading them takes a fraction of a frame, which is done at every key. */
const mostMarks = 500;

/** The first 500 references of a text in the order of the text; those within another one follow it. */
export function templateMarks(text: string, scope: Scope): readonly TemplateMark[] {
  if (!text.includes('{{')) return [];
  const parsed = parseBeginning(text, mostMarks);
  if (!parsed.ok) {
    const { from, to, message } = parsed.problem;
    return [{ from, to, role: 'problem', value: null, note: message }];
  }
  const resolver = new TemplateResolver(scope, dryContext);
  return referencesIn(parsed.value)
    .slice(0, mostMarks)
    .map(({ reference, from, to }) => {
      const { role, value, note } = factsOf(text.slice(from, to), reference, scope, resolver);
      return { from, to, role, value, note };
    });
}

/** The innermost reference at an offset, which is neither before nor behind it; null where there is none. */
export function markAt(marks: readonly TemplateMark[], offset: number): TemplateMark | null {
  return marks.findLast(({ from, to }) => from < offset && offset < to) ?? null;
}

interface ReferenceAt extends Place {
  readonly reference: Reference;
}

function referencesIn(segments: readonly Segment[]): readonly ReferenceAt[] {
  return segments.flatMap((segment): readonly ReferenceAt[] => {
    if (segment.kind === 'text') return [];
    const { reference, from, to } = segment;
    const inner = reference.kind === 'function' ? reference.args.flatMap(referencesIn) : [];
    return [{ reference, from, to }, ...inner];
  });
}

function factsOf(
  written: string,
  reference: Reference,
  scope: Scope,
  resolver: TemplateResolver,
): Omit<TemplateMark, keyof Place> {
  const resolved = resolveText(resolver, written);
  if (!resolved.ok && resolved.problem[0].code !== 'form')
    return { role: 'problem', value: null, note: resolved.problem[0].message };
  const isSecret = resolved.ok && resolved.value.parts.some(({ value }) => value?.isSecret);
  const isKnown = resolved.ok && !resolved.value.isUnknown && !isSecret;
  const known = isKnown ? resolved.value.text : null;
  if (reference.kind === 'function') {
    const note = isFunctionName(reference.name) ? functionFacts[reference.name].summary : '';
    return { role: isSecret ? 'secret' : 'function', value: known, note };
  }
  const found = findVariable(scope, reference.name);
  const origin = found?.origin ?? '';
  if (found?.isSecret) return { role: 'secret', value: null, note: `Secret, from ${origin}.` };
  const value = known ?? found?.value ?? null;
  const note = `From ${origin}.${value === null ? ' Its value is not shown here.' : ''}`;
  return { role: isSecret ? 'secret' : 'variable', value, note };
}
