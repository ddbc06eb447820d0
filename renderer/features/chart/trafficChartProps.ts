import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { RecordedNoun } from '../../../shared/model/endpointKinds.ts';
import type { MarkList } from '../../../shared/model/markList.ts';
import type { WirebenchClient } from '../../state/base/client.ts';
import type { TimeStretch } from '../../state/records/traffic.ts';

export interface TrafficChartProps {
  /** What the payloads are called. */
  readonly noun: RecordedNoun;
  readonly client: WirebenchClient;
  /** Its identity may change with every rendering; only its id counts. */
  readonly source: RecordSource;
  /** True where more records may come: for the first half minute the chart keeps room on the right. */
  readonly live: boolean;
  /** The stretch of time that the list is filtered by, and that the chart then shows alone; null for everything. */
  readonly brush: TimeStretch | null;
  /** Earlier traffic is not shown (µs since the epoch); null for all of it. */
  readonly since: number | null;
  /** The person selected a stretch, or (null) everything again. The caller passes it back as `brush`. */
  readonly onBrush: (stretch: TimeStretch | null) => void;
  /** The person wants the first record at or after this time (µs since the epoch). */
  readonly onJump: (timeUs: number) => void;
  /** What people marked. */
  readonly marks: MarkList;
  /** The person wants this record, since it is marked where they clicked. */
  readonly onMark: (seq: number) => void;
  /** When the first and the last row on the screen happened (µs since the epoch): shown as a thin band. */
  readonly shownFrom?: number | null;
  readonly shownTo?: number | null;
}
