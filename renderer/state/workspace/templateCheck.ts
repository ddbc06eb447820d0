import { fail, ok, type Result, type TextProblem } from '../../../shared/base/result.ts';
import { dryContext } from '../../../shared/template/dryContext.ts';
import { resolveText } from '../../../shared/template/resolveText.ts';
import { TemplateResolver } from '../../../shared/template/resolveTemplate.ts';
import type { Scope } from '../../../shared/template/scope.ts';

/** A resolver that finds what is wrong while somebody types: what a window is not told, and what is only known when it is sent, is unknown. */
export function dryResolver(scope: Scope): TemplateResolver {
  return new TemplateResolver(scope, dryContext);
}

/** What a text stands for, as far as a window knows: null where a part is only known to the engine. */
export function previewText(text: string, scope: Scope): Result<string | null, TextProblem> {
  const resolved = resolveText(dryResolver(scope), text);
  if (!resolved.ok) return fail(resolved.problem[0]);
  return ok(resolved.value.isUnknown ? null : resolved.value.text);
}
