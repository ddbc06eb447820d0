import { formatHostAndPort, ipVersionOf, type HostAndPort } from '../../../../shared/model/address.ts';
import type { IpFamily } from '../../../../shared/model/socketOptions.ts';
import { lookupHost } from '../dial/lookup.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { problemOf } from '../networkProblems.ts';
import { zoneProblemOf } from '../zones.ts';
import { spellAsSystem } from './spelling.ts';

/** A host after its look-up. */
export interface ResolvedHost {
  readonly address: string;
  readonly version: 4 | 6;
  readonly port: number;
}

/** The first address of a name, spelled as the system names the sources of datagrams. `field` is where it was typed. */
export async function resolveHost(
  { host, port }: HostAndPort,
  family: IpFamily,
  field: string,
  signal: AbortSignal,
): Promise<ResolvedHost> {
  const wrongZone = zoneProblemOf(host);
  if (wrongZone !== null) throw new LinkProblem(wrongZone, { field });
  const found = await lookupHost(host, family, signal).catch((error: unknown): never => {
    const where = formatHostAndPort(host, port);
    const { reason, code } = problemOf(error, where);
    throw new LinkProblem(reason, { code, field, cause: error });
  });
  const [first] = found.addresses;
  if (!first) throw new LinkProblem(`The name ${host} has no address.`, { field });
  const address = withoutMapping(spellAsSystem(first.address));
  return { address, version: ipVersionOf(address) === 6 ? 6 : 4, port };
}

/** A socket's IP version. `isDual`: IPv6, bound to all addresses, so that IPv4 appears as `::ffff:1.2.3.4` (RFC 4291, section 2.5.5.2). */
export interface SpokenVersion {
  readonly version: 4 | 6;
  readonly isDual: boolean;
}

/** An address in the form that this socket needs. Throws a `LinkProblem` when the socket cannot send to it. */
export function asSpoken(to: ResolvedHost, by: SpokenVersion, field: string | null): string {
  if (to.version === by.version) return to.address;
  if (by.isDual) return `::ffff:${to.address}`;
  throw new LinkProblem(
    `${to.address} is an IPv${to.version} address, but this socket uses IPv${by.version} only. Choose the same version for both, or receive at [::], which accepts both.`,
    { field },
  );
}

/** `::ffff:1.2.3.4` is an IPv4 peer, and is named so. */
export function withoutMapping(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}
