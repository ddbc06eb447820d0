import { encodeEnvelope, decodeEnvelope } from '../../shared/rpc/binaryEnvelope.ts';
import type { Transport } from '../../shared/rpc/transport.ts';
import { TransportEnd } from '../../shared/rpc/transportEnd.ts';

/** Two ends in one process, for tests. Envelopes are encoded and decoded on the way, so nothing crosses that could not cross a wire. */
export function createMemoryPair(): readonly [Transport, Transport] {
  const left: TransportEnd = endTowards(() => right);
  const right: TransportEnd = endTowards(() => left);
  return [left, right];
}

function endTowards(other: () => TransportEnd): TransportEnd {
  return new TransportEnd({
    write(envelope) {
      const bytes = encodeEnvelope(envelope);
      queueMicrotask(() => arrive(other(), bytes));
    },
    end: (reason) => queueMicrotask(() => other().closed(reason)),
  });
}

function arrive(end: TransportEnd, bytes: Uint8Array): void {
  const decoded = decodeEnvelope(bytes);
  if (!decoded.ok) throw new Error(decoded.problem);
  end.received(decoded.value);
}
