import { placeOf, targetOf } from '../../../../shared/model/endpointPlace.ts';
import { longestListedAddress } from '../../../../shared/model/recording.ts';
import { oldestConnectedVersion } from '../schema.ts';
import type { RecordingFacts } from '../store.ts';
import { parseTotals, type RecordingMeta, type RowFile } from './fileRows.ts';
import type { GetRow } from './getRow.ts';
import type { RecordTimes } from './recordTimes.ts';

/** Within 1,000 records: a session without payloads that was ever open was so near its beginning. */
const openedWithin = 1000;

interface FactsParts {
  readonly file: RowFile;
  readonly get: GetRow;
  readonly times: RecordTimes;
  readonly meta: RecordingMeta;
  /** The numbers of the oldest and of the newest record. */
  readonly first: number;
  readonly last: number;
}

/** What a list says about a file; it costs the same for any number of records. */
export function readRecordingFacts({ file, get, times, meta, first, last }: FactsParts): RecordingFacts {
  const { name, startedAt, endedAt, named, complete, connection, endpoint, url } = meta;
  const { payloadsIn, payloadsOut } = parseTotals(file.path, get('SELECT * FROM totals'));
  const payloads = payloadsIn + payloadsOut;
  return {
    ...{ name, startedAt, complete, connection, payloads, payloadsOut, first },
    named: named || isMarked(get),
    kind: endpoint.kind,
    address: (url ?? placeOf(endpoint)).slice(0, longestListedAddress),
    lastAt: endedAt ?? times.timeOf(last) ?? startedAt,
    wasOpen: payloads > 0 || wasOpened(get, first),
    target: file.version < oldestConnectedVersion ? targetOf(endpoint) : null,
  };
}

/** Somebody who marked a record wants to find it again. */
function isMarked(get: GetRow): boolean {
  const hasTable = get("SELECT 1 FROM sqlite_schema WHERE name = 'marks'") !== undefined;
  return hasTable && get('SELECT first FROM marks LIMIT 1') !== undefined;
}

function wasOpened(get: GetRow, first: number): boolean {
  const sql = "SELECT seq FROM records WHERE seq < ? AND kind IN ('opened', 'listening') LIMIT 1";
  return get(sql, first + openedWithin) !== undefined;
}
