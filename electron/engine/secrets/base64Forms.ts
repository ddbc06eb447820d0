const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * How bytes may stand in Base64, by themselves or within something longer, in both alphabets (RFC 4648, sections 4 and 5), and in a URL or
 * in JSON. Three bytes are four characters, so that bytes behind one or two others look different. The characters at both ends may hold
 * bits of a neighbour, too: there is a form with each that is possible, so that all forms together cover every bit.
 */
export function base64Forms(bytes: Uint8Array): readonly string[] {
  return [0, 1, 2].flatMap((before) => formsBehind(before, bytes));
}

/** The same behind so many bytes of something else. */
function formsBehind(before: number, bytes: Uint8Array): readonly string[] {
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
  const [fromBit, toBit] = [before * 8, (before + bytes.length) * 8];
  const own = text.slice(Math.ceil(fromBit / 6), Math.floor(toBit / 6));
  const firsts = fromBit % 6 === 0 ? [] : charactersLike(text, Math.floor(fromBit / 6), fromBit % 6, 6);
  const lasts = toBit % 6 === 0 ? [] : charactersLike(text, Math.floor(toBit / 6), 0, toBit % 6);
  const forms = [own, ...firsts.map((first) => first + own), ...lasts.map((last) => own + last)];
  const inUrl = encodeURIComponent(own);
  return [
    ...forms,
    ...forms.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
    inUrl,
    inUrl.replaceAll(/%../g, (digits) => digits.toLowerCase()),
    own.replaceAll('/', String.raw`\/`),
  ];
}

/** The characters that have the same bits as the one at that place, from the highest one `from` up to `to`. */
function charactersLike(text: string, at: number, from: number, to: number): readonly string[] {
  const mask = (63 >> from) & ~(63 >> to);
  const bits = alphabet.indexOf(text.charAt(at)) & mask;
  return Array.from(alphabet).filter((_, value) => (value & mask) === bits);
}
