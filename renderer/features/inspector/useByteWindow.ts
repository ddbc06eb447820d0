import { useLayoutEffect, useState } from 'react';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import { createByteWindow, type ByteWindow, type ByteWindowOptions } from '../../state/records/byteWindow.ts';
import type { WirebenchClient } from '../../state/base/client.ts';

/** The inspected record, and the client to ask for its bytes. */
export interface InspectedRecord {
  readonly client: WirebenchClient;
  readonly source: RecordSource;
  readonly seq: number;
  readonly size: number;
}

/** A window onto the record's bytes as long as the component shows it; null only before the first paint. */
export function useByteWindow(record: InspectedRecord, options: ByteWindowOptions): ByteWindow | null {
  const [bytes, setBytes] = useState<ByteWindow | null>(null);
  const { client, source, seq, size } = record;
  useLayoutEffect(() => {
    const made = createByteWindow(client, source, { seq, size }, options);
    // One effect creates and disposes it: anything created while rendering could be dropped without being disposed.
    // oxlint-disable-next-line react/set-state-in-effect
    setBytes(made);
    return () => made.dispose();
  }, [client, source, seq, size, options]);
  return bytes?.size === size ? bytes : null;
}
