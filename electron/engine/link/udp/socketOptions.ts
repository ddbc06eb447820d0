import type { Socket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import type { UdpSocket } from '../../../../shared/model/udpOptions.ts';
import { findIneffective } from '../../../../shared/model/udpCheck.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { problemOf } from '../networkProblems.ts';
import type { SpokenVersion } from './hosts.ts';
import { findInterface } from './interfaces.ts';

/** Throws a `LinkProblem` at the first option that has no effect on datagrams to one of these addresses. */
export function requireEffect(
  options: UdpSocket,
  { isDual }: SpokenVersion,
  addresses: readonly string[],
): void {
  const [finding] = isDual ? addresses.flatMap((address) => findIneffective(options, address) ?? []) : [];
  if (finding) throw new LinkProblem(finding.message, { field: finding.field });
}

/** Applies the options to a bound socket. Throws a `LinkProblem` that names the option which the system refused. */
export function setSocketOptions(socket: Socket, options: UdpSocket, spoken: SpokenVersion): void {
  const { ttl, multicastTtl, multicastLoopback, multicastInterface } = options;
  const set = (field: keyof UdpSocket, work: () => void): void => attempt(`socket.${field}`, work);
  if (options.broadcast) set('broadcast', () => socket.setBroadcast(true));
  if (ttl !== null) set('ttl', () => socket.setTTL(ttl));
  if (multicastTtl !== null) set('multicastTtl', () => socket.setMulticastTTL(multicastTtl));
  // Every system begins with it on.
  if (!multicastLoopback) set('multicastLoopback', () => socket.setMulticastLoopback(false));
  if (multicastInterface === '') return;
  for (const argument of interfaceArguments(multicastInterface, spoken)) {
    set('multicastInterface', () => socket.setMulticastInterface(argument));
  }
}

/** One argument for each IP version that the socket uses and the interface has. */
function interfaceArguments(text: string, { version, isDual }: SpokenVersion): readonly string[] {
  const table = networkInterfaces();
  const found = findInterface(text, version, table);
  const second = isDual ? findInterface(text, 4, table) : null;
  const usable = [found, second].flatMap((each) => (each?.ok === true ? [each.value.argument] : []));
  if (usable.length > 0 || found.ok) return usable;
  throw new LinkProblem(found.problem, { code: 'ENODEV', field: 'socket.multicastInterface' });
}

function attempt(field: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const { reason, code } = problemOf(error, 'this socket');
    throw new LinkProblem(reason, { code, field, cause: error });
  }
}
