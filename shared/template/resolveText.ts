import { fail, ok, type Result } from '../base/result.ts';
import { quoteTemplate } from './parseTemplate.ts';
import type { TemplateProblems, TemplateResolver } from './resolveTemplate.ts';
import type { TemplateProblem } from './template.ts';
import { secretsOf, textOf, type TemplateValue } from './templateValue.ts';

/** A text that was a template. */
export interface ResolvedText {
  readonly text: string;
  /** The text for people and files, a template itself: a reference to what is secret or unknown stays as it was written. */
  readonly shown: string;
  /** The secrets in it, and what functions made of them: they must not be seen. */
  readonly secrets: readonly string[];
  /** True when part of it is only known when it is sent; `text` is then not what will be sent. */
  readonly isUnknown: boolean;
  /** The same text in the parts that it was written in. */
  readonly parts: readonly ResolvedTextPart[];
}

/** A stretch of a text: as it was written, or what a reference stands for; then `value` says what that is. */
export interface ResolvedTextPart {
  readonly text: string;
  readonly value: TemplateValue | null;
}

/** Resolves a text that stays text, such as an address or a header. Bytes in it must be UTF-8. */
export function resolveText(
  resolver: TemplateResolver,
  template: string,
): Result<ResolvedText, TemplateProblems> {
  const resolved = resolver.resolve(template);
  if (!resolved.ok) return resolved;
  const problems: TemplateProblem[] = [];
  const parts: ResolvedTextPart[] = [];
  let shown = '';
  for (const piece of resolved.value) {
    const { from, to } = piece;
    const value = piece.kind === 'text' ? null : piece.value;
    const text = piece.kind === 'text' ? piece.text : textOf(piece.value);
    if (text === null) problems.push({ code: 'form', message: notText, from, to });
    const isHidden = value !== null && (value.isSecret || value.isUnknown);
    shown += isHidden ? template.slice(from, to) : quoteTemplate(text ?? '');
    parts.push({ text: text ?? '', value });
  }
  const [first, ...others] = problems;
  if (first) return fail([first, ...others]);
  const values = parts.flatMap(({ value }) => value ?? []);
  return ok({
    text: parts.map((part) => part.text).join(''),
    shown,
    secrets: secretsOf(values),
    isUnknown: values.some((value) => value.isUnknown),
    parts,
  });
}

const notText =
  'These bytes are not UTF-8 text, and only text can stand here. Write them with {{$hex:…}} or {{$base64:…}}.';
