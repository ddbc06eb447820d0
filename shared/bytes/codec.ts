import type { Encoding } from './encodings.ts';

/** Both throw for what the encoding does not have. */
export interface Codec {
  readonly encode: (text: string) => Uint8Array<ArrayBuffer>;
  readonly decode: (bytes: Uint8Array) => string;
}

type MakeCodec = (encoding: Exclude<Encoding, 'utf-8'>) => Codec;

const utf8 = utf8Codec();
const made = new Map<Encoding, Codec>();
let makeCodec: MakeCodec | null = null;

/** Makes the encodings beside UTF-8 known; `allEncodings.ts` calls it. */
export function useCodecs(make: MakeCodec): void {
  makeCodec = make;
}

/** Encodes and decodes text. UTF-8 is always there; for any other encoding, `allEncodings.ts` has to be imported. */
export function codecOf(encoding: Encoding): Codec {
  if (encoding === 'utf-8') return utf8;
  const known = made.get(encoding);
  if (known) return known;
  if (makeCodec === null) throw new Error('allEncodings.ts is not imported.');
  const codec = makeCodec(encoding);
  made.set(encoding, codec);
  return codec;
}

function utf8Codec(): Codec {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return { encode: (text) => encoder.encode(text), decode: (bytes) => decoder.decode(bytes) };
}
