import { parsePlainText } from '../../../shared/bytes/plainText.ts';
import { isTextFormat, type MessagePart, type WrittenText } from '../../../shared/model/writtenMessage.ts';
import { textOf } from '../../../shared/template/templateValue.ts';
import { cutAt } from './cutAt.ts';

/** A stretch of a part: so many bytes, which are a secret or stand beside one. */
interface SecretStretch {
  readonly size: number;
  readonly isSecret: boolean;
}

/**
 * Which bytes of a part, in which a secret takes part, must not be seen: in a text those of the secrets and of what functions made of them;
 * all of it where they cannot be told from the rest, as in hex, or in an encoding whose bytes depend on those before.
 */
export function secretStretches(
  { value, bytes }: MessagePart,
  { format, encoding }: WrittenText,
): readonly SecretStretch[] {
  const whole = [{ size: bytes.length, isSecret: true }];
  const text = value && isTextFormat(format) ? textOf(value) : null;
  if (value === null || text === null) return whole;
  const stretches: SecretStretch[] = [];
  let size = 0;
  for (const [index, piece] of cutAt(text, value.secrets).entries()) {
    const read = parsePlainText(piece, encoding);
    if (!read.ok) return whole;
    size += read.value.length;
    // What stands between two secrets and before the first has an even place.
    stretches.push({ size: read.value.length, isSecret: index % 2 === 1 });
  }
  return stretches.length > 1 && size === bytes.length ? stretches : whole;
}
