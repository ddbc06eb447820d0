import {
  nameOfCloseCode,
  rangeOfCloseCode,
  type CloseCodeRange,
} from '../../../../shared/bytes/closeCodes.ts';
import { closeCodes } from '../problems/index.ts';

/** The close frame had no status code; never sent itself. RFC 6455, section 7.4.1. */
export const noStatusCode = 1005;
/** No close frame came at all; never sent itself. */
export const abnormalCode = 1006;

/** `1000 (normal closure)`: a code and its name, or the owner of its range (RFC 6455, section 7.4.2). */
export function describeCode(code: number): string {
  return `${code} (${nameOfCloseCode(code)})`;
}

/** Codes that need no explanation: done, gone away, and no code. */
const plainCodes: ReadonlySet<number> = new Set([1000, 1001, noStatusCode]);

/** How the other side closed: the code, its own words, and without any, the meaning of the code and what to try. */
export function describeClosure(remote: string, code: number, words: string): string {
  const closed = `${remote} closed ${code === noStatusCode ? 'without a status code' : `with code ${describeCode(code)}`}`;
  if (words !== '') return `${closed}: ${words}.`;
  return plainCodes.has(code) ? `${closed}.` : `${closed}. The code says: ${explanationOf(code)}.`;
}

function explanationOf(code: number): string {
  return closeCodes[code] ?? explanations[rangeOfCloseCode(code)];
}

const explanations: Readonly<Record<CloseCodeRange, string>> = {
  unused: 'nothing: codes below 1000 are not used',
  reserved: 'nothing that is defined yet: the code is reserved for later versions of WebSocket',
  'of a library': 'something that a library or framework has defined; look in its manual',
  'of the application': 'something that the application has defined; ask whoever wrote it',
  'no close code': 'nothing: codes end at 4999',
};

/** The payload of a close frame: two bytes of code, big-endian, then the reason; empty for “no status code”. */
export function closePayload(code: number, reason: Uint8Array): Uint8Array {
  if (code === noStatusCode) return new Uint8Array();
  const payload = new Uint8Array(2 + reason.length);
  new DataView(payload.buffer).setUint16(0, code);
  payload.set(reason, 2);
  return payload;
}
