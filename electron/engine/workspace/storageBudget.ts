import { formatBytes } from '../../../shared/bytes/sizes.ts';
import type { RecordingId } from '../../../shared/model/ids.ts';

/** The facts that decide whether a recording may go, and when. */
export interface StoredRecording {
  readonly id: RecordingId;
  /** Size of the file and the journal beside it. */
  readonly bytes: number;
  /** Microseconds since the epoch. */
  readonly startedAt: number;
  readonly isNamed: boolean;
  readonly isLive: boolean;
  /** It can be opened. A file that cannot may belong to another version, and have a name there. */
  readonly isReadable: boolean;
  /** A window shows it, or may: its session is not released, or its file was opened in this run and has not made room for others since. */
  readonly isShown: boolean;
  /** Deleting it failed a short while ago. */
  readonly isStuck: boolean;
  /** It has no payload: a refused connection, or a server without clients. */
  readonly isEmpty: boolean;
}

/** True for a recording that nobody asked to keep: unnamed, finished, and known to be ours. */
export function isExpendable({ isNamed, isLive, isReadable }: StoredRecording): boolean {
  return !isNamed && !isLive && isReadable;
}

/** True for a recording that may be deleted automatically when room is needed. */
export function mayMakeRoom(recording: StoredRecording): boolean {
  return isExpendable(recording) && !recording.isShown && !recording.isStuck;
}

/**
 * Chooses the recordings to delete so that the rest fits the budget, in order of deletion: those without a payload first, then the others,
 * the oldest first in each group. A recording on a screen stays, even unnamed: a session that outgrew the budget overnight must not vanish
 * while somebody looks at it.
 *
 * A refused connect is kept like anything else at first: a person may have to show that it was refused, and when. But nobody misses it when
 * room is needed.
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

/** A sentence: why the recordings exceed the budget, and what to do; null when they fit. */
export function beyondBudget(recordings: readonly StoredRecording[], budgetBytes: number): string | null {
  const usedBytes = totalBytes(recordings);
  if (usedBytes <= budgetBytes) return null;
  const some = (what: string, is: (recording: StoredRecording) => boolean): string[] =>
    recordings.some(is) ? [what] : [];
  const isOpenOnly = (each: StoredRecording): boolean => isExpendable(each) && each.isShown;
  const reasons = [
    ...some('is kept', ({ isNamed }) => isNamed),
    ...some(
      'is being recorded or was interrupted less than a day ago',
      ({ isLive, isNamed }) => isLive && !isNamed,
    ),
    ...some('is or was open', isOpenOnly),
    ...some('cannot be read', ({ isReadable }) => !isReadable),
  ];
  const size = `The recordings use ${formatBytes(usedBytes)}, and the limit is ${formatBytes(budgetBytes)}.`;
  const why = reasons.length === 0 ? '' : ` What is left ${reasons.join(' or ')}, so it was not deleted.`;
  const later = recordings.some(isOpenOnly)
    ? ' What is or was open is deleted later, at the next start at the latest: keep what you need.'
    : '';
  return `${size}${why} Delete some of them, or raise the limit.${later}`;
}

function bySacrifice(left: StoredRecording, right: StoredRecording): number {
  const byEmptiness = Number(right.isEmpty) - Number(left.isEmpty);
  return byEmptiness || left.startedAt - right.startedAt || (left.id < right.id ? -1 : 1);
}
