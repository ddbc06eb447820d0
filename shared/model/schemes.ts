/** The facts about a scheme, whatever kind of endpoint its address belongs to. */
interface SchemeFacts {
  /** `host` is a host with a port, `path` a socket file of this machine. */
  readonly names: 'host' | 'path';
  /** The port when none is written; null where one is required. */
  readonly defaultPort: number | null;
  /** Whether a path and a query may follow the host. */
  readonly hasPath: boolean;
  /** Whether TLS comes before the first byte of the protocol. */
  readonly isTls: boolean;
}

const bare = { names: 'host', defaultPort: null, hasPath: false, isTls: false } as const;

/** Every scheme that an address may have. `tls` is a stream over TLS, `wss` a WebSocket over TLS, `unix` a socket of this machine. */
const factsOfScheme = {
  tcp: bare,
  tls: { ...bare, isTls: true },
  udp: bare,
  unix: { ...bare, names: 'path' },
  ws: { ...bare, defaultPort: 80, hasPath: true },
  wss: { ...bare, defaultPort: 443, hasPath: true, isTls: true },
} as const satisfies Readonly<Record<string, SchemeFacts>>;

export type Scheme = keyof typeof factsOfScheme;

/** The schemes whose addresses are a host and a port. */
export type HostScheme = {
  [Each in Scheme]: (typeof factsOfScheme)[Each]['names'] extends 'host' ? Each : never;
}[Scheme];

/** In the order in which a sentence lists them. */
export const schemes = Object.keys(factsOfScheme).filter(isScheme);

/** True for the name of a scheme, in lower case. */
export function isScheme(text: string): text is Scheme {
  return Object.hasOwn(factsOfScheme, text);
}

/** The facts about a scheme. */
export function schemeFacts(scheme: Scheme): SchemeFacts {
  return factsOfScheme[scheme];
}

/** `//` distinguishes a scheme from a host with a port. `unix:` does not need it, because no host has that name. */
const written = /^\s*(?:([a-z][a-z0-9+.-]*):\/\/|([a-z][a-z0-9+.-]*):)/i;

/** The scheme that a text begins with, known or not, in lower case; undefined if there is none. */
export function writtenScheme(text: string): string | undefined {
  const [, authority, path] =
    written.exec(text)?.map((part: string | undefined) => part?.toLowerCase()) ?? [];
  if (authority !== undefined) return authority;
  return path !== undefined && isScheme(path) && schemeFacts(path).names === 'path' ? path : undefined;
}

/** How an address begins: `tcp://`, or `unix:`, after which the path brings its own slashes. */
export function beginningOf(scheme: Scheme): string {
  return schemeFacts(scheme).names === 'path' ? `${scheme}:` : `${scheme}://`;
}
