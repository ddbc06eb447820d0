import type { Socket } from 'node:dgram';
import { formatCount } from '../../../../shared/base/quantity.ts';
import type { UdpSocket } from '../../../../shared/model/udpOptions.ts';

/**
 * 4 MiB: Node’s default buffer lost 15 % of 100,000 datagrams a second, this one none of 200,000. When the system refuses that much instead
 * of giving less, a quarter of it is requested, and so on.
 */
const usualReceiveBytes = 4 * 1024 * 1024;
const smallestAskedBytes = 64 * 1024;

/** The sizes that the system reports; null if it does not. Linux includes its own bookkeeping: twice the requested size (socket(7)). */
export interface BufferSizes {
  readonly receiveBufferBytes: number | null;
  readonly sendBufferBytes: number | null;
}

/** A kind of buffer, with its setter and getter. */
interface Buffer {
  readonly name: string;
  readonly limit: string;
  readonly set: (bytes: number) => void;
  readonly get: () => number;
}

/** Sets the buffers of a bound socket. `notes`: a sentence for each buffer that is smaller than the options ask. */
export function setBuffers(
  socket: Socket,
  options: Pick<UdpSocket, 'receiveBufferBytes' | 'sendBufferBytes'>,
): { readonly sizes: BufferSizes; readonly notes: readonly string[] } {
  const receive: Buffer = {
    name: 'receive buffer',
    limit: 'net.core.rmem_max',
    set: (bytes) => socket.setRecvBufferSize(bytes),
    get: () => socket.getRecvBufferSize(),
  };
  const send: Buffer = {
    name: 'send buffer',
    limit: 'net.core.wmem_max',
    set: (bytes) => socket.setSendBufferSize(bytes),
    get: () => socket.getSendBufferSize(),
  };
  if (options.receiveBufferBytes === null) askForLess(receive, usualReceiveBytes);
  const notes = [setTo(receive, options.receiveBufferBytes), setTo(send, options.sendBufferBytes)].filter(
    (note) => note !== null,
  );
  const sizes = { receiveBufferBytes: sizeOf(receive), sendBufferBytes: sizeOf(send) };
  return { sizes, notes };
}

/** When the system refuses that much instead of giving less (macOS does), less is requested. True when a size was granted. */
function askForLess(buffer: Buffer, from: number): boolean {
  for (let bytes = from; bytes >= Math.min(from, smallestAskedBytes); bytes /= 4) {
    if (isGiven(buffer, Math.trunc(bytes))) return true;
  }
  return false;
}

function setTo(buffer: Buffer, wanted: number | null): string | null {
  if (wanted === null) return null;
  askForLess(buffer, wanted);
  const size = sizeOf(buffer);
  if (size === null) return `The system does not report the size of the ${buffer.name}.`;
  const given = process.platform === 'linux' ? size / 2 : size;
  if (given >= wanted) return null;
  const cause = process.platform === 'linux' ? ` (${buffer.limit})` : '';
  return `The ${buffer.name} has ${formatCount(given)} bytes instead of ${formatCount(wanted)}: the system allows no more${cause}.`;
}

function isGiven({ set }: Buffer, bytes: number): boolean {
  try {
    set(bytes);
    return true;
  } catch {
    return false;
  }
}

function sizeOf({ get }: Buffer): number | null {
  try {
    return get();
  } catch {
    return null;
  }
}
