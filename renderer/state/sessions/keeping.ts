import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { formatCounted, plural } from '../../../shared/base/quantity.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import { quoted } from '../../../shared/bytes/visibleText.ts';
import type { RecordedNoun } from '../../../shared/model/endpointKinds.ts';
import { parseSize, parseWholeNumber } from '../../../shared/base/sizeValue.ts';
import type { KeepLimit, SessionInfo } from '../../../shared/model/session.ts';
import type { WirebenchClient } from '../base/client.ts';
import type { Question } from '../base/questions.ts';

/** Sets what a live session keeps from now on. */
export async function keepNewest(
  client: WirebenchClient,
  { id }: SessionInfo,
  limit: KeepLimit | null,
): Promise<void> {
  await client.call('sessions.keep', { session: id, limit });
}

/** The question before everything that was recorded of a session so far is deleted. */
export function questionToDelete({ name, first, records }: SessionInfo, run: () => Promise<void>): Question {
  const count = records - first + 1;
  const deleted = `${formatCounted(count, 'record')} ${plural(count, 'is', 'are')} deleted`;
  return {
    title: `Delete what was recorded of ${quoted(name)}?`,
    text: `${deleted} from its recording and from the disk. The session continues, and what comes next is recorded. To hide what there is so far, clear the view instead.`,
    action: 'Delete',
    run,
  };
}

/** Everything that a payload may be called after its number, whatever the kind; once they were all called frames. */
const countPattern = /^([\d,]+)\s*(?:(?:chunk|datagram|message|record|payload|frame)s?)?$/i;

/** Reads `10000`, `10,000 chunks`, or a size such as `50 MB`; a problem calls a payload what `noun` says. */
export function parseKeepLimit(text: string, noun: RecordedNoun): Result<KeepLimit, string> {
  const typed = text.trim();
  const [, digits] = countPattern.exec(typed) ?? [];
  if (digits !== undefined) {
    const payloads = parseWholeNumber(digits, 1);
    return payloads === undefined ? fail(`At least one ${noun} must be kept.`) : ok({ payloads });
  }
  // `10k` could mean a number: removed records do not come back, so a size needs its unit.
  const bytes = parseSize(/b$/i.test(typed) ? typed : '');
  if (!bytes.ok) return fail(howToKeep(noun));
  return bytes.value < 1 ? fail('At least one byte must be kept.') : ok({ bytes: bytes.value });
}

/** What may be typed as a limit, in a sentence. */
export function howToKeep(noun: RecordedNoun): string {
  return `Enter a number of ${plural(2, noun)}, such as 10,000, or a size, as in 50 MB.`;
}

/** `the last 10,000 chunks`. */
export function describeKeepLimit(limit: KeepLimit, noun: RecordedNoun): string {
  return 'payloads' in limit
    ? `the last ${formatCounted(limit.payloads, noun)}`
    : `the last ${formatBytes(limit.bytes)}`;
}
