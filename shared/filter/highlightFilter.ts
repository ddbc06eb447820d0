import { directionSchema } from '../model/record.ts';
import type { Span } from './ast.ts';
import { fieldNamed } from './fields.ts';
import { tokenize, type FieldToken, type Token } from './lexer.ts';

/**
 * A stretch of a filter's text and its role, for its colour; `in` and `out` are values that name a direction. White space is not in any
 * stretch.
 */
export interface FilterStretch extends Span {
  readonly role: 'keyword' | 'bracket' | 'field-name' | 'sign' | 'value' | 'in' | 'out' | 'content';
}

/** Returned in order, without overlaps; the filter need not be valid. */
export function highlightFilter(text: string): FilterStretch[] {
  return tokenize(text)
    .flatMap((token) => stretchesOf(text, token))
    .filter(({ from, to }) => from < to);
}

function stretchesOf(text: string, token: Token): FilterStretch[] {
  const { from, to } = token;
  switch (token.kind) {
    case 'and':
    case 'or':
    case 'not':
      return [{ from, to, role: 'keyword' }];
    case 'open':
    case 'close':
      return [{ from, to, role: 'bracket' }];
    case 'bare':
    case 'quoted':
    case 'expression':
      return [{ from, to, role: 'content' }];
    case 'field':
      return fieldStretches(text, token);
  }
}

function fieldStretches(text: string, { name, sign, value }: FieldToken): FilterStretch[] {
  const stretches: FilterStretch[] = [{ from: name.from, to: name.to, role: 'field-name' }];
  if (sign) stretches.push({ from: sign.from, to: sign.to, role: 'sign' });
  if (value) {
    const isDirection = fieldNamed(text.slice(name.from, name.to)) === 'dir';
    const direction = directionSchema.safeParse(
      text.slice(value.content.from, value.content.to).toLowerCase(),
    );
    const role = isDirection && direction.success ? direction.data : 'value';
    stretches.push({ from: value.from, to: value.to, role });
  }
  return stretches;
}
