import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { recordingIdSchema, type RecordingId } from '../../../shared/model/ids.ts';

/** What the name of a session file ends with. */
export const recordingEnding = '.wbs';

/** What the name of a file with the TLS secrets of a session ends with. */
export const keyLogEnding = '.keys';

/** Where the TLS secrets of a session are written, beside its file: they are deleted with it. */
export function keyLogPathOf(path: string): string {
  return `${path.endsWith(recordingEnding) ? path.slice(0, -recordingEnding.length) : path}${keyLogEnding}`;
}

/** A file's name without its ending, where that is an id; else an id that is made from the name and stays the same. */
export function recordingIdOf(path: string): RecordingId {
  const name = basename(path);
  const base = name.endsWith(recordingEnding) ? name.slice(0, -recordingEnding.length) : name;
  const parsed = recordingIdSchema.safeParse(base);
  if (parsed.success) return parsed.data;
  // 120 bits: no two names of a folder meet in it.
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 30);
  return recordingIdSchema.parse(`file-${digest}`);
}
