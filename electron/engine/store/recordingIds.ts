import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { recordingIdSchema, type RecordingId } from '../../../shared/model/ids.ts';

/** The ending of a session file's name. */
export const recordingEnding = '.wbs';

/** The ending of the name of a file with a session's TLS secrets. */
export const keyLogEnding = '.keys';

/** Where a session's TLS secrets are written, beside its file: they are deleted with it. */
export function keyLogPathOf(path: string): string {
  return `${path.endsWith(recordingEnding) ? path.slice(0, -recordingEnding.length) : path}${keyLogEnding}`;
}

/** A file's name without its ending, if that is an id; otherwise an id derived from the name, so that it stays the same. */
export function recordingIdOf(path: string): RecordingId {
  const name = basename(path);
  const base = name.endsWith(recordingEnding) ? name.slice(0, -recordingEnding.length) : name;
  const parsed = recordingIdSchema.safeParse(base);
  if (parsed.success) return parsed.data;
  // 120 bits: no two names in a folder collide.
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 30);
  return recordingIdSchema.parse(`file-${digest}`);
}
