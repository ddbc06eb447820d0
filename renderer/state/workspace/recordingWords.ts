import { formatCounted } from '../../../shared/base/quantity.ts';
import { formatElapsed } from '../../../shared/base/time.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import { isolated } from '../../../shared/bytes/visibleText.ts';
import {
  factsOf,
  nounOfRecorded,
  shortNameOf,
  type EndpointKind,
} from '../../../shared/model/endpointKinds.ts';
import type { RecordingSummary } from '../../../shared/model/recording.ts';
import { searchText } from '../base/search.ts';
import { formatStartInFull } from '../base/startTime.ts';
import { isFailedAttempt } from './recordingRows.ts';

/** What of a recording is searched: its name, kind, address and time. */
export function searchedOf({ name, kind, address, startedAt }: RecordingSummary): string {
  return searchText(name, kind === null ? '' : factsOf(kind).name, address, formatStartInFull(startedAt));
}

/**
 * What tells a recording apart from others of its name: `01:12 · 1,204 chunks · TCP client`. What differs most stands first, since a list may
 * have no room for the rest: those of one connection share its kind, and that one is being recorded has a sign of its own.
 */
export function wordsOfRecording(recording: RecordingSummary): string {
  return wordsWith(recording, (kind) => factsOf(kind).name);
}

/** The same for a list, where a long name of a kind is cut: `01:12 · 1,204 records · WS server`. */
export function shortWordsOfRecording(recording: RecordingSummary): string {
  return wordsWith(recording, shortNameOf);
}

function wordsWith(recording: RecordingSummary, nameOf: (kind: EndpointKind) => string): string {
  const { kind, problem, liveSession, interrupted, startedAt, lastAt, payloads } = recording;
  if (problem !== null || kind === null) return 'cannot be read';
  const count = payloads === 0 ? [] : [formatCounted(payloads, nounOfRecorded(kind))];
  if (liveSession !== null) return [...count, nameOf(kind), 'recording'].join(' · ');
  const state = (): string => {
    if (isFailedAttempt(recording)) return 'failed';
    return interrupted ? 'interrupted' : formatElapsed(lastAt - startedAt);
  };
  return [state(), ...count, nameOf(kind)].join(' · ');
}

/** The tooltip of a recording: all that is known of it, in lines. */
export function titleOfRecording(recording: RecordingSummary): string {
  const { name, address, size, startedAt, lastAt, problem, interrupted, named } = recording;
  const lines = [isolated(name), `${wordsOfRecording(recording)}, ${formatBytes(size)} on disk`];
  if (address !== '') lines.push(isolated(address));
  lines.push(
    problem === null
      ? `${formatStartInFull(startedAt)}, lasted ${formatElapsed(lastAt - startedAt)}`
      : formatStartInFull(startedAt),
  );
  if (interrupted)
    lines.push('Wirebench ended, or the file could not be written. What was recorded until then is here.');
  lines.push(
    problem ??
      (named ? 'Kept: never deleted to make room.' : 'Not kept: the oldest of these make room for new ones.'),
  );
  return lines.join('\n');
}
