import type { ReactNode } from 'react';
import { capitalized, formatCount, plural } from '../../../shared/base/quantity.ts';
import { formatBytes, measureBytes } from '../../../shared/bytes/sizes.ts';
import { nounOfRecorded } from '../../../shared/model/endpointKinds.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';

/** What passed, what waits to be sent, and what was lost, at the end of the line. */
export function Counters({ session }: { session: SessionInfo }): ReactNode {
  const { endpoint, bytesIn, bytesOut, queuedBytes, queuedFor, unrecordedPayloads, datagrams } = session;
  const payloads = capitalized(plural(unrecordedPayloads, nounOfRecorded(endpoint.kind)));
  const dropped = datagrams?.droppedByKernel ?? 0;
  return (
    <span className="facts-counters mono">
      {unrecordedPayloads > 0 && (
        <span
          className="facts-lost"
          title={`${payloads} that passed and ${plural(unrecordedPayloads, 'is', 'are')} not in the recording, because it could not be written`}
        >
          {formatCount(unrecordedPayloads)} <span className="unit">not recorded</span>
        </span>
      )}
      {dropped > 0 && (
        <span className="facts-lost" title={describeDrops(datagrams?.receiveBufferBytes ?? null)}>
          {formatCount(dropped)} <span className="unit">dropped by the system</span>
        </span>
      )}
      {queuedBytes > 0 && (
        <span className="facts-queued">
          <Bytes bytes={queuedBytes} /> {waitingFor[queuedFor]}
        </span>
      )}
      <span className="facts-bytes" title="Bytes sent">
        <span className="arrow-out">↑</span> <Bytes bytes={bytesOut} />
      </span>
      <span className="facts-bytes" title="Bytes received">
        <span className="arrow-in">↓</span> <Bytes bytes={bytesIn} />
      </span>
    </span>
  );
}

const waitingFor: Readonly<Record<SessionInfo['queuedFor'], string>> = {
  peer: 'waiting',
  disk: 'waiting for the disk',
  file: 'waiting for the file',
  fragments: 'waiting for a message in fragments',
  reading: 'waiting',
};

function describeDrops(bufferBytes: number | null): string {
  const what = 'Datagrams that the operating system dropped before they could be received';
  return bufferBytes === null ? what : `${what}: the receive buffer has ${formatBytes(bufferBytes)}`;
}

function Bytes({ bytes }: { bytes: number }): ReactNode {
  const { value, unit } = measureBytes(bytes);
  return (
    <>
      {value} <span className="unit">{unit}</span>
    </>
  );
}
