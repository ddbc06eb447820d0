import { formatCount } from '../../../shared/base/quantity.ts';
import type { StorageFailure } from '../../../shared/model/connection.ts';
import type { DetailOf } from '../../../shared/model/recordDetail.ts';
import type { RecordingState } from '../../../shared/model/session.ts';

/** What happens to the file of a session. `message` says why and what to do, `cause` only why. */
export type RecordingEvent =
  /** As much waits to be written as may wait; `drained` when there is room in memory again. */
  | { readonly type: 'filled' | 'drained' }
  /** It cannot be written now, and may be again. */
  | { readonly type: 'held'; readonly message: string; readonly cause: string }
  /** All that waited is in it. */
  | { readonly type: 'recovered' }
  /** It is lost: deleted, damaged. */
  | { readonly type: 'stopped'; readonly message: string }
  /** Another one was made in its place. */
  | { readonly type: 'begunAnew' };

/** How it stands with the file of a session. */
export interface RecordingStanding {
  readonly file: 'writable' | 'held' | 'gone';
  /** As much waits in memory as may wait. */
  readonly isFull: boolean;
  /** Why it cannot be written, and what to do. */
  readonly message: string;
  readonly cause: string;
}

export const untroubled: RecordingStanding = { file: 'writable', isFull: false, message: '', cause: '' };

/** The only transitions. A file that is gone stays so, whatever is told of it, until another one has begun. */
export function nextStanding(standing: RecordingStanding, event: RecordingEvent): RecordingStanding {
  switch (event.type) {
    case 'filled':
      return { ...standing, isFull: true };
    case 'drained':
      return { ...standing, isFull: false };
    case 'held': {
      if (standing.file === 'gone') return standing;
      const { message, cause } = event;
      return { ...standing, file: 'held', message, cause };
    }
    case 'recovered':
      return standing.file === 'held' ? { ...untroubled, isFull: standing.isFull } : standing;
    case 'stopped':
      return { file: 'gone', isFull: false, message: event.message, cause: event.message };
    case 'begunAnew':
      return untroubled;
  }
}

/** What was chosen for the connection, and what its protocol allows. */
export interface RecordingRules {
  readonly whenDiskFails: StorageFailure;
  /** The peer can be held by not reading from it; UDP has no such thing. */
  readonly canHold: boolean;
}

/** What a session does with its wire while it stands so with its file. */
export interface RecordingDuty {
  readonly wire: 'flows' | 'held';
  /** What passes goes into the file, by way of memory; or it is only counted, because there is no room for it. */
  readonly records: 'kept' | 'counted';
  /**
   * Sends go at once; or wait until they can be recorded; or are refused, those that wait already still having their turn later; or are
   * refused for good.
   */
  readonly sends: 'go' | 'wait' | 'later' | 'never';
}

/** A disk that is slow holds the wire in any case, where that is possible; one that fails does what was chosen for it. */
export function dutyOf({ file, isFull }: RecordingStanding, rules: RecordingRules): RecordingDuty {
  const { canHold } = rules;
  const goesOn = rules.whenDiskFails === 'continue';
  switch (file) {
    case 'writable':
      if (!isFull) return { wire: 'flows', records: 'kept', sends: 'go' };
      return canHold
        ? { wire: 'held', records: 'kept', sends: 'wait' }
        : { wire: 'flows', records: 'counted', sends: 'wait' };
    case 'held':
      if (goesOn) return { wire: 'flows', records: isFull ? 'counted' : 'kept', sends: 'go' };
      return canHold
        ? { wire: 'held', records: 'kept', sends: 'later' }
        : { wire: 'flows', records: isFull ? 'counted' : 'kept', sends: 'later' };
    case 'gone':
      return {
        wire: goesOn || !canHold ? 'flows' : 'held',
        records: 'counted',
        sends: goesOn ? 'go' : 'never',
      };
  }
}

