import { byteFormNames, bytesInForm, type ByteForm } from '../../../shared/bytes/byteForms.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import { formatCounted } from '../../../shared/base/quantity.ts';
import { readBytes } from '../../state/records/readBytes.ts';
import { copyText } from '../../ui/copyText.ts';
import type { ByteStretch } from './byteStretch.ts';
import type { InspectedRecord } from './useByteWindow.ts';

/** 8 MiB: as hex some 25 million characters, about the most that other programs accept from a clipboard. */
const largestCopyBytes = 8 * 1024 * 1024;

/** Copies a stretch of a record's bytes, and returns the outcome as a sentence. Rejects with one, or with the signal's reason. */
export async function copyBytes(
  { client, source, seq }: InspectedRecord,
  { from, to }: ByteStretch,
  form: ByteForm,
  signal: AbortSignal,
): Promise<string> {
  if (to - from > largestCopyBytes) {
    return `At most ${formatBytes(largestCopyBytes)} can be copied at once. Select fewer bytes.`;
  }
  const bytes = await readBytes(client, source, { seq, from, to }, signal);
  await copyText(bytesInForm(bytes, form, from));
  return `Copied ${formatCounted(bytes.length, 'byte')} as ${byteFormNames[form]}`;
}
