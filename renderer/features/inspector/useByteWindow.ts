import { useLayoutEffect, useState } from 'react';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import { createByteWindow, type ByteWindow, type ByteWindowOptions } from '../../state/records/byteWindow.ts';
import type { WirebenchClient } from '../../state/base/client.ts';

/** The record that is inspected, and whom to ask for its bytes. */
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
    // Made and ended by one effect: what is made while rendering could be thrown away without an end.
    // oxlint-disable-next-line react/set-state-in-effect
    setBytes(made);
    return () => made.dispose();
  }, [client, source, seq, size, options]);
  return bytes?.size === size ? bytes : null;
}
