import type { CompletionItem } from '../base/completion.ts';
import { markColours } from '../model/mark.ts';
import { messageKinds, type RecordKind } from '../model/record.ts';
import type { Span } from './ast.ts';
import { fieldNamed, fieldNames, type FieldName } from './fields.ts';
import { tokenize, type FieldToken, type Token } from './lexer.ts';
import { anyMark } from './parseValue.ts';

/** The facts of a session that complete a filter. */
export interface CompletionContext {
  /** The kinds that its records can have, in the order offered. */
  readonly kinds: readonly RecordKind[];
  /** The peers that are offered by name; a session may have more. */
  readonly peers: readonly { readonly id: number; readonly address: string }[];
  /** When false, `peer:` tells nothing and is not offered. */
  readonly hasSeveralPeers: boolean;
}

/** An item without its position. */
interface Candidate {
  readonly label: string;
  readonly detail: string;
  readonly insert?: string;
  readonly caret?: number;
}

const fieldCandidates: Readonly<Record<FieldName, Candidate>> = {
  dir: { label: 'dir:', detail: 'received or sent' },
  kind: { label: 'kind:', detail: 'kind of record' },
  size: { label: 'size>', detail: 'length, as in size>1k' },
  peer: { label: 'peer:', detail: 'with whom, as in peer:1,3' },
  after: { label: 'after:', detail: 'from a time on, as in after:12.5s' },
  before: { label: 'before:', detail: 'until a time, as in before:14:02:11.5' },
  '#': { label: '#>=', detail: 'number, as in #>=100' },
  note: { label: 'note:""', detail: 'what an event says', caret: 6 },
  mark: { label: 'mark:', detail: 'marked, as in mark:red or mark:"note"' },
  hex: { label: 'hex:', detail: 'bytes, as in hex:de??beef' },
};

const contentCandidates: readonly Candidate[] = [
  { label: '""', detail: 'text, "…"i for either case', caret: 1 },
  { label: '//', detail: 'regular expression, /…/i', caret: 1 },
];

const joiningCandidates: readonly Candidate[] = [
  { label: 'and', detail: 'both hold', insert: 'and ' },
  { label: 'or', detail: 'one of the two holds', insert: 'or ' },
];

const notCandidate: Candidate = { label: 'not', detail: 'what follows does not hold', insert: 'not ' };

const kindDetails: Readonly<Record<RecordKind, string>> = {
  data: 'TCP chunk or UDP datagram',
  text: 'WebSocket message',
  binary: 'WebSocket message',
  ping: 'WebSocket control frame',
  pong: 'WebSocket control frame',
  close: 'WebSocket control frame',
  listening: 'server or UDP socket bound',
  opened: 'link open',
  secured: 'gone over to TLS',
  ended: 'last byte sent (FIN)',
  closed: 'link closed',
  failed: 'error',
  sent: 'a file was sent',
  waiting: 'connects again later',
  changed: 'socket changed while open',
  paused: 'wire held',
  resumed: 'wire let go',
  gap: 'not recorded',
};

const groupCandidates: readonly Candidate[] = [
  { label: 'payload', detail: 'every record with bytes' },
  { label: 'message', detail: messageKinds.join(', ') },
  { label: 'event', detail: 'every record without bytes' },
];

const directionCandidates: readonly Candidate[] = [
  { label: 'in', detail: 'received' },
  { label: 'out', detail: 'sent' },
];

const markCandidates: readonly Candidate[] = [
  { label: anyMark, detail: 'every marked record' },
  ...markColours.map((colour) => ({ label: colour, detail: `marked ${colour}` })),
];

/**
 * What may be typed at the cursor (an offset in code units), the likeliest first: fields and words where a condition may begin, values
 * after a field's sign, nothing inside texts and expressions, and nothing that is already there.
 */
