import type { Filter } from './ast.ts';

/** True where a term of the filter is about marks, which change while records do not. */
export function isAboutMarks<Time>(filter: Filter<Time>): boolean {
  if ('operands' in filter) return filter.operands.some(isAboutMarks);
  return 'operand' in filter ? isAboutMarks(filter.operand) : filter.node === 'mark';
}
