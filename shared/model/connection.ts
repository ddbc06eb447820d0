import { z } from 'zod';
import { connectionIdSchema } from './ids.ts';
import type { Scheme } from './address.ts';

/** 100 MiB: what the `ws` library takes by default, and more than any message that is read by a person. */
const defaultMessageLimitBytes = 100 * 1024 * 1024;

/** 1 GiB: while `ws` puts a message together, it is in memory twice. */
export const largestMessageLimitBytes = 1024 * 1024 * 1024;

/** Every kind of endpoint there is; all tables of kinds are checked against this one. */
export const endpointKinds = ['tcp-client', 'tcp-server', 'udp', 'ws-client', 'ws-server'] as const;
const endpointKindSchema = z.enum(endpointKinds);
export type EndpointKind = z.infer<typeof endpointKindSchema>;

/** The schemes an address of a kind may have; the first is taken when none is written. */
export const schemesOfKind: Readonly<Record<EndpointKind, readonly [Scheme, ...Scheme[]]>> = {
  'tcp-client': ['tcp'],
  'tcp-server': ['tcp'],
  udp: ['udp'],
  'ws-client': ['ws', 'wss'],
  'ws-server': ['ws'],
};

const connectTimeoutMs = z.int().min(100).max(600_000).default(10_000);
const messageLimitBytes = z.int().min(1).max(largestMessageLimitBytes).default(defaultMessageLimitBytes);
/** RFC 9110, section 5.6.2: a token. */
const token = z
  .string()
  .regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/, "Use letters, digits and !#$%&'*+-.^_`|~ only.");
const subprotocols = z.array(token.max(200)).max(64).default([]);
const header = z.strictObject({
  name: token.max(200),
  value: z
    .string()
    .max(8192)
    .regex(
      /^[\t\x20-\x7e\x80-\xff]*$/,
      'A header value has no line breaks and no characters beyond Latin-1.',
    ),
});
export type Header = z.infer<typeof header>;

/** Text as it was typed; what is wrong with it is said when it is opened, and while it is typed. */
const address = z.string().max(8192);

/**
 * What happens to the wire while the recording cannot be written: `continue` leaves the socket as it is, and a gap in the recording says
 * how much passed unrecorded; `pause` stops reading and sending rather than lose a byte.
 */
export const storageFailureSchema = z.enum(['continue', 'pause']);
export type StorageFailure = z.infer<typeof storageFailureSchema>;
const whenDiskFails = storageFailureSchema.default('continue');

const tcpClientOptions = { kind: z.literal('tcp-client'), address, connectTimeoutMs, whenDiskFails };
const tcpServerOptions = { kind: z.literal('tcp-server'), address, whenDiskFails };
/** `address` is where datagrams are sent to, `bind` (host:port) where they are received; one of the two may be empty. */
const udpOptions = { kind: z.literal('udp'), address, bind: z.string().max(300).default(''), whenDiskFails };
const wsClientOptions = {
  kind: z.literal('ws-client'),
  address,
  connectTimeoutMs,
  headers: z.array(header).max(200).default([]),
  subprotocols,
  messageLimitBytes,
  whenDiskFails,
};
/** The path of the address is the only one that is answered; `/` answers every path. */
const wsServerOptions = {
  kind: z.literal('ws-server'),
  address,
  subprotocols,
  messageLimitBytes,
  whenDiskFails,
};

/** What is needed to open a connection: its kind, its address, and the options of its kind. */
export const endpointSchema = z.discriminatedUnion('kind', [
  z.strictObject(tcpClientOptions),
  z.strictObject(tcpServerOptions),
  z.strictObject(udpOptions),
  z.strictObject(wsClientOptions),
  z.strictObject(wsServerOptions),
]);
export type Endpoint = z.infer<typeof endpointSchema>;
export type EndpointOf<Kind extends EndpointKind> = Extract<Endpoint, { kind: Kind }>;

/** 200 characters: as long as a name in a list is of use. */
export const connectionNameSchema = z.string().trim().min(1, 'A connection has a name.').max(200);

/** A saved connection, and the content of its file in the workspace (`version` is the file format's). */
export const connectionSchema = z.strictObject({
  version: z.literal(1),
  id: connectionIdSchema,
  name: connectionNameSchema,
  endpoint: endpointSchema,
});
export type Connection = z.infer<typeof connectionSchema>;

/** A workspace file that could not be read. The other files are not affected. */
export const workspaceProblemSchema = z.strictObject({
  file: z.string(),
  line: z.int().min(1).nullable(),
  message: z.string(),
});
export type WorkspaceProblem = z.infer<typeof workspaceProblemSchema>;

/** True for the kinds that wait for others to connect. */
export function isServer(kind: EndpointKind): boolean {
  return kind === 'tcp-server' || kind === 'ws-server';
}

/** True for the kinds whose received bytes are a stream without borders (RFC 9293): there, chunks are evidence and no messages. */
export function isStream(kind: EndpointKind): boolean {
  return kind === 'tcp-client' || kind === 'tcp-server';
}

/** True for the kinds whose messages have a type, and that ping and close (RFC 6455). */
export function isWebSocket(kind: EndpointKind): boolean {
  return kind === 'ws-client' || kind === 'ws-server';
}
