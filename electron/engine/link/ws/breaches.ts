import { codeOf } from '../../../../shared/base/errors.ts';
import { formatCount, formatCounted, plural } from '../../../../shared/base/quantity.ts';
import type { DetailOf } from '../../../../shared/model/recordDetail.ts';
import { utf8StepAt } from '../../../../shared/bytes/utf8.ts';
import { describeCode } from './closeCodes.ts';
import type { Keeping } from './keeping.ts';
import { describeProblem } from '../networkProblems.ts';
import { headProblem, type FrameRules } from './headProblem.ts';
import { largestBufferedChunks, largestFragmentCount } from './limits.ts';
import type { Trail, TrailFrame, Unfinished } from './frameTrail.ts';

const closeOpcode = 8;

/** A breach of the protocol by the peer: the code that we close with (RFC 6455, section 7.4.1), its name in `ws`, and a sentence. */
export interface WsBreach {
  readonly code: number;
  readonly name: string;
  readonly reason: string;
}

/** The code that we close with for each breach that `ws` reports. */
const closeCodeOf: ReadonlyMap<string, number> = new Map([
  ['WS_ERR_INVALID_UTF8', 1007],
  ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 1009],
  ['WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH', 1009],
  ['WS_ERR_TOO_MANY_BUFFERED_PARTS', 1008],
  ['WS_ERR_INVALID_OPCODE', 1002],
  ['WS_ERR_EXPECTED_MASK', 1002],
  ['WS_ERR_UNEXPECTED_MASK', 1002],
  ['WS_ERR_UNEXPECTED_RSV_1', 1002],
  ['WS_ERR_UNEXPECTED_RSV_2_3', 1002],
  ['WS_ERR_INVALID_CLOSE_CODE', 1002],
  ['WS_ERR_EXPECTED_FIN', 1002],
  ['WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH', 1002],
]);

/** Reads an error of `ws`, using the frame that it stopped at; undefined for an error that is not a breach of the protocol. */
export function breachOf(
  error: unknown,
  remote: string,
  trail: Trail,
  rules: FrameRules,
): WsBreach | undefined {
  const name = codeOf(error) ?? '';
  const code = closeCodeOf.get(name);
  if (code === undefined) return undefined;
  const what = whatBroke(name, trail, rules);
  const reason =
    what === null
      ? describeProblem(error, remote)
      : `${remote} sent ${what}, so the connection was closed with code ${describeCode(code)}.${adviceFor(name)}`;
  return { code, name, reason };
}

/** Bytes that arrived and are not a message. */
export interface LeftOver {
  readonly bytes: Uint8Array;
  readonly note: string;
  readonly detail: DetailOf<'data'>;
}

/** Arrivals that are not a message, as records: the fragments before the frame, and the frame; `what` describes its fault. */
export function framesLeftOver({ frame, fragments, message }: Trail, what: string): readonly LeftOver[] {
  const left: LeftOver[] = [];
  if (fragments.size > 0) {
    const { count } = message;
    const first = count === 1 ? 'first fragment' : `first ${formatCounted(count, 'fragment')}`;
    const they = plural(count, 'it', 'they');
    const note = `The ${first} of a message that was not completed, as ${they} came.${partOf(fragments)}`;
    const detail = { what: 'fragments', wholeBytes: fragments.size, isWhole: true } as const;
    left.push({ bytes: fragments.bytes, note, detail });
  }
  if (frame && frame.size > 0) {
    const far = frame.isWhole ? 'as it came' : 'as far as it came';
    const note = `A frame that ${what}, ${far}.${partOf(frame)}`;
    const detail = { what: 'frame', wholeBytes: frame.size, isWhole: frame.isWhole } as const;
    left.push({ bytes: frame.bytes, note, detail });
  }
  return left;
}

/** The bytes after the peer's close frame, as a record; empty when there are none. */
export function afterClose(late: Keeping | null): readonly LeftOver[] {
  if (late === null || late.size === 0) return [];
  const bytes = Buffer.concat(late.pieces);
  const note = `Came after the close frame, which must be the last one (RFC 6455, section 5.5.1), and was not read.${partOf({ bytes, size: late.size })}`;
  return [{ bytes, note, detail: { what: 'afterClose', wholeBytes: late.size, isWhole: true } }];
}

/** A note for bytes too long to be kept whole. */
function partOf({ bytes, size }: { readonly bytes: Uint8Array; readonly size: number }): string {
  if (bytes.length === size) return '';
  return ` Of ${formatCount(size)} bytes, these are the first ${formatCount(bytes.length)}.`;
}

function whatBroke(name: string, { frame, message }: Trail, rules: FrameRules): string | null {
  const head = frame?.head ?? null;
  if (frame === null || head === null) return null;
  switch (name) {
    case 'WS_ERR_INVALID_UTF8':
      return head.opcode === closeOpcode
        ? 'a close frame whose reason is not UTF-8 (RFC 6455, section 5.5.1)'
        : `a text message that is not UTF-8${badByteOf(frame, message)} (RFC 6455, section 8.1)`;
    case 'WS_ERR_INVALID_CLOSE_CODE':
      return `a close frame with a code that must not be sent: ${codeIn(frame)} (RFC 6455, section 7.4)`;
    case 'WS_ERR_TOO_MANY_BUFFERED_PARTS':
      return `one message in more than ${formatCount(largestFragmentCount)} fragments or ${formatCount(largestBufferedChunks)} pieces`;
    default:
      return headProblem(head, message, rules);
  }
}

/** The place of the fault in a one-frame message; for others the recording has the fragments. */
function badByteOf({ payload }: TrailFrame, { count }: Unfinished): string {
  if (payload === null || count > 0) return '';
  const at = firstNonUtf8(payload);
  if (at === null) return '';
  const byte = (payload[at] ?? 0).toString(16).padStart(2, '0');
  return at >= payload.length ? ': it ends within a character' : `: byte ${formatCount(at + 1)} is 0x${byte}`;
}

/** The position of the first invalid byte; the length when the text ends too early. */
function firstNonUtf8(bytes: Uint8Array): number | null {
  for (let at = 0; at < bytes.length;) {
    const step = utf8StepAt(bytes, at);
    if (step.kind === 'cut') return bytes.length;
    if (step.kind === 'invalid') return at;
    at += step.length;
  }
  return null;
}

function codeIn({ payload }: TrailFrame): string {
  const [high, low] = payload ?? [];
  return high === undefined || low === undefined ? 'none' : `close code ${describeCode(high * 256 + low)}`;
}

function adviceFor(name: string): string {
  return name === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'
    ? ' Raise “Largest message” in the options to receive it.'
    : '';
}
