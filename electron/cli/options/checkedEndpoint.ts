import { formatCount } from '../../../shared/base/quantity.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import type { Role } from '../../../shared/command/wirebenchOptions.ts';
import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import { optionAt } from '../../../shared/model/optionAt.ts';
import { UsageError } from '../command.ts';
import { optionOf } from './optionRules.ts';

type Issue = NonNullable<ReturnType<typeof endpointSchema.safeParse>['error']>['issues'][number];

/** Only a connection's schema says which values an option may have; this adds the option's name. Throws a `UsageError`. */
export function checkedEndpoint(value: object, role: Role): Endpoint {
  const parsed = endpointSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (!issue) throw new UsageError('These options do not make a valid connection.');
  const field = issue.path.join('.');
  throw new UsageError(sentenceFor(optionOf(field, role) ?? 'URL', issue, optionAt(value, field)));
}

function sentenceFor(option: string, issue: Issue, written: unknown): string {
  const not = typeof written === 'string' && written !== '' ? `, not “${visibleLine(written)}”` : '';
  if (issue.code === 'invalid_value') return `${option} takes ${alternatives(issue.values)}${not}.`;
  if (issue.code === 'too_big') return `${option} takes ${amount(issue, issue.maximum)} at most${not}.`;
  if (issue.code === 'too_small') return `${option} takes ${amount(issue, issue.minimum)} at least${not}.`;
  return `${option}: ${issue.message}`;
}

/** In the unit of the field; the person may have written another one. */
function amount(issue: Issue & { readonly origin: string }, limit: number | bigint): string {
  const field = String(issue.path.at(-1) ?? '');
  const unit = field.endsWith('Ms') ? ' ms' : field.endsWith('Bytes') ? ' bytes' : '';
  const counted = { string: ' characters', array: ' values' }[issue.origin] ?? unit;
  return `${formatCount(Number(limit))}${counted}`;
}

function alternatives(values: readonly unknown[]): string {
  const names = values.map(String);
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}
