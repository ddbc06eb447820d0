import { hasEnded } from '../../../shared/model/session.ts';
import type { Session } from './session.ts';

/** True while sockets are open or the file is not finished: until then nobody may touch its recording. */
export function isLive(session: Session): boolean {
  const { phase, recording } = session.info.value;
  return !hasEnded(phase) || (recording.state !== 'complete' && recording.state !== 'stopped');
}
