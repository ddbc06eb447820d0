import { fail, ok, type Result } from '../base/result.ts';
import { largestBodyBytes, largestHeadBytes, type Envelope } from './envelope.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** An envelope as one binary message: the head's length (uint32, big-endian), the head as JSON in UTF-8, then the body unchanged. */
export function encodeEnvelope(envelope: Envelope): Uint8Array<ArrayBuffer> {
  const head = encoder.encode(JSON.stringify(envelope.head));
  const bytes = new Uint8Array(4 + head.length + (envelope.body?.length ?? 0));
  new DataView(bytes.buffer).setUint32(0, head.length);
  bytes.set(head, 4);
  if (envelope.body) bytes.set(envelope.body, 4 + head.length);
  return bytes;
}

/** The body is a view onto the given bytes. */
export function decodeEnvelope(bytes: Uint8Array): Result<Envelope, string> {
  if (bytes.length < 4) return fail('shorter than its length field');
  const headLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (headLength > largestHeadBytes) return fail('head too long');
  if (4 + headLength > bytes.length) return fail('head cut off');
  if (bytes.length - 4 - headLength > largestBodyBytes) return fail('body too long');
  try {
    const head: unknown = JSON.parse(decoder.decode(bytes.subarray(4, 4 + headLength)));
    return ok({ head, body: bytes.subarray(4 + headLength) });
  } catch {
    return fail('head is not JSON');
  }
}
