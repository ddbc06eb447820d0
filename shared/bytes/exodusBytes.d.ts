/**
 * The part of `@exodus/bytes` that we use, found by `paths` in tsconfig.json: the package's own declarations refer to Node's, which
 * `shared/` is compiled without. Encoders and decoders throw for what an encoding does not have.
 */
type Encode = (text: string) => Uint8Array<ArrayBuffer>;
type Decode = (bytes: Uint8Array) => string;

export function createSinglebyteEncoder(encoding: string): Encode;
export function createSinglebyteDecoder(encoding: string): Decode;
export function createMultibyteEncoder(encoding: string): Encode;
export function createMultibyteDecoder(encoding: string): Decode;
export function utf16fromString(text: string, format: 'uint8-le' | 'uint8-be'): Uint8Array<ArrayBuffer>;
export function utf16toString(bytes: Uint8Array, format: 'uint8-le' | 'uint8-be'): string;
