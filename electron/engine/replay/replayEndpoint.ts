import { WirebenchError } from '../../../shared/base/errors.ts';
import { assertNever } from '../../../shared/base/never.ts';
import { parseAddress } from '../../../shared/model/address.ts';
import { isWebSocket, schemesOfKind, type Endpoint } from '../../../shared/model/connection.ts';

/** What is not in the recording cannot be compared: a replay waits rather than lose a byte, whatever was chosen for the recorded connection. */
const whenDiskFails = 'pause';

/** 10 s, as for a new connection: a recording of a server has no time limit for connecting to take over. */
const connectTimeoutMs = 10_000;

/**
 * The client that a recording is replayed with: the recorded options with the address `to`. What a server sent is sent by a client
 * then, which is how one tries an answer on the other side. A UDP socket is not bound to the recorded port, which may still be in
 * use: it takes a free one. Throws BAD_REQUEST for an address that cannot be understood or does not fit the recording.
 */
export function replayEndpoint(recorded: Endpoint, to: string): Endpoint {
  const address = checkedAddress(recorded, to);
  switch (recorded.kind) {
    case 'tcp-client':
    case 'ws-client':
      return { ...recorded, address, whenDiskFails };
    case 'tcp-server':
      return { kind: 'tcp-client', address, connectTimeoutMs, whenDiskFails };
    case 'udp':
      return { ...recorded, address, bind: '', whenDiskFails };
    case 'ws-server': {
      const { subprotocols, messageLimitBytes } = recorded;
      return {
        kind: 'ws-client',
        address,
        connectTimeoutMs,
        headers: [],
        subprotocols,
        messageLimitBytes,
        whenDiskFails,
      };
    }
    default:
      return assertNever(recorded);
  }
}

function checkedAddress(recorded: Endpoint, to: string): string {
  const schemes = isWebSocket(recorded.kind) ? schemesOfKind['ws-client'] : schemesOfKind[recorded.kind];
  const parsed = parseAddress(to, schemes[0]);
  if (!parsed.ok) throw new WirebenchError('BAD_REQUEST', parsed.problem.message);
  if (!schemes.includes(parsed.value.scheme)) {
    const fitting = schemes.map((scheme) => `${scheme}://`).join(' or ');
    throw new WirebenchError(
      'BAD_REQUEST',
      `This recording can be replayed to an address that begins with ${fitting}, and ${parsed.value.scheme}:// is another protocol.`,
    );
  }
  if (parsed.value.port === 0) {
    throw new WirebenchError('BAD_REQUEST', 'Nothing can be sent to port 0. Write the port of the service.');
  }
  return to.trim();
}
