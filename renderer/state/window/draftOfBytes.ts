import { formatEscapedText } from '../../../shared/bytes/escapedText.ts';
import { formatHex } from '../../../shared/bytes/hex.ts';
import { decodeText } from '../../../shared/bytes/encodedText.ts';
import type { EndpointKind } from '../../../shared/model/endpointKinds.ts';
import type { RecordKind } from '../../../shared/model/record.ts';
import { kindOfRecorded } from '../../../shared/model/recordedKind.ts';
import { plainTextOptions } from '../../../shared/model/textOptions.ts';
import { quoteTemplate } from '../../../shared/template/parseTemplate.ts';
import type { KeptDraft } from './drafts.ts';

/** 256 KiB: as hex some 800,000 characters, about the most that can be edited fluently. */
export const largestComposedBytes = 256 * 1024;

/** Control characters that are seldom part of a text. */
// oxlint-disable-next-line no-control-regex -- it looks for these
const controls = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;

/**
 * A draft that is sent as exactly these bytes: text with escapes where they are UTF-8 without control characters besides line breaks and
 * tabs, else hex. Braces in them stand for themselves. `kind` is what the record was.
 */
export function draftOfBytes(
  bytes: Uint8Array,
  kind: RecordKind,
  endpoint: EndpointKind,
): Omit<KeptDraft, 'message' | 'revision'> {
  const text = decodeText(bytes, 'utf-8');
  const isText = text !== null && !controls.test(text);
  return {
    mode: isText ? 'text' : 'hex',
    escapes: true,
    ...plainTextOptions,
    text: isText ? quoteTemplate(formatEscapedText(bytes, 'utf-8')) : formatHex(bytes),
    kind: kindOfRecorded(endpoint, kind, bytes),
  };
}
