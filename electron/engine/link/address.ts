import {
  formatHostAndPort,
  parseAddress,
  peerPortProblem,
  type Address,
  type NetworkAddress,
} from '../../../shared/model/address.ts';
import { factsOf, isServer, type EndpointKind, type KindsWith } from '../../../shared/model/endpointKinds.ts';
import { beginningOf, type Scheme } from '../../../shared/model/schemes.ts';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { zoneProblemOf } from './zones.ts';

type UnixKind = KindsWith<{ transport: 'unix' }>;

/** Reads the address that an endpoint connects or sends to, or that a server listens at; the problem is a sentence. */
export function addressOf(
  kind: Exclude<EndpointKind, UnixKind>,
  text: string,
): Result<NetworkAddress, string> {
  const address = anyAddressOf(kind, text);
  if (!address.ok) return address;
  const { value } = address;
  if (value.scheme === 'unix') return fail(wrongScheme(kind, value.scheme));
  // A client retries, and the interface may appear meanwhile.
  const problem = isServer(kind) ? zoneProblemOf(value.host) : peerPortProblem(value);
  return problem === null ? ok(value) : fail(problem);
}

/** Reads the path of a socket that a unix endpoint connects to or listens at; the problem is a sentence. */
export function unixPathOf(kind: UnixKind, text: string): Result<string, string> {
  const address = anyAddressOf(kind, text);
  if (!address.ok) return address;
  const { value } = address;
  return value.scheme === 'unix' ? ok(value.path) : fail(wrongScheme(kind, value.scheme));
}

function anyAddressOf(kind: EndpointKind, text: string): Result<Address, string> {
  const { schemes } = factsOf(kind);
  const parsed = parseAddress(text, schemes[0]);
  if (!parsed.ok) return fail(parsed.problem.message);
  const { scheme } = parsed.value;
  return schemes.includes(scheme) ? ok(parsed.value) : fail(wrongScheme(kind, scheme));
}

function wrongScheme(kind: EndpointKind, scheme: Scheme): string {
  const allowed = factsOf(kind).schemes.map(beginningOf).join(' or ');
  return `This connection needs an address with ${allowed}, not ${beginningOf(scheme)}.`;
}

/** One end of a socket as `host:port`; fields that are empty because the socket is closed already become `?`. */
export function endOf(address: string | undefined, port: number | undefined): string {
  return address === undefined || port === undefined ? '?' : formatHostAndPort(address, port);
}