/** The state at the end of a recording that was lost, with the frames that are missing in it. */
export function stoppedState({ message }: RecordingStanding, unrecordedFrames: number): RecordingState {
  if (unrecordedFrames === 0) return { state: 'stopped', message };
  const [what, are] = unrecordedFrames === 1 ? ['frame', 'is'] : ['frames', 'are'];
  const inAll = `In all, ${formatCount(unrecordedFrames)} ${what} that passed ${are} not in the recording.`;
  return { state: 'stopped', message: `${message} ${inAll}` };
}

/** A line for the timeline. */
export type RecordingNote = {
  [Kind in 'paused' | 'resumed' | 'failed']: {
    readonly kind: Kind;
    readonly note: string;
    readonly detail: DetailOf<Kind>;
  };
}['paused' | 'resumed' | 'failed'];

const slowNote = 'The disk cannot keep up, so reading from the network is held.';
const caughtUpNote = 'The disk has caught up, and reading from the network goes on.';
const recoveredNote = 'The recording can be written again, and the network goes on.';
const completeNote = 'The recording can be written again, and everything that passed meanwhile is in it.';
const incompleteNote = 'The recording can be written again; what is missing of meanwhile is told above.';

/**
 * What the timeline says of a change; null where it says nothing, or where nothing can be written into it any more. `hasGap`: since the
 * file was last writable something was missed, whether a gap has told of it yet or not.
 */
export function noteOf(
  before: RecordingStanding,
  after: RecordingStanding,
  rules: RecordingRules,
  hasGap: boolean,
): RecordingNote | null {
  const isHeld = dutyOf(after, rules).wire === 'held';
  const wasHeld = dutyOf(before, rules).wire === 'held';
  if (after.file === 'gone') return null;
  if (after.file === 'held' && before.file !== 'held') {
    const note = describeFailure(after, rules);
    const reason = after.cause;
    return isHeld
      ? { kind: 'paused', note, detail: { disk: 'failing', reason } }
      : { kind: 'failed', note, detail: { what: 'recording', reason } };
  }
  if (after.file === 'writable' && isHeld && (!wasHeld || before.file === 'held')) {
    return { kind: 'paused', note: slowNote, detail: { disk: 'slow', reason: null } };
  }
  if (wasHeld && !isHeld) {
    return before.file === 'held'
      ? { kind: 'resumed', note: recoveredNote, detail: { disk: 'failing', isComplete: !hasGap } }
      : { kind: 'resumed', note: caughtUpNote, detail: { disk: 'slow', isComplete: !hasGap } };
  }
  if (before.file === 'held' && after.file === 'writable' && !isHeld) {
    const detail = { disk: 'failing', isComplete: !hasGap } as const;
    return { kind: 'resumed', note: hasGap ? incompleteNote : completeNote, detail };
  }
  return null;
}

/** How the recording stands while the session runs, for who looks at it. */
export function stateOf(standing: RecordingStanding, rules: RecordingRules): RecordingState {
  if (standing.file === 'writable') return { state: 'recording' };
  const message = describeFailure(standing, rules);
  if (rules.whenDiskFails === 'continue') return { state: 'unrecorded', message };
  return { state: standing.file === 'held' ? 'held' : 'stopped', message };
}

function describeFailure(standing: RecordingStanding, rules: RecordingRules): string {
  return `${standing.message} ${consequenceOf(standing, rules)}`;
}

function consequenceOf({ file }: RecordingStanding, { whenDiskFails, canHold }: RecordingRules): string {
  if (whenDiskFails === 'continue') {
    return file === 'held'
      ? 'The connection goes on meanwhile; what memory has no room for is counted.'
      : 'The connection goes on unrecorded, and what passes is counted. As soon as a file can be made there again, a new recording begins in it.';
  }
  if (file === 'gone') {
    return canHold
      ? 'Nothing is read from the network or sent any more: disconnect.'
      : 'Nothing is recorded or sent any more: disconnect.';
  }
  return canHold
    ? 'Until then nothing is read from the network or sent.'
    : 'Until then nothing is sent, and the datagrams that memory has no room for are counted.';
}
