import { withEscapes } from './controlEscapes.ts';
import { nameOfCloseCode } from './closeCodes.ts';
import { formatHex } from './hex.ts';
import { decodeUtf8Segments, type Utf8Segment } from './utf8.ts';
import { isUnseen, visibleText, visibleUtf8, type VisibleSegment } from './visibleText.ts';

/** The kinds of payloads, as in the recording. */
type PreviewKind = 'data' | 'text' | 'binary' | 'ping' | 'pong' | 'close';

/** What a list shows of a payload. */
interface Preview {
  /** True where these are bytes in hex: `de ad be ef` may be their text, too. */
  readonly isHex: boolean;
  readonly segments: readonly VisibleSegment[];
}

const more: VisibleSegment = { text: '…', quiet: true };

/**
 * What the timeline shows of a payload: its text if the bytes are text, otherwise hex. `bytes` are the first bytes of the payload, `size` is
 * how many it has. A WebSocket text message is always shown as text, a close as its code with the code's name, and its reason (RFC 6455, section 5.5.1). Control
 * characters are escapes, as they are typed in a message or a filter.
 */
export function previewOf(bytes: Uint8Array, kind: PreviewKind, size = bytes.length): Preview {
  if (bytes.length === 0) return { isHex: false, segments: [] };
  const continuesAfter = size > bytes.length;
  const { isHex, segments } = previewWhole(bytes, kind, continuesAfter);
  const escaped = withEscapes(segments);
  return { isHex, segments: continuesAfter ? [...escaped, more] : escaped };
}

function previewWhole(bytes: Uint8Array, kind: PreviewKind, continuesAfter: boolean): Preview {
  if (kind === 'close' && bytes.length >= 2)
    return { isHex: false, segments: previewClose(bytes, continuesAfter) };
  const segments = decodeUtf8Segments(bytes, { continuesAfter }).filter((segment) => segment.kind !== 'cut');
  if (kind === 'text' || looksLikeText(segments, bytes.length))
    return { isHex: false, segments: visibleUtf8(segments) };
  return { isHex: true, segments: [{ text: formatHex(bytes), quiet: false }] };
}
function previewClose(bytes: Uint8Array, continuesAfter: boolean): VisibleSegment[] {
  const code = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const reason = visibleUtf8(decodeUtf8Segments(bytes.subarray(2), { continuesAfter }));
  const named = `${code} ${nameOfCloseCode(code)}`;
  return reason.length === 0 ? visibleText(named) : [{ text: `${named}: `, quiet: false }, ...reason];
}

/** True when at least three quarters of the bytes are characters with a glyph, line breaks or spaces. */
function looksLikeText(segments: readonly Utf8Segment[], size: number): boolean {
  let shown = 0;
  for (const segment of segments) {
    if (segment.kind !== 'text') continue;
    const unseenCount = Array.from(segment.text).filter(
      (character) => !/[\r\n\t]/.test(character) && isUnseen(character),
    ).length;
    shown += Math.max(0, segment.to - segment.from - unseenCount);
  }
  return shown * 4 >= size * 3;
}
