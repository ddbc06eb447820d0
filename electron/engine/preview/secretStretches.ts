import { parsePlainText } from '../../../shared/bytes/plainText.ts';
import { isTextFormat, type MessagePart, type WrittenText } from '../../../shared/model/writtenMessage.ts';
import { textOf } from '../../../shared/template/templateValue.ts';

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

/** The text in pieces, of which every second one is made of the secrets. Secrets that touch or overlap are one piece. */
function cutAt(text: string, secrets: readonly string[]): readonly string[] {
  const places = secrets.flatMap((secret) => placesOf(text, secret));
  const pieces: string[] = [];
  let end = 0;
  let from: number | null = null;
  for (const place of places.toSorted((one, other) => one.from - other.from)) {
    if (from !== null && place.from <= end) {
      end = Math.max(end, place.to);
      continue;
    }
    if (from !== null) pieces.push(text.slice(from, end));
    pieces.push(text.slice(end, place.from));
    ({ from, to: end } = { from: place.from, to: place.to });
  }
  if (from !== null) pieces.push(text.slice(from, end));
  return [...pieces, text.slice(end)];
}

function placesOf(text: string, secret: string): { readonly from: number; readonly to: number }[] {
  const places: { from: number; to: number }[] = [];
  if (secret === '') return places;
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length))
    places.push({ from: at, to: at + secret.length });
  return places;
}
