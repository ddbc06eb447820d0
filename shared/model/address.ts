import { fail, ok, type Result, type TextProblem } from '../base/result.ts';
import { asciiHost } from './hostName.ts';
import { beginningOf, isScheme, schemeFacts, schemes, type HostScheme, type Scheme } from './schemes.ts';

/** A parsed address. */
export type Address = NetworkAddress | UnixAddress;

/**
 * `host` is without brackets; `port` is 0 to 65535; `path` starts with `/`, includes the query, and exists for the schemes that have one.
 */
export interface NetworkAddress extends HostAndPort {
  readonly scheme: HostScheme;
  readonly path?: string;
}

/** `path` is a socket file; `@name` an abstract name (unix(7), Linux only), and `\\.\pipe\name` a named pipe on Windows. */
export interface UnixAddress {
  readonly scheme: 'unix';
  readonly path: string;
}

/** Says why nobody can be reached at the port of this address; null when somebody can. */
export function peerPortProblem(address: Address | HostAndPort): string | null {
  return 'port' in address && address.port === 0
    ? 'Port 0 stands for any free port, so nobody can be reached there. Enter the port of the service.'
    : null;
}

/**
 * Reads the text of an address field: `tcp://127.0.0.1:9000`, `udp://[::1]:53`, `ws://example.org/chat?room=1`. Without a scheme, `assumed`
 * applies. A problem says where in the text it is and what to write instead. White space around the text is ignored.
 */
export function parseAddress(text: string, assumed?: Scheme): Result<Address, TextProblem> {
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  const problem = (message: string, from: number, to: number): Result<Address, TextProblem> =>
    fail({ message, from, to: Math.max(to, from) });
  if (start >= end) {
    return problem(
      'Type an address, such as tcp://127.0.0.1:9000 or ws://127.0.0.1:8080/chat.',
      0,
      text.length,
    );
  }
  const unixMatch = /^unix:(?:\/\/(?=[/\\@]))?/i.exec(text.slice(start, end));
  if (unixMatch) return parseUnixPath(text, start + unixMatch[0].length, end);
  const schemeMatch = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text.slice(start, end));
  const schemeText = schemeMatch?.[1]?.toLowerCase();
  const scheme = schemeText === undefined ? assumed : knownScheme(schemeText);
  if (scheme === undefined) {
    return schemeText === undefined
      ? problem(`Begin with the protocol: ${sentenceList('or')}.`, start, end)
      : problem(
          `Wirebench does not support ${schemeText}://. It supports ${sentenceList('and')}.`,
          start,
          start + schemeText.length,
        );
  }
  if (scheme === 'unix') return parseUnixPath(text, start, end);
  return parseAuthority(text, start + (schemeMatch?.[0].length ?? 0), end, scheme);
}

function knownScheme(text: string): Scheme | undefined {
  return isScheme(text) ? text : undefined;
}

function sentenceList(conjunction: 'and' | 'or'): string {
  const beginnings = schemes.map(beginningOf);
  return `${beginnings.slice(0, -1).join(', ')} ${conjunction} ${beginnings.at(-1) ?? ''}`;
}

/** 4,096 characters: more than any path may have; each system reports by itself how long the path of a socket may be. */
const longestPath = 4096;

function parseUnixPath(text: string, from: number, end: number): Result<Address, TextProblem> {
  const path = text.slice(from, end).trimStart();
  const refuse = (message: string): Result<Address, TextProblem> => fail({ message, from, to: end });
  if (path === '' || path === '@') return refuse('Add the path of the socket, as in unix:/run/service.sock.');
  if (path.includes('\0'))
    return refuse('A path cannot contain a zero byte. Write an abstract name as unix:@name.');
  if (path.length > longestPath) return refuse('This path is too long for a socket.');
  return ok({ scheme: 'unix', path });
}

function parseAuthority(
  text: string,
  from: number,
  end: number,
  scheme: NetworkAddress['scheme'],
): Result<Address, TextProblem> {
  const { hasPath, defaultPort } = schemeFacts(scheme);
  const rest = text.slice(from, end);
  const authorityLength = /[/?#]/.exec(rest)?.index ?? rest.length;
  const authority = rest.slice(0, authorityLength);
  const tail = rest.slice(authorityLength);
  const tailFrom = from + authorityLength;
  if (authority.includes('@')) {
    return fail({
      message: 'A name and password do not belong in the address. Send them as a header instead.',
      from,
      to: from + authority.lastIndexOf('@') + 1,
    });
  }
  if (!hasPath && tail !== '' && tail !== '/') {
    return fail({ message: `A ${scheme}:// address ends after the port.`, from: tailFrom, to: end });
  }
  const hash = tail.indexOf('#');
  if (hash >= 0) {
    return fail({
      message: 'A WebSocket address has no # part (RFC 6455, section 3). Remove it, or write it as %23.',
      from: tailFrom + hash,
      to: end,
    });
  }
  const bad = /[\s\p{Cc}\p{Cs}]/u.exec(tail);
  if (bad) {
    const at = tailFrom + bad.index;
    const message = /\s/.test(bad[0])
      ? 'A path cannot contain spaces. Write %20 for each.'
      : 'A path cannot contain control characters or halves of characters. Write their bytes as %XX.';
    return fail({ message, from: at, to: at + 1 });
  }
  const parsed = parseHostAndPort(authority, from, defaultPort ?? undefined);
  if (!parsed.ok) return parsed;
  return ok(hasPath ? { scheme, ...parsed.value, path: pathOf(tail) } : { scheme, ...parsed.value });
}

function pathOf(tail: string): string {
  return tail.startsWith('/') ? tail : `/${tail}`;
}

/** A host and port, as in `127.0.0.1:9000` or `[::1]:9000`. */
export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** Reads `host:port`; `base` is the offset of the text in the field, so that problems point at the right place. */
export function parseHostAndPort(
  authority: string,
  base = 0,
  defaultPort?: number,
): Result<HostAndPort, TextProblem> {
  const match = /^(\[[^\]]*\]?|[^:]*)(?::(.*))?$/s.exec(authority);
  const hostText = match?.[1] ?? '';
  const portText = match?.[2];
  const hostEnd = base + hostText.length;
  if (!match || (authority.split(':').length > 2 && !hostText.startsWith('['))) {
    return fail({
      message: 'An IPv6 address is written in brackets, as in [::1]:9000.',
      from: base,
      to: base + authority.length,
    });
  }
  const host = parseHost(hostText, base);
  if (!host.ok) return host;
  if (portText === undefined || portText === '') {
    if (defaultPort !== undefined && portText === undefined)
      return ok({ host: host.value, port: defaultPort });
    return fail({ message: 'Add a port, as in :9000.', from: hostEnd, to: base + authority.length });
  }
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port > 65_535) {
    return fail({
      message: 'A port is a number from 0 to 65535.',
      from: hostEnd + 1,
      to: base + authority.length,
    });
  }
  return ok({ host: host.value, port });
}

