import { withEscapes } from '../../../shared/bytes/controlEscapes.ts';
import { visibleText } from '../../../shared/bytes/visibleText.ts';
import type { JsonLines } from '../../../shared/json/jsonLines.ts';
import type { Segment } from './Segments.tsx';

/** 2,000 characters of a line are drawn: several screens wide. The text view has all of it. */
export const longestJsonLine = 2_000;

const token = /"(?:[^"\\]|\\.)*"?|[^\s"{}[\]:,]+|[{}[\],]|:|\s+/gs;

/** A line as shown: one space after a colon, none elsewhere, whatever the source has. */
export function jsonSegments(lines: JsonLines, line: number, isFolded: boolean): Segment[] {
  const segments = segmentsOf(textOf(lines, line));
  if (!isFolded) return segments;
  return [
    ...segments,
    { text: ' … ', quiet: true },
    ...segmentsOf(textOf(lines, lines.closer[line] ?? line)),
  ];
}

function textOf({ source, from, to }: JsonLines, line: number): string {
  return source.slice(from[line] ?? 0, to[line] ?? 0);
}

function segmentsOf(text: string): Segment[] {
  const shown = text.slice(0, longestJsonLine);
  const isName = /^"(?:[^"\\]|\\.)*"\s*:/s.test(shown);
  const segments: Segment[] = [];
  for (const [part] of shown.matchAll(token)) {
    if (part.trim() === '') continue;
    segments.push(...toned(part, isName && segments.length === 0));
  }
  const left = text.length - shown.length;
  if (left > 0) segments.push({ text: ` … ${left} more characters, see Text`, quiet: true });
  return segments;
}

function toned(part: string, isName: boolean): Segment[] {
  if (part === ':') return [{ text: ': ', quiet: false, className: 'json-mark' }];
  const className = isName ? 'json-name' : classOf(part);
  return withEscapes(visibleText(part)).map(({ text, quiet }) => ({ text, quiet, className }));
}

function classOf(part: string): string {
  if (part.startsWith('"')) return 'json-string';
  return /^[{}[\],]$/.test(part) ? 'json-mark' : 'json-value';
}

/** How many characters the widest line needs, so that the view can be scrolled to its end. */
export function widestJsonLine({ count, from, to, depth }: JsonLines): number {
  let widest = 0;
  for (let line = 0; line < count; line += 1) {
    const length = Math.min((to[line] ?? 0) - (from[line] ?? 0), longestJsonLine) + 40;
    widest = Math.max(widest, (depth[line] ?? 0) * 2 + length);
  }
  return widest;
}
