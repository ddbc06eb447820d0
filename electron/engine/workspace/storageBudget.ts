import { formatBytes } from '../../../shared/bytes/sizes.ts';
import type { RecordingId } from '../../../shared/model/ids.ts';

/** What decides whether a recording may go, and when. */
export interface StoredRecording {
  readonly id: RecordingId;
  /** Of the file and the journal beside it. */
  readonly bytes: number;
  /** Microseconds since the epoch. */
  readonly startedAt: number;
  readonly isNamed: boolean;
  readonly isLive: boolean;
  /** It can be opened. What cannot may be another version’s, and named there. */
  readonly isReadable: boolean;
  /** A window shows it, or may: its session was not released yet, or its file was opened in this run and not closed for others since. */
  readonly isShown: boolean;
  /** It could not be deleted a short while ago. */
  readonly isStuck: boolean;
  /** It has no frame: a connection that was refused, a server nobody came to. */
  readonly isEmpty: boolean;
}

/** True for what nobody said to keep: unnamed, finished, and known to be a recording of ours. */
export function isExpendable({ isNamed, isLive, isReadable }: StoredRecording): boolean {
  return !isNamed && !isLive && isReadable;
}

/** True for what may be deleted, by itself, when room is needed. */
export function mayMakeRoom(recording: StoredRecording): boolean {
  return isExpendable(recording) && !recording.isShown && !recording.isStuck;
}

/**
 * Which recordings are deleted so that the rest fits the budget, in the order in which they go: those without a frame first, then the
 * others, the oldest first each time. What is on a screen stays, though nobody named it: a session that outgrew the budget over night is
 * not to vanish under the eyes of who comes to look at it.
 *
 * A refused connect is kept like anything else at first: that it was refused, and when, is what a person may have to show. But nobody
 * misses it when room is needed.
 */
export function recordingsToDelete(
  recordings: readonly StoredRecording[],
  budgetBytes: number,
): RecordingId[] {
  const candidates = recordings.filter(mayMakeRoom).toSorted(bySacrifice);
  let beyondBytes = totalBytes(recordings) - budgetBytes;
  const doomed: RecordingId[] = [];
  for (const { id, bytes } of candidates) {
    if (beyondBytes <= 0) break;
    doomed.push(id);
    beyondBytes -= bytes;
  }
  return doomed;
}

export function totalBytes(recordings: readonly StoredRecording[]): number {
  return recordings.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** A sentence: why more is there than may be, and what to do; null when it fits. */
export function beyondBudget(recordings: readonly StoredRecording[], budgetBytes: number): string | null {
  const usedBytes = totalBytes(recordings);
  if (usedBytes <= budgetBytes) return null;
  const some = (what: string, is: (recording: StoredRecording) => boolean): string[] =>
    recordings.some(is) ? [what] : [];
  const isOpenOnly = (each: StoredRecording): boolean => isExpendable(each) && each.isShown;
  const reasons = [
    ...some('has a name', ({ isNamed }) => isNamed),
    ...some(
      'is being recorded or was interrupted less than a day ago',
      ({ isLive, isNamed }) => isLive && !isNamed,
    ),
    ...some('is or was open', isOpenOnly),
    ...some('cannot be read', ({ isReadable }) => !isReadable),
  ];
  const size = `The recordings take ${formatBytes(usedBytes)}, and may take ${formatBytes(budgetBytes)}.`;
  const why = reasons.length === 0 ? '' : ` What is left ${reasons.join(' or ')}, so it was not deleted.`;
  const later = recordings.some(isOpenOnly)
    ? ' What is or was open goes later, at the next start at the latest: name what you keep.'
    : '';
  return `${size}${why} Delete some of them, or raise the budget.${later}`;
}

function bySacrifice(left: StoredRecording, right: StoredRecording): number {
  const byEmptiness = Number(right.isEmpty) - Number(left.isEmpty);
  return byEmptiness || left.startedAt - right.startedAt || (left.id < right.id ? -1 : 1);
}
