import type { X509Certificate } from 'node:crypto';
import { isIP, isIPv6, SocketAddress } from 'node:net';
import { visible } from '../../../../shared/bytes/visibleText.ts';
import { alternativeNames } from '../../certificates/certificates.ts';

/** Says whom a certificate covers that does not cover `name`, and why not if it seems to (RFC 9525). */
export function describeWrongName(own: X509Certificate, name: string, where: string): string {
  const certificate = `The certificate of ${where}`;
  const host = name === where ? 'this host' : visible(name);
  const names = alternativeNames(own.subjectAltName).filter((each) => !isOtherType.test(each));
  const common = commonNameOf(own);
  if (isIP(name) !== 0 && names.some((each) => isSameAddress(each, name))) {
    return `${certificate} lists ${visible(name)} as a host name (DNS), but an address must be listed as an IP address (RFC 9525, section 3). Have it reissued with “IP:${visible(name)}”.`;
  }
  if (common !== null && common.toLowerCase() === name.toLowerCase()) {
    const others = names.length === 0 ? 'it has no other names' : `its other names are ${listOf(names)}`;
    return `${certificate} names ${host} in its common name only, which is ignored (RFC 9525), and ${others}. Have it reissued with “${isIP(name) === 0 ? 'DNS' : 'IP'}:${visible(name)}” among its subject alternative names.`;
  }
  if (names.length > 0) return `${certificate} is not for ${host}: it is for ${listOf(names)}.`;
  return `${certificate} is not for ${host}: it ${common === null ? 'names no host' : `is for ${visible(common)}`}.`;
}

/** Names of these types cover no host. */
const isOtherType = /^(?:URI|email|DirName|othername|Registered ID):/;

function isSameAddress(one: string, other: string): boolean {
  return canonical(one) === canonical(other);
}

function canonical(address: string): string {
  return isIPv6(address) ? new SocketAddress({ address, family: 'ipv6' }).address : address;
}

function commonNameOf(certificate: X509Certificate): string | null {
  return /^CN=(.+)$/m.exec(certificate.subject)?.[1] ?? null;
}

/** 8 names are enough to see what a certificate covers; the chain has the others. */
const listedNameCount = 8;

function listOf(names: readonly string[]): string {
  const more = names.length - listedNameCount;
  const listed = names.slice(0, listedNameCount).map((name) => visible(name));
  return `${listed.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
