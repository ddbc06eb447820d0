import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { formatCount, formatCounted } from '../../../shared/base/quantity.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import { parseSize, parseWholeNumber } from '../../../shared/filter/sizeValue.ts';
import type { KeepLimit, SessionInfo } from '../../../shared/model/session.ts';
import type { WirebenchClient } from '../base/client.ts';
import type { Question } from '../base/questions.ts';

/** 1,000 records: a flood brings as many in a moment, and nobody misses them. */
const largestSilentClear = 1000;

/** Sets what a live session keeps from now on. */
export async function keepNewest(
  client: WirebenchClient,
  { id }: SessionInfo,
  limit: KeepLimit | null,
): Promise<void> {
  await client.call('sessions.keep', { session: id, limit });
}

export async function clearSession(client: WirebenchClient, { id }: SessionInfo): Promise<void> {
  await client.call('sessions.clear', { session: id });
}

/** The question before the records of a session are removed; null when there are few. */
export function questionToClear(
  { name, first, records }: SessionInfo,
  run: () => Promise<void>,
): Question | null {
  const count = records - first + 1;
  if (count <= largestSilentClear) return null;
  return {
    title: `Clear “${name}”?`,
    text: `The ${formatCount(count)} records that there are go from its recording and from the disk. The session goes on, and what comes next is recorded.`,
    action: 'Clear',
    run,
  };
}

/** Reads `10000`, `10,000 frames`, or a size such as `50 MB`. */
export function parseKeepLimit(text: string): Result<KeepLimit, string> {
  const typed = text.trim();
  const [, digits] = /^([\d,]+)\s*(?:frames?)?$/i.exec(typed) ?? [];
  if (digits !== undefined) {
    const frames = parseWholeNumber(digits, 1);
    return frames === undefined ? fail('At least one frame is kept.') : ok({ frames });
  }
  // `10k` could mean frames: removed records do not come back, so a size needs its unit.
  const bytes = parseSize(/b$/i.test(typed) ? typed : '');
  if (!bytes.ok) return fail('Enter a number of frames, such as 10,000, or a size, as in 50 MB.');
  return bytes.value < 1 ? fail('At least one byte is kept.') : ok({ bytes: bytes.value });
}

/** `the last 10,000 frames`. */
export function describeKeepLimit(limit: KeepLimit): string {
  return 'frames' in limit
    ? `the last ${formatCounted(limit.frames, 'frame')}`
    : `the last ${formatBytes(limit.bytes)}`;
}
