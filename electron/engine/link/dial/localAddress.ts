import type { LookupAddress } from 'node:dns';
import { isIP, type TcpNetConnectOpts } from 'node:net';
import { formatHostAndPort, parseLocalAddress, type LocalAddress } from '../../../../shared/model/address.ts';
import { LinkProblem } from '../../base/linkProblem.ts';

const field = 'socket.localAddress';

/** Reads the local address that a person typed. Throws a `LinkProblem` that says what is wrong with it. */
export function readLocalAddress(text: string): LocalAddress {
  const parsed = parseLocalAddress(text);
  if (parsed.ok) return parsed.value;
  throw new LinkProblem(`The local address cannot be used. ${parsed.problem.message}`, { field });
}

/** The options for a socket that binds to this address before it connects. */
export function bindOptions({
  host,
  port,
}: LocalAddress): Pick<TcpNetConnectOpts, 'localAddress' | 'localPort'> {
  return {
    ...(host === null ? {} : { localAddress: host }),
    ...(port === 0 ? {} : { localPort: port }),
  };
}

/** `host:port` for sentences; null when the system chooses both. */
export function describeLocal({ host, port }: LocalAddress): string | null {
  if (host === null) return port === 0 ? null : `port ${port}`;
  return port === 0 ? host : formatHostAndPort(host, port);
}

/** The addresses that can be reached from the local one: it has one IP version, and both ends of a connection have the same. */
export function reachableFrom(
  { host }: LocalAddress,
  addresses: readonly LookupAddress[],
  where: string,
): readonly LookupAddress[] {
  if (host === null) return addresses;
  const family = isIP(host);
  const reachable = addresses.filter((address) => address.family === family);
  if (reachable.length > 0) return reachable;
  throw new LinkProblem(
    `${host} is an IPv${family} address, and ${where} has an IPv${family === 4 ? 6 : 4} address only. Choose a local address of the same version, or none.`,
    { field },
  );
}
