import { byteFormNames, bytesInForm, type ByteForm } from '../../../shared/bytes/byteForms.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import { formatCounted } from '../../../shared/base/quantity.ts';
import { isAborted, messageOf } from '../../../shared/base/errors.ts';
import { readBytes } from '../../state/records/readBytes.ts';
import { copyText } from '../../ui/copyText.ts';
import type { InspectedRecord } from './useByteWindow.ts';

/** 8 MiB: as hex some 25 million characters, about the most that other programs accept from a clipboard. */
const largestCopyBytes = 8 * 1024 * 1024;

/** Copies a stretch of a record's bytes, and returns the outcome as a sentence; null when it was cancelled. */
export async function copyBytes(
  { client, source, seq }: InspectedRecord,
  { from, to }: { readonly from: number; readonly to: number },
  form: ByteForm,
  signal: AbortSignal,
): Promise<string | null> {
  if (to - from > largestCopyBytes) {
    return `At most ${formatBytes(largestCopyBytes)} can be copied at once. Select fewer bytes.`;
  }
  try {
    const bytes = await readBytes(client, source, { seq, from, to }, signal);
    await copyText(bytesInForm(bytes, form, from));
    return `Copied ${formatCounted(bytes.length, 'byte')} as ${byteFormNames[form]}`;
  } catch (error) {
    return isAborted(error) ? null : messageOf(error);
  }
}
