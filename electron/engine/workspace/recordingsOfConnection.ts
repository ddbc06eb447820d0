import type { Connection } from '../../../shared/model/connection.ts';
import { targetOf } from '../../../shared/model/endpointPlace.ts';
import type { RecordingSummary } from '../../../shared/model/recording.ts';
import { slugOf } from '../files/fileName.ts';
import type { ListedRecording } from './recordingFolder.ts';

/** A recording of a connection. `problem` says why it cannot be opened. */
type ConnectionRecording = Pick<RecordingSummary, 'id' | 'name' | 'startedAt' | 'problem'>;

/**
 * The recordings of a connection's sessions in which something was sent, in their order. One of a format that does not name its connection
 * counts if the same kind and address were opened; one that cannot be read at all, if its file was named after the connection.
 */
export function recordingsOfConnection(
  { id, name, endpoint }: Connection,
  listed: readonly ListedRecording[],
): ConnectionRecording[] {
  const target = targetOf(endpoint);
  return listed
    .filter(({ summary, origin }) => {
      if (summary.problem !== null) return nameIn(summary.id) === slugOf(name);
      return origin.payloadsOut > 0 && (summary.connection === id || origin.target === target);
    })
    .map(({ summary }) => summary);
}

/** The name in the id of a recording, without date and tail (`recordingFileName`). */
function nameIn(id: string): string | undefined {
  return /^\d{4}-\d\d-\d\d-\d{6}-(.+)-[a-z0-9]{6}$/.exec(id)?.[1];
}
