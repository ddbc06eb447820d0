import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { WirebenchClient } from '../../state/base/client.ts';
import type { TimeStretch } from '../../state/records/traffic.ts';

export interface TrafficChartProps {
  readonly client: WirebenchClient;
  /** Its identity may change with every rendering; its id is what counts. */
  readonly source: RecordSource;
  /** True where more records may come: room is kept on the right for the first half minute. */
  readonly live: boolean;
  /** Of the whole, in pixels; 88 unless told. */
  readonly height?: number;
  /** The stretch of time that the list is filtered by, which is then all that the chart shows; null for everything. */
  readonly brush: TimeStretch | null;
  /** A stretch was selected, or (null) everything is wanted again. Whoever is told hands it back as `brush`. */
  readonly onBrush: (stretch: TimeStretch | null) => void;
  /** The first record at or after this time (µs since the epoch) is wanted. */
  readonly onJump: (timeUs: number) => void;
  /** When the first and the last row on the screen happened (µs since the epoch): shown as a thin band. */
  readonly shownFrom?: number | null;
  readonly shownTo?: number | null;
}
