import { WirebenchError } from '../../../shared/base/errors.ts';
import { hasEnded } from '../../../shared/model/session.ts';
import type { Session } from './session.ts';

/** True while sockets are open or the file is not finished: until then nobody may touch its recording. */
export function isLive(session: Session): boolean {
  const { phase, recording } = session.info.value;
  return !hasEnded(phase) || (recording.state !== 'complete' && recording.state !== 'stopped');
}

/** Throws WRONG_STATE, with a sentence, unless it is live. */
export function requireLiveRecording(session: Session): void {
  if (isLive(session)) return;
  throw new WirebenchError(
    'WRONG_STATE',
    'This session has ended, so its recording can no longer be changed. Delete it if you do not need it.',
  );
}
