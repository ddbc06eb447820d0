import type { Filter } from './ast.ts';
import { formatHexPattern } from './hexPattern.ts';
import { formatQuoted } from './quotedText.ts';
import { formatSize } from './sizeValue.ts';
import { formatTime } from './timeValue.ts';

/** The text that `parseFilter` reads back into the same filter, places aside: the shortest that says everything with its field. */
export function formatFilter(filter: Filter): string {
  switch (filter.node) {
    case 'everything':
      return '';
    case 'and':
      return filter.operands.map((operand) => inParentheses(operand, ['and', 'or'])).join(' ');
    case 'or':
      return filter.operands.map((operand) => inParentheses(operand, ['or'])).join(' or ');
    case 'not':
      return `not ${inParentheses(filter.operand, ['and', 'or'])}`;
    case 'direction':
      return `dir:${filter.direction}`;
    case 'kind':
      return `kind:${filter.names.join(',')}`;
    case 'size':
      return `size${filter.comparison}${formatSize(filter.bytes)}`;
    case 'sequence':
      return `#${filter.comparison}${filter.seq}`;
    case 'peer':
      return `peer:${filter.peers.join(',')}`;
    case 'time':
      return `${filter.side}:${formatTime(filter.time)}`;
    case 'note':
      return `note:${formatQuoted({ bytes: new TextEncoder().encode(filter.text), ignoreCase: filter.ignoreCase })}`;
    case 'text':
      return formatQuoted(filter);
    case 'hex':
      return `hex:${formatHexPattern(filter.pattern)}`;
    case 'expression':
      return `/${filter.source}/${filter.flags}`;
  }
}

function inParentheses(filter: Filter, nodes: readonly Filter['node'][]): string {
  const text = formatFilter(filter);
  return nodes.includes(filter.node) ? `(${text})` : text;
}
