import { formatEscapedText } from '../../../shared/bytes/escapedText.ts';
import { formatHex } from '../../../shared/bytes/hex.ts';
import { decodeText } from '../../../shared/bytes/encodedText.ts';
import type { SecretPlace } from '../../../shared/contract/messages.ts';
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
 * tabs, else hex. Braces in them stand for themselves. `kind` is what the record was. In the place of `secrets` it has their variables, so
 * that their values get into no file.
 */
export function draftOfBytes(
  bytes: Uint8Array,
  kind: RecordKind,
  endpoint: EndpointKind,
  secrets: readonly SecretPlace[] = [],
): Omit<KeptDraft, 'message' | 'revision'> {
  const text = decodeText(bytes, 'utf-8');
  const isText = text !== null && !controls.test(text);
  return {
    mode: isText ? 'text' : 'hex',
    escapes: true,
    ...plainTextOptions,
    text:
      secrets.length > 0 ? withVariables(bytes, secrets, isText) : isText ? textOf(bytes) : formatHex(bytes),
    kind: kindOfRecorded(endpoint, kind, bytes),
  };
}

function textOf(bytes: Uint8Array): string {
  return quoteTemplate(formatEscapedText(bytes, 'utf-8'));
}

function withVariables(bytes: Uint8Array, secrets: readonly SecretPlace[], isText: boolean): string {
  // A brace beside a variable would belong to it.
  const written = (part: Uint8Array): string =>
    isText ? formatEscapedText(part, 'utf-8').replaceAll(/\{(?=\{|$)/g, '\\x7b') : formatHex(part);
  let text = '';
  let end = 0;
  for (const { name, from, to } of secrets) {
    text += written(bytes.subarray(end, from)) + (isText ? `{{${name}}}` : ` {{text:${name}}} `);
    end = to;
  }
  return text + written(bytes.subarray(end));
}
