import { useEffect, useState, type ReactNode } from 'react';
import { formatCounted } from '../../../shared/base/quantity.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import type { WirebenchClient } from '../../state/base/client.ts';
import { followSelection } from '../../state/records/followSelection.ts';
import type { MeasuredRecords } from '../../state/records/measureRecords.ts';
import type { RecordView } from '../../state/records/recordView.ts';

interface SelectionStatusProps {
  readonly client: WirebenchClient;
  readonly view: RecordView;
}

/** How many records are selected, and how many bytes they have, where there are several. */
export function SelectionStatus({ client, view }: SelectionStatusProps): ReactNode {
  const [measured, setMeasured] = useState<MeasuredRecords | null>(null);
  useEffect(() => {
    const following = followSelection(client, view, setMeasured);
    return () => following.dispose();
  }, [client, view]);
  const { records = 0, bytes = null } = measured ?? {};
  if (records < 2) return null;
  return (
    <output className="status-selection">
      {formatCounted(records, 'record')} selected{bytes !== null && ` · ${formatBytes(bytes)}`}
    </output>
  );
}
