import { formatHex } from '../../../shared/bytes/hex.ts';
import { formatHexDump } from '../../../shared/bytes/hexDump.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import { formatCounted } from '../../../shared/base/quantity.ts';
import { isAborted, messageOf } from '../../../shared/base/errors.ts';
import { readBytes } from '../../state/records/readBytes.ts';
import { copyText } from '../../ui/copyText.ts';
import type { InspectedRecord } from './useByteWindow.ts';

/** 8 MiB: as hex some 25 million characters, about the most that other programs accept from a clipboard. */
const largestCopyBytes = 8 * 1024 * 1024;

export type CopyForm = 'hex' | 'text' | 'dump';

const formNames: Readonly<Record<CopyForm, string>> = { hex: 'hex', text: 'text', dump: 'hex dump' };

/** Copies a stretch of a record's bytes, and returns the outcome as a sentence; null when it was cancelled. */
export async function copyBytes(
  { client, source, seq }: InspectedRecord,
  { from, to }: { readonly from: number; readonly to: number },
  form: CopyForm,
  signal: AbortSignal,
): Promise<string | null> {
  if (to - from > largestCopyBytes) {
    return `At most ${formatBytes(largestCopyBytes)} can be copied at once. Select fewer bytes.`;
  }
  try {
    const bytes = await readBytes(client, source, { seq, from, to }, signal);
    await copyText(textOf(bytes, from, form));
    return `Copied ${formatCounted(bytes.length, 'byte')} as ${formNames[form]}`;
  } catch (error) {
    return isAborted(error) ? null : messageOf(error);
  }
}

function textOf(bytes: Uint8Array, offset: number, form: CopyForm): string {
  switch (form) {
    case 'hex':
      return formatHex(bytes);
    case 'text':
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    case 'dump':
      return formatHexDump(bytes, offset);
  }
}
