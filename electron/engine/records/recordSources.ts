import { Owner, type Disposable } from '../../../shared/base/lifecycle.ts';
import { Cell } from '../../../shared/base/signal.ts';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { RecordingId } from '../../../shared/model/ids.ts';
import type { OpenRecordings } from './openRecordings.ts';
import type { SessionRegistry } from '../session/session.ts';
import type { RecordReader } from '../store/store.ts';

/** Finds the reader for a source of records: a session of this run, or a recording of the workspace. */
export class RecordSources {
  private readonly sessions: SessionRegistry;
  private readonly recordings: OpenRecordings;
  /** Touched when records that were deleted are back in some recording. */
  private readonly returns = new Cell(0);

  constructor(sessions: SessionRegistry, recordings: OpenRecordings) {
    this.sessions = sessions;
    this.recordings = recordings;
  }

  /** Throws NOT_FOUND for an unknown source, BAD_REQUEST with a sentence for a file that cannot be read. */
  async reader(source: RecordSource): Promise<RecordReader> {
    if ('session' in source) return this.sessions.get(source.session).reader;
    return this.recordings.reader(source.recording);
  }

  /** The recording that a source is, or that a session makes. Throws NOT_FOUND for an unknown session. */
  recordingOf(source: RecordSource): RecordingId {
    if ('recording' in source) return source.recording;
    return this.sessions.get(source.session).info.value.recordingId;
  }

  /** Keeps the source, and its file open, while somebody follows it. Throws NOT_FOUND. */
  follow(source: RecordSource): Disposable {
    if ('recording' in source) return this.recordings.hold(source.recording);
    const following = new Owner();
    following.add(this.sessions.follow(source.session));
    following.add(this.sessions.get(source.session).reader.hold());
    return following;
  }

  /** Changes whenever the records change. A recording does not grow, but records that were deleted may come back. */
  growth(source: RecordSource): Cell<number> {
    return 'session' in source ? this.sessions.get(source.session).committed : this.returns;
  }

  /** Records that were deleted are back in a recording: whoever follows one asks again. */
  returned(): void {
    this.returns.touch();
  }
}