function parseHost(text: string, base: number): Result<string, TextProblem> {
  const to = base + text.length;
  if (text === '') return fail({ message: 'Add a host, such as 127.0.0.1.', from: base, to });
  if (text.startsWith('[')) {
    if (!text.endsWith(']'))
      return fail({ message: 'The bracket of this IPv6 address is not closed.', from: base, to });
    const host = text.slice(1, -1);
    if (!isIPv6(host))
      return fail({ message: `“${host}” is not an IPv6 address.`, from: base + 1, to: to - 1 });
    return ok(host);
  }
  const bad = /[^\p{L}\p{M}\p{N}._-]/u.exec(text);
  if (bad) {
    return fail({
      message: `A host name cannot contain “${bad[0]}”.`,
      from: base + bad.index,
      to: base + bad.index + bad[0].length,
    });
  }
  if (/^[\d.]+$/.test(text) && !isIPv4(text)) return fail({ message: whyNoIPv4(text), from: base, to });
  const ascii = asciiHost(text);
  if (ascii === null)
    return fail({
      message: 'This name has no ASCII form (IDNA), so it cannot be looked up.',
      from: base,
      to,
    });
  if (ascii.replace(/\.$/, '').length > 253)
    return fail({ message: 'A host name has at most 253 characters.', from: base, to });
  return ok(text);
}

/** The version of an IP address, with or without a zone; null for a name. */
export function ipVersionOf(host: string): 4 | 6 | null {
  if (isIPv4(host)) return 4;
  return isIPv6(host) ? 6 : null;
}

function isIPv4(host: string): boolean {
  const parts = host.split('.');
  return (
    parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
  );
}

/**
 * Most systems read a number with a leading zero as octal, and would reach a different machine than the text suggests (RFC 6943, section
 * 3.1.1).
 */
function whyNoIPv4(text: string): string {
  return /(?:^|\.)0\d/.test(text)
    ? 'The numbers of an IPv4 address have no leading zeros, which would make them octal. Write 127.0.0.1 for 127.0.0.001.'
    : 'An IPv4 address has four numbers from 0 to 255, as in 127.0.0.1.';
}

/** RFC 4291, section 2.2, with the zone of RFC 4007 (`fe80::1%eth0`). */
function isIPv6(host: string): boolean {
  const [address = '', zone, ...more] = host.split('%');
  if (more.length > 0 || (zone !== undefined && !/^[\w.:-]+$/.test(zone))) return false;
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1);
  const hasIPv4 = last !== undefined && last.includes('.');
  if (hasIPv4 && !isIPv4(last)) return false;
  const hex = hasIPv4 ? groups.slice(0, -1) : groups;
  if (!hex.every((group) => /^[\da-f]{1,4}$/i.test(group))) return false;
  const count = hex.length + (hasIPv4 ? 2 : 0);
  return halves.length === 2 ? count < 8 : count === 8;
}

/** `127.0.0.1:9000`, `[::1]:9000`. */
export function formatHostAndPort(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The address as text that `parseAddress` reads back into the same address. */
export function formatAddress(address: Address): string {
  const beginning = beginningOf(address.scheme);
  if (address.scheme === 'unix') return `${beginning}${address.path}`;
  return `${beginning}${formatHostAndPort(address.host, address.port)}${address.path ?? ''}`;
}

/** Where a client binds before it connects; null and 0 let the system choose. */
export interface LocalAddress {
  readonly host: string | null;
  readonly port: number;
}

/** Reads `host`, `host:port` or `:port`, where the host is an IP address of this machine; empty text leaves both to the system. */
export function parseLocalAddress(text: string): Result<LocalAddress, TextProblem> {
  const trimmed = text.trim();
  const base = text.indexOf(trimmed);
  if (trimmed === '') return ok({ host: null, port: 0 });
  if (isIPv6(trimmed)) return ok({ host: trimmed, port: 0 });
  if (trimmed.startsWith(':') && !trimmed.startsWith('::')) {
    const port = parseHostAndPort(`0.0.0.0${trimmed}`, base - '0.0.0.0'.length);
    return port.ok ? ok({ host: null, port: port.value.port }) : port;
  }
  const parsed = parseHostAndPort(trimmed, base, 0);
  if (!parsed.ok) return parsed;
  const { host, port } = parsed.value;
  if (isIPv4(host) || isIPv6(host)) return ok({ host, port });
  return fail({
    message: 'Type an IP address of this machine: a name can stand for several of them.',
    from: base,
    to: base + host.length,
  });
}
