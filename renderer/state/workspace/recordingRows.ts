import { formatCounted } from '../../../shared/base/quantity.ts';
import type { RecordingSummary } from '../../../shared/model/recording.ts';

interface RowPlace {
  /** Tells apart the rows of the list. */
  readonly key: string;
  readonly name: string;
  /** 1, or 2 for an attempt among several. */
  readonly level: 1 | 2;
  /** Its place among its siblings, from 1, and how many there are. */
  readonly position: number;
  readonly siblings: number;
}

/** A row of the list of recordings: one, or several failed attempts in a row as one that opens. */
export type RecordingRow =
  | (RowPlace & { readonly kind: 'recording'; readonly recording: RecordingSummary })
  | (RowPlace & {
      readonly kind: 'attempts';
      readonly attempts: readonly RecordingSummary[];
      readonly isOpen: boolean;
    });

/** True for a recording of which nothing is to be seen but that something could not be opened. */
export function isFailedAttempt({ wasOpen, liveSession, problem, named }: RecordingSummary): boolean {
  return !wasOpen && liveSession === null && problem === null && !named;
}

/**
 * The rows from top to bottom. Failed attempts that follow each other are one row, and their own are below it while `isOpen` says so of its
 * key, which stays as attempts are added.
 */
export function recordingRows(
  recordings: readonly RecordingSummary[],
  isOpen: (key: string, attempts: readonly RecordingSummary[]) => boolean,
): RecordingRow[] {
  const groups = groupsOf(recordings);
  return groups.flatMap((group, index) => {
    const place = { level: 1, position: index + 1, siblings: groups.length } as const;
    const oldest = group.at(-1);
    if (group.length === 1 || !oldest) return group.map((recording) => rowOf(recording, place));
    const key = `attempts:${oldest.id}`;
    const open = isOpen(key, group);
    const name = formatCounted(group.length, 'failed attempt');
    const head: RecordingRow = { kind: 'attempts', key, name, ...place, attempts: group, isOpen: open };
    const siblings = group.length;
    if (!open) return [head];
    const rows: RecordingRow[] = [head];
    for (const [at, each] of group.entries())
      rows.push(rowOf(each, { level: 2, position: at + 1, siblings }));
    return rows;
  });
}

/** The same without those that open: what a search has found. */
export function foundRecordingRows(recordings: readonly RecordingSummary[]): RecordingRow[] {
  const siblings = recordings.length;
  return recordings.map((recording, index) => rowOf(recording, { level: 1, position: index + 1, siblings }));
}

function rowOf(
  recording: RecordingSummary,
  place: Pick<RowPlace, 'level' | 'position' | 'siblings'>,
): RecordingRow {
  return { kind: 'recording', key: recording.id, name: recording.name, ...place, recording };
}

/** Neighbours that are failed attempts together, every other recording alone. */
function groupsOf(recordings: readonly RecordingSummary[]): RecordingSummary[][] {
  const groups: RecordingSummary[][] = [];
  for (const recording of recordings) {
    const last = groups.at(-1);
    if (last?.[0] && isFailedAttempt(last[0]) && isFailedAttempt(recording)) last.push(recording);
    else groups.push([recording]);
  }
  return groups;
}
