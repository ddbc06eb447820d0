import { formatHostAndPort, parseAddress, type Address } from '../../../shared/model/address.ts';
import { isServer, schemesOfKind, type EndpointKind } from '../../../shared/model/connection.ts';
import { fail, ok, type Result } from '../../../shared/base/result.ts';

/** Reads the address that an endpoint connects or sends to, or that a server listens at; the problem is a sentence. */
export function addressOf(kind: EndpointKind, text: string): Result<Address, string> {
  const address = anyAddressOf(kind, text);
  if (address.ok && address.value.port === 0 && !isServer(kind)) {
    return fail('Port 0 stands for any free port, which only a server can take. Type the port of the peer.');
  }
  return address;
}

/** Reads where a UDP socket receives: `host:port`, port 0 for a free one; the problem is a sentence. */
export function bindAddressOf(text: string): Result<Address, string> {
  return anyAddressOf('udp', text);
}

function anyAddressOf(kind: EndpointKind, text: string): Result<Address, string> {
  const [assumed] = schemesOfKind[kind];
  const parsed = parseAddress(text, assumed);
  if (!parsed.ok) return fail(parsed.problem.message);
  if (!schemesOfKind[kind].includes(parsed.value.scheme)) {
    const allowed = schemesOfKind[kind].map((scheme) => `${scheme}://`).join(' or ');
    return fail(`This connection needs an address with ${allowed}, not ${parsed.value.scheme}://.`);
  }
  return ok(parsed.value);
}

/** `host:port` of one end of a socket; empty fields of a socket that is closed already become `?`. */
export function endOf(address: string | undefined, port: number | undefined): string {
  return address === undefined || port === undefined ? '?' : formatHostAndPort(address, port);
}
