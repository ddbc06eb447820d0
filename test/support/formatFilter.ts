import type { Filter } from '../../shared/filter/ast.ts';
import type { BytePattern } from '../../shared/filter/bytePattern.ts';
import { formatEscapedText } from '../../shared/bytes/escapedText.ts';
import type { QuotedText } from '../../shared/filter/quotedText.ts';
import { formatTime } from '../../shared/filter/timeValue.ts';

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
      return `note:${formatNote(filter)}`;
    case 'mark':
      return `mark:${filter.note === null ? filter.colours.join(',') : formatNote(filter.note)}`;
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

/** Lower-case digits without spaces. */
export function formatHexPattern({ values, masks }: BytePattern): string {
  return Array.from(values, (value, index) => {
    const mask = masks[index] ?? 0;
    const digits = value.toString(16).padStart(2, '0');
    return `${mask & 0xf0 ? digits.charAt(0) : '?'}${mask & 0x0f ? digits.charAt(1) : '?'}`;
  }).join('');
}

/** The text that `readBytes` reads back into the same. */
function formatQuoted({ bytes, ignoreCase }: QuotedText): string {
  return `"${formatEscapedText(bytes).replaceAll('"', '\\"')}"${ignoreCase ? 'i' : ''}`;
}

function formatNote({ text, ignoreCase }: { readonly text: string; readonly ignoreCase: boolean }): string {
  return formatQuoted({ bytes: new TextEncoder().encode(text), ignoreCase });
}

/** The shortest text that `parseSize` reads back into the same size. */
function formatSize(bytes: number): string {
  for (const [unit, scale] of [
    ['g', 1000 ** 3],
    ['m', 1000 ** 2],
    ['k', 1000],
    ['GiB', 1024 ** 3],
    ['MiB', 1024 ** 2],
    ['KiB', 1024],
  ] as const) {
    if (bytes >= scale && bytes % scale === 0) return `${bytes / scale}${unit}`;
  }
  return String(bytes);
}