export function completionsAt(text: string, cursor: number, context: CompletionContext): CompletionItem[] {
  const tokens = tokenize(text);
  const at = tokens.findIndex((token) => token.from < cursor && cursor <= token.to);
  const before = tokens.slice(0, at < 0 ? undefined : at).findLast((token) => token.to <= cursor);
  const token = tokens[at];
  if (token?.kind === 'field') return completeField(text, cursor, token, context);
  if (!token && before?.kind === 'field' && isUnfinished(text, before)) {
    return completeField(text, cursor, before, context);
  }
  if (!token) return completeCondition(text, { from: cursor, to: cursor }, cursor, before, context);
  if (token.kind === 'open') {
    return completeCondition(text, { from: cursor, to: cursor }, cursor, token, context);
  }
  return token.kind === 'bare' ? completeCondition(text, token, cursor, before, context) : [];
}

/** White space may follow a sign or a comma: the next text typed still belongs to the field. */
function isUnfinished(text: string, { value }: FieldToken): boolean {
  return !value || (value.kind === 'bare' && text.slice(value.from, value.to).endsWith(','));
}

function completeCondition(
  text: string,
  span: Span,
  cursor: number,
  before: Token | undefined,
  context: CompletionContext,
): CompletionItem[] {
  const fields = fieldNames.filter((field) => field !== 'peer' || context.hasSeveralPeers);
  const isJoinable = before && !['and', 'or', 'not', 'open'].includes(before.kind);
  const candidates = [
    ...fields.map((field) => fieldCandidates[field]),
    notCandidate,
    ...(isJoinable ? joiningCandidates : []),
    ...contentCandidates,
  ];
  return itemsFor(candidates, text.slice(span.from, cursor), span);
}

/** Directions, kinds and peers are chosen from a list; several kinds or peers are separated by commas. */
function completeField(
  text: string,
  cursor: number,
  { name, sign, value }: FieldToken,
  context: CompletionContext,
): CompletionItem[] {
  if (!sign || cursor < sign.to || value?.kind === 'quoted') return [];
  const field = fieldNamed(text.slice(name.from, name.to));
  const candidates = valuesOf(field, context);
  const from = Math.min(value?.from ?? cursor, cursor);
  const to = Math.max(value?.to ?? cursor, cursor);
  if (field === 'dir') return itemsFor(candidates, text.slice(from, cursor), { from, to });
  const itemFrom = startOfItem(text, from, cursor);
  const comma = text.indexOf(',', cursor);
  const span = { from: itemFrom, to: comma < 0 ? to : Math.min(comma, to) };
  const others = [text.slice(from, itemFrom), text.slice(span.to, to)].flatMap((part) => part.split(','));
  const chosen = new Set(others.map((other) => other.trim().toLowerCase()));
  const left = candidates.filter(({ label }) => !chosen.has(label));
  return itemsFor(left, text.slice(itemFrom, cursor), span);
}

/** The offset after the last comma before the cursor and the white space that follows it. */
function startOfItem(text: string, from: number, cursor: number): number {
  const begin = text.slice(from, cursor);
  const item = begin.slice(begin.lastIndexOf(',') + 1).trimStart();
  return cursor - item.length;
}

function valuesOf(field: FieldName | undefined, context: CompletionContext): readonly Candidate[] {
  switch (field) {
    case 'dir':
      return directionCandidates;
    case 'kind':
      return [
        ...context.kinds.map((kind) => ({ label: kind, detail: kindDetails[kind] })),
        ...groupCandidates,
      ];
    case 'peer':
      return context.peers.map(({ id, address }) => ({ label: String(id), detail: address }));
    case 'mark':
      return markCandidates;
    case 'size':
    case 'after':
    case 'before':
    case '#':
    case 'note':
    case 'hex':
    case undefined:
      return [];
  }
}

/** 50: more than anybody reads through; a server may have thousands of peers. */
const largestOffer = 50;

function itemsFor(candidates: readonly Candidate[], typed: string, { from, to }: Span): CompletionItem[] {
  const begin = typed.toLowerCase();
  return candidates
    .filter(({ label }) => label.startsWith(begin) && label !== begin)
    .slice(0, largestOffer)
    .map(({ label, detail, insert = label, caret = insert.length }) => ({
      label,
      insert,
      caret,
      detail,
      from,
      to,
    }));
}
