import type { RecordingId, SessionId } from '../../../shared/model/ids.ts';
import type { Clock, Log } from '../base/deps.ts';
import type { EndpointSink, OutgoingMessage, RunningEndpoint } from '../link/link.ts';
import type { RetryTiming } from './reconnecting.ts';
import type { RecordReader, RecordWriter, RecordWriterEvents } from '../store/store.ts';
import type { OpenSessionOptions } from './session.ts';

/** What a session is made of. */
export interface LiveSessionParts {
  readonly id: SessionId;
  readonly recordingId: RecordingId;
  readonly options: OpenSessionOptions;
  readonly startedAt: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Makes the file, whose first record gets this number; again where it was lost. */
  readonly createWriter: (firstSeq: number, events: RecordWriterEvents) => Promise<RecordWriter>;
  /** Opens the finished file again, for those who still look at the session. */
  readonly reopen: () => Promise<RecordReader>;
  /** What is sent whenever a client has connected, ahead of everything else. */
  readonly opening: readonly OutgoingMessage[];
  /** The system's where it is not given. */
  readonly retryTiming?: RetryTiming;
  /** Starts the sockets; again for each attempt. */
  readonly start: (sink: EndpointSink) => RunningEndpoint;
}
