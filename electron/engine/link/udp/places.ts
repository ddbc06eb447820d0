import { fail, ok, type Result } from '../../../../shared/base/result.ts';
import { parseAddress, peerPortProblem, type HostAndPort } from '../../../../shared/model/address.ts';
import type { EndpointOf } from '../../../../shared/model/connection.ts';
import { checkUdp } from '../../../../shared/model/udpCheck.ts';
import { LinkProblem } from '../../base/linkProblem.ts';

/** The places to send to and to receive at, as typed; at least one of the two. */
export interface UdpPlaces {
  readonly remote: HostAndPort | null;
  readonly bind: HostAndPort | null;
}

/** Reads the addresses of a UDP endpoint, and its options about them; a problem names its field. */
export function placesOf(definition: EndpointOf<'udp'>): Result<UdpPlaces, LinkProblem> {
  try {
    const [finding] = checkUdp(definition);
    if (finding) throw new LinkProblem(finding.message, { field: finding.field });
    const { address, bind } = definition;
    return ok({
      remote: address.trim() === '' ? null : peerAddressOf(address),
      bind: bind.trim() === '' ? null : readAddress(bind, 'bind', 'Receive at: '),
    });
  } catch (error) {
    if (error instanceof LinkProblem) return fail(error);
    throw error;
  }
}

/** Reads the address to send datagrams to: `host:port`, with or without `udp://`. Throws a `LinkProblem`. */
export function peerAddressOf(text: string): HostAndPort {
  const place = readAddress(text, 'address', '');
  const problem = peerPortProblem(place);
  if (problem === null) return place;
  throw new LinkProblem(problem, { field: 'address' });
}

function readAddress(text: string, field: string, prefix: string): HostAndPort {
  const parsed = parseAddress(text, 'udp');
  if (!parsed.ok) throw new LinkProblem(`${prefix}${parsed.problem.message}`, { field });
  if (parsed.value.scheme !== 'udp') {
    const problem = `${prefix}This connection needs an address with udp://, not ${parsed.value.scheme}:.`;
    throw new LinkProblem(problem, { field });
  }
  const { host, port } = parsed.value;
  return { host, port };
}
