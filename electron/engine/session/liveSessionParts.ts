import type { RecordingId, SessionId } from '../../../shared/model/ids.ts';
import type { Clock, Log } from '../base/deps.ts';
import type { EndpointSink, RunningEndpoint } from '../link/link.ts';
import type { RetryTiming } from './reconnecting.ts';
import type { RecordReader } from '../store/store.ts';
import type { OpenSessionOptions } from './session.ts';
import type { CreateWriter } from './sessionFile.ts';
import type { WrittenMessages } from './writtenMessages.ts';

/** The parts of a session. */
export interface LiveSessionParts {
  readonly id: SessionId;
  readonly recordingId: RecordingId;
  readonly options: OpenSessionOptions;
  readonly startedAt: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly createWriter: CreateWriter;
  /** Reopens the finished file for everybody who still looks at the session. */
  readonly reopen: () => Promise<RecordReader>;
  /** What the session's messages stand for. */
  readonly messages: WrittenMessages;
  /** The system's by default. */
  readonly retryTiming?: RetryTiming;
  /** Starts the sockets; again for each attempt. */
  readonly start: (sink: EndpointSink) => RunningEndpoint;
}
