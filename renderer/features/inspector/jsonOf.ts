import type { RecordRow } from '../../../shared/model/record.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import { fail, type Result } from '../../../shared/base/result.ts';
import { layOutJson, type JsonLines } from '../../../shared/json/jsonLines.ts';

/** 4 MiB: laid out in a quarter of a second; some hundred thousand lines of usual JSON. */
export const largestJsonBytes = 4 * 1024 * 1024;
/** Up to 64 KiB, one request, a record is read to see whether it is JSON; a longer one is read only on request. */
const largestGlanceBytes = 65_536;

export type JsonProspect = 'none' | 'glance' | 'likely' | 'tooLarge';

/** A guess from the first bytes: objects and arrays begin with their bracket, and nothing else is worth a view of its own. */
export function jsonProspectOf({ preview, size }: Pick<RecordRow, 'preview' | 'size'>): JsonProspect {
  const first = preview.find((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  if (first !== 0x7b && first !== 0x5b) return 'none';
  if (size > largestJsonBytes) return 'tooLarge';
  return size > largestGlanceBytes ? 'likely' : 'glance';
}

export function tooLargeForJson(size: number): string {
  return `This record has ${formatBytes(size)}; JSON is laid out up to ${formatBytes(largestJsonBytes)}. Read it as text or hex.`;
}

/** The problem is a sentence. */
export function jsonOf(bytes: Uint8Array): Result<JsonLines, string> {
  let source: string;
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('This is not JSON: it is not valid UTF-8. Read it as text or hex.');
  }
  const laidOut = layOutJson(source);
  if (laidOut.ok) return laidOut;
  const { message, at } = laidOut.problem;
  return fail(
    `This is not valid JSON: ${message} at character ${formatCount(at + 1)}. Read it as text or hex.`,
  );
}
