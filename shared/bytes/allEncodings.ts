/**
 * Makes all encodings known to `encodedText.ts`. A program imports it where it begins. The page does so with what shows or takes text: the
 * tables of the encodings are large, and nothing that is seen first needs them.
 */
import { createMultibyteDecoder, createMultibyteEncoder } from '@exodus/bytes/multi-byte.js';
import { createSinglebyteDecoder, createSinglebyteEncoder } from '@exodus/bytes/single-byte.js';
import { utf16fromString, utf16toString } from '@exodus/bytes/utf16.js';
import { useCodecs, type Codec } from './codec.ts';
import { isMultibyte } from './encodings.ts';

useCodecs((encoding) => {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const format = encoding === 'utf-16le' ? 'uint8-le' : 'uint8-be';
    return {
      encode: (text) => utf16fromString(text, format),
      decode: (bytes) => utf16toString(bytes, format),
    };
  }
  return isMultibyte(encoding)
    ? faithful(createMultibyteEncoder(encoding), createMultibyteDecoder(encoding))
    : faithful(createSinglebyteEncoder(encoding), createSinglebyteDecoder(encoding));
});

/** The standard has encoders write some characters as similar ones, such as a yen sign as a backslash. Here they are not in the encoding. */
function faithful(encode: Codec['encode'], decode: Codec['decode']): Codec {
  return {
    encode: (text) => {
      const bytes = encode(text);
      if (decode(bytes) !== text) throw new TypeError('It would be written as another character.');
      return bytes;
    },
    decode,
  };
}
