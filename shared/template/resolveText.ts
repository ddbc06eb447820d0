import { fail, ok, type Result } from '../base/result.ts';
import { quoteTemplate } from './parseTemplate.ts';
import type { TemplateProblems, TemplateResolver } from './resolveTemplate.ts';
import type { TemplateProblem } from './template.ts';
import { textOf } from './templateValue.ts';

/** A text that was a template. */
export interface ResolvedText {
  readonly text: string;
  /** The text for people and files, a template itself: a reference to what is secret or unknown stays as it was written. */
  readonly shown: string;
  /** The secrets in it, and what functions made of them: they must not be seen. */
  readonly secrets: readonly string[];
  /** True when part of it is only known when it is sent; `text` is then not what will be sent. */
  readonly isUnknown: boolean;
}

/** Resolves a text that stays text, such as an address or a header. Bytes in it must be UTF-8. */
export function resolveText(
  resolver: TemplateResolver,
  template: string,
): Result<ResolvedText, TemplateProblems> {
  const resolved = resolver.resolve(template);
  if (!resolved.ok) return resolved;
  const problems: TemplateProblem[] = [];
  const secrets = new Set<string>();
  let text = '';
  let shown = '';
  let isUnknown = false;
  for (const piece of resolved.value) {
    const { from, to } = piece;
    const value = piece.kind === 'text' ? piece.text : textOf(piece.value);
    if (value === null) problems.push({ code: 'form', message: notText, from, to });
    const isSecret = piece.kind === 'value' && piece.value.isSecret;
    const isHidden = isSecret || (piece.kind === 'value' && piece.value.isUnknown);
    text += value ?? '';
    shown += isHidden ? template.slice(from, to) : quoteTemplate(value ?? '');
    if (piece.kind === 'value') for (const secret of piece.value.secrets) secrets.add(secret);
    if (piece.kind === 'value' && piece.value.isUnknown) isUnknown = true;
  }
  const [first, ...others] = problems;
  return first ? fail([first, ...others]) : ok({ text, shown, secrets: [...secrets], isUnknown });
}

const notText =
  'These bytes are not UTF-8 text, and only text can stand here. Write them with {{$hex:…}} or {{$base64:…}}.';
