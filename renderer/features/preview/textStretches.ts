import { decodeSegments } from '../../../shared/bytes/encodedText.ts';
import { signOfByte } from '../../../shared/bytes/visibleText.ts';
import type { PreviewedBytes, TextStretch } from '../../../shared/model/preview.ts';
import type { WrittenText } from '../../../shared/model/writtenMessage.ts';

/** Stands where a secret is hidden. */
const masked = '•••';

/** The stretches of a message as text in its encoding, of hex and Base64 as UTF-8. Bytes that are no characters are signs: `‹FF›`. */
export function textStretchesOf(
  stretches: readonly PreviewedBytes[],
  bytes: Uint8Array,
  { format, encoding }: Pick<WrittenText, 'format' | 'encoding'>,
): readonly TextStretch[] {
  const used = format === 'hex' || format === 'base64' ? 'utf-8' : encoding;
  return stretches.map(({ source, from, to, isHidden }) => {
    if (isHidden) return { source, text: masked };
    const segments = decodeSegments(bytes.subarray(from, to), used);
    const texts = segments.map((segment) =>
      segment.kind === 'text' ? segment.text : Array.from(segment.bytes, signOfByte).join(''),
    );
    return { source, text: texts.join('') };
  });
}
