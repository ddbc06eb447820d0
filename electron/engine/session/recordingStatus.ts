import { formatCounted, plural } from '../../../shared/base/quantity.ts';
import type { RecordedNoun } from '../../../shared/model/endpointKinds.ts';
import type { StorageFailure } from '../../../shared/model/connection.ts';
import type { RecordingState } from '../../../shared/model/session.ts';
import type { EventNote } from './eventNotes.ts';

/** The events of a session's file. `message` says why and what to do, `cause` only why. */
export type RecordingEvent =
  /** The data waiting to be written is at its limit; `drained` when there is room in memory again. */
  | { readonly type: 'filled' | 'drained' }
  /** The file cannot be written now, but may be later. */
  | { readonly type: 'held'; readonly message: string; readonly cause: string }
  /** All waiting data is in the file. */
  | { readonly type: 'recovered' }
  /** The file is lost: deleted or damaged. */
  | { readonly type: 'stopped'; readonly message: string }
  /** Another file was made in its place. */
  | { readonly type: 'begunAnew' };

/** What is known about a session's file. */
interface RecordingStatus {
  readonly file: 'writable' | 'held' | 'gone';
  /** The data waiting in memory is at its limit. */
  readonly isFull: boolean;
  /** Why it cannot be written, and what to do. */
  readonly message: string;
  readonly cause: string;
}

export const healthy: RecordingStatus = { file: 'writable', isFull: false, message: '', cause: '' };

/** The only transitions. A lost file stays lost, whatever is reported of it, until another one has begun. */
export function nextStatus(status: RecordingStatus, event: RecordingEvent): RecordingStatus {
  switch (event.type) {
    case 'filled':
      return { ...status, isFull: true };
    case 'drained':
      return { ...status, isFull: false };
    case 'held': {
      if (status.file === 'gone') return status;
      const { message, cause } = event;
      return { ...status, file: 'held', message, cause };
    }
    case 'recovered':
      return status.file === 'held' ? { ...healthy, isFull: status.isFull } : status;
    case 'stopped':
      return { file: 'gone', isFull: false, message: event.message, cause: event.message };
    case 'begunAnew':
      return healthy;
  }
}

/** The connection's chosen options, and what its protocol allows. */
export interface RecordingRules {
  readonly whenDiskFails: StorageFailure;
  /** The peer can be held back by not reading from it; not possible over UDP. */
  readonly canHold: boolean;
}

/** What a session does with its wire while its file has this status. */
export interface RecordingPolicy {
  readonly wire: 'flows' | 'held';
  /** Payloads go into the file, by way of memory; or they are only counted, because there is no room for them. */
  readonly records: 'kept' | 'counted';
  /**
   * Sends go at once; or wait until they can be recorded; or are refused, though those already waiting still get their turn later; or are
   * refused for good.
   */
  readonly sends: 'go' | 'wait' | 'later' | 'never';
}

/** A slow disk always holds the wire, where that is possible; a failing one does what was chosen for it. */
export function policyOf({ file, isFull }: RecordingStatus, rules: RecordingRules): RecordingPolicy {
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

/** The state at the end of a lost recording, with the number of payloads missing from it. */
export function stoppedState(
  { message }: RecordingStatus,
  unrecordedPayloads: number,
  noun: RecordedNoun,
): RecordingState {
  if (unrecordedPayloads === 0) return { state: 'stopped', message };
  const payloads = formatCounted(unrecordedPayloads, noun);
  const inAll = `In all, ${payloads} ${plural(unrecordedPayloads, 'is', 'are')} missing from the recording.`;
  return { state: 'stopped', message: `${message} ${inAll}` };
}

const slowNote = 'The disk cannot keep up, so reading from the network is paused.';
const caughtUpNote = 'The disk has caught up, and reading from the network continues.';
const recoveredNote = 'The recording can be written again, and reading from the network continues.';
const completeNote = 'The recording can be written again, and everything that passed meanwhile is in it.';
const incompleteNote = 'The recording can be written again; what is missing is listed above.';

/**
 * The timeline's line about a change; null where it says nothing, or can no longer be written to. `hasGap`: something was missed since the
 * file was last writable, whether or not a gap record has reported it.
 */
export function noteOf(
  before: RecordingStatus,
  after: RecordingStatus,
  rules: RecordingRules,
  hasGap: boolean,
): EventNote | null {
  const isHeld = policyOf(after, rules).wire === 'held';
  const wasHeld = policyOf(before, rules).wire === 'held';
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

/** The state of the recording while the session runs. */
export function stateOf(status: RecordingStatus, rules: RecordingRules): RecordingState {
  if (status.file === 'writable') return { state: 'recording' };
  const message = describeFailure(status, rules);
  if (rules.whenDiskFails === 'continue') return { state: 'unrecorded', message };
  return { state: status.file === 'held' ? 'held' : 'stopped', message };
}

function describeFailure(status: RecordingStatus, rules: RecordingRules): string {
  return `${status.message} ${consequenceOf(status, rules)}`;
}

function consequenceOf({ file }: RecordingStatus, { whenDiskFails, canHold }: RecordingRules): string {
  if (whenDiskFails === 'continue') {
    return file === 'held'
      ? 'The connection continues meanwhile; what does not fit in memory is counted.'
      : 'The connection continues unrecorded, and what passes is counted. As soon as a file can be created there again, a new recording begins.';
  }
  if (file === 'gone') {
    return canHold
      ? 'Nothing is read from the network or sent any more: disconnect.'
      : 'Nothing is recorded or sent any more: disconnect.';
  }
  return canHold
    ? 'Until then nothing is read from the network or sent.'
    : 'Until then nothing is sent, and datagrams that do not fit in memory are counted.';
}
