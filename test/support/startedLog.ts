import { SessionLog } from '../../electron/engine/session/sessionLog.ts';
import type { RecordingRules } from '../../electron/engine/session/recordingStatus.ts';
import type { NewRecord, RecordWriterEvents } from '../../electron/engine/store/store.ts';
import type { ConnectionFacts } from '../../shared/model/facts.ts';
import { numberingWriter } from './numberingWriter.ts';

/** The clock of everything that has no other, in microseconds. */
export const clock = { nowUs: (): number => 1000 };

/** A log, and what it was told. */
interface StartedLog {
  readonly log: SessionLog;
  /** `kind: note`, or `kind: text` of a payload, in order. */
  readonly story: string[];
  /** Does to the file what happens to files. */
  readonly file: RecordWriterEvents;
  /** What the file was told of the connection, in order. */
  readonly facts: ConnectionFacts[];
}

/** Starts a log whose file is in memory, and who writes to it decides what becomes of it. */
export async function startLog(
  rules: RecordingRules = { whenDiskFails: 'pause', canHold: true },
): Promise<StartedLog> {
  const facts: ConnectionFacts[] = [];
  const story: string[] = [];
  const files: RecordWriterEvents[] = [];
  const log = await SessionLog.begin({
    createWriter: (firstSeq, events) => {
      files.push(events);
      const told = { facts: (found: ConnectionFacts) => void facts.push(found) };
      return Promise.resolve(Object.assign(numberingWriter(firstSeq), told));
    },
    rules,
    noun: 'chunk',
    nowUs: clock.nowUs,
    log: { warn: () => undefined },
    pulse: { soon: () => undefined },
  });
  log.observe((record: NewRecord) => story.push(tell(record)));
  const [file] = files;
  if (!file) throw new Error('No file was made.');
  return { log, story, file, facts };
}

function tell({ kind, note, bytes }: NewRecord): string {
  return `${kind}: ${note ?? new TextDecoder().decode(bytes)}`;
}
