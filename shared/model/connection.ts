import { z } from 'zod';
import { isTemplate } from '../template/parseTemplate.ts';
import { folderPathSchema } from './connectionFolder.ts';
import { connectionIdSchema } from './ids.ts';
import { firstKind, type EndpointKind } from './endpointKinds.ts';
import { proxySchema } from './proxyOptions.ts';
import { reconnectSchema } from './reconnectOptions.ts';
import { openingMessagesSchema } from './sending.ts';
import { orderKeySchema } from './siblingOrder.ts';
import {
  connectTimeoutSchema,
  datagramEchoSchema,
  echoSchema,
  peerLimitSchema,
  tcpClientSocketSchema,
  tcpServerSocketSchema,
  unixSocketSchema,
} from './socketOptions.ts';
import { startTlsSchema, tlsClientSchema, tlsServerSchema } from './tlsOptions.ts';
import { udpSocketSchema } from './udpOptions.ts';
import { variablesSchema } from './variable.ts';

/** 100 MiB: the default of the `ws` library, and more than any message that a person reads. */
const defaultMessageLimitBytes = 100 * 1024 * 1024;

/** 1 GiB: while `ws` assembles a message, it holds it in memory twice. */
export const largestMessageLimitBytes = 1024 * 1024 * 1024;

const messageLimitBytes = z.int().min(1).max(largestMessageLimitBytes).default(defaultMessageLimitBytes);
/** RFC 9110, section 5.6.2: a token. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const tokenRule = "Use letters, digits and !#$%&'*+-.^_`|~ only.";
/** A token, or a template: what it stands for is judged when it is resolved, by `resolvedEndpointIssues`. */
const tokenSchema = z.string().refine((text) => token.test(text) || isTemplate(text), tokenRule);
const subprotocols = z.array(tokenSchema.max(200)).max(64).default([]);
const header = z.strictObject({
  name: tokenSchema.max(200),
  value: z
    .string()
    .max(8192)
    // RFC 9110, section 5.5. Characters beyond ASCII are sent as UTF-8.
    .regex(
      /^(?:[\t\x20-\x7e]|[^\x00-\x7f\p{Cs}])*$/u,
      'A header value cannot contain line breaks or other control characters. Remove them.',
    ),
});
export type Header = z.infer<typeof header>;

/** Text as typed; problems with it are reported while it is typed, and when it is opened. */
const address = z.string().max(8192);

/**
 * What happens to the connection while the recording cannot be written: `continue` keeps it going, and a gap in the recording says how much
 * passed unrecorded; `pause` stops reading and sending rather than lose a byte.
 */
export const storageFailureSchema = z.enum(['continue', 'pause']);
export type StorageFailure = z.infer<typeof storageFailureSchema>;
const whenDiskFails = storageFailureSchema.default('continue');

/** The options of every client. `onOpen` is sent in order whenever the client has connected, before anything else. */
const client = {
  address,
  connectTimeoutMs: connectTimeoutSchema,
  reconnect: reconnectSchema,
  onOpen: openingMessagesSchema,
  whenDiskFails,
};
const tcpClient = { ...client, socket: tcpClientSocketSchema, proxy: proxySchema };
const server = { address, peerLimit: peerLimitSchema, echo: echoSchema, whenDiskFails };
const tcpServer = { ...server, socket: tcpServerSocketSchema };
const webSocket = { subprotocols, messageLimitBytes };

/** The options of every kind, each with a default. */
const optionsOfKind = {
  /** `tls` says how TLS is started in place: after the dialogue of `startTls`, or when the person starts it. */
  'tcp-client': z.strictObject({
    kind: z.literal('tcp-client'),
    ...tcpClient,
    startTls: startTlsSchema,
    tls: tlsClientSchema,
  }),
  'tcp-server': z.strictObject({ kind: z.literal('tcp-server'), ...tcpServer, tls: tlsServerSchema }),
  'tls-client': z.strictObject({ kind: z.literal('tls-client'), ...tcpClient, tls: tlsClientSchema }),
  'tls-server': z.strictObject({ kind: z.literal('tls-server'), ...tcpServer, tls: tlsServerSchema }),
  /** `address` is where datagrams are sent, `bind` (host:port) where they are received; one of the two may be empty. */
  udp: z.strictObject({
    kind: z.literal('udp'),
    address,
    bind: z.string().max(300).default(''),
    socket: udpSocketSchema,
    echo: datagramEchoSchema,
    whenDiskFails,
  }),
  'unix-client': z.strictObject({ kind: z.literal('unix-client'), ...client, socket: unixSocketSchema }),
  'unix-server': z.strictObject({ kind: z.literal('unix-server'), ...server, socket: unixSocketSchema }),
  /** `tls` applies to wss. */
  'ws-client': z.strictObject({
    kind: z.literal('ws-client'),
    ...tcpClient,
    headers: z.array(header).max(200).default([]),
    ...webSocket,
    tls: tlsClientSchema,
  }),
  /** Only the path of the address is answered; `/` answers every path. `tls` applies to wss. */
  'ws-server': z.strictObject({
    kind: z.literal('ws-server'),
    ...tcpServer,
    ...webSocket,
    tls: tlsServerSchema,
  }),
} satisfies Readonly<Record<EndpointKind, z.ZodObject>>;

const { [firstKind]: ofFirstKind, ...ofOtherKinds } = optionsOfKind;
const endpointOptionsSchema = z.discriminatedUnion('kind', [ofFirstKind, ...Object.values(ofOtherKinds)]);

/**
 * 256 KiB of JSON (UTF-8): far more than useful options need, and below the limits of a connection file (1 MiB), a recording (4 MiB) and a
 * message between window and engine.
 */
export const largestEndpointBytes = 256 * 1024;

/** Everything needed to open a connection: its kind, its address, and the options of its kind; at most `largestEndpointBytes` in all. */
export const endpointSchema = endpointOptionsSchema.superRefine((endpoint, context) => {
  if (jsonBytes(endpoint) <= largestEndpointBytes) return;
  context.addIssue({ code: 'custom', message: tooLarge, path: [largestOption(endpoint)] });
});
export type Endpoint = z.infer<typeof endpointSchema>;
export type EndpointOf<Kind extends EndpointKind> = Extract<Endpoint, { kind: Kind }>;

/** What is wrong with an endpoint in which nothing is a template any more, beyond its schema. */
export function resolvedEndpointIssues(
  endpoint: Endpoint,
): readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] {
  const names = 'headers' in endpoint ? endpoint.headers.map(({ name }) => name) : [];
  const subprotocolNames = 'subprotocols' in endpoint ? endpoint.subprotocols : [];
  return [
    ...names.map((text, index) => ({ text, path: ['headers', index, 'name'] })),
    ...subprotocolNames.map((text, index) => ({ text, path: ['subprotocols', index] })),
  ]
    .filter(({ text }) => !token.test(text))
    .map(({ path }) => ({ path, message: tokenRule }));
}

const tooLarge = 'All options together have at most 256 KiB, and this is the largest of them. Shorten it.';

const encoder = new TextEncoder();

function jsonBytes(value: unknown): number {
  return encoder.encode(JSON.stringify(value)).length;
}

function largestOption(endpoint: object): string {
  const sizes = Object.entries(endpoint).map(([name, value]) => ({ name, size: jsonBytes(value) }));
  return sizes.toSorted((left, right) => right.size - left.size)[0]?.name ?? '';
}

/**
 * The endpoint in the form that is sent repeatedly: without certificates, opening messages and headers, the only parts that may be large.
 */
export function briefEndpoint(endpoint: Endpoint): Endpoint {
  return endpointSchema.parse({
    ...endpoint,
    ...('onOpen' in endpoint && { onOpen: [] }),
    ...('headers' in endpoint && { headers: [] }),
    ...('tls' in endpoint && { tls: { ...endpoint.tls, ca: '', certificate: '' } }),
  });
}

/** 200 characters: a longer name is of no use in a list. */
export const connectionNameSchema = z.string().trim().min(1, 'A connection needs a name.').max(200);

/** A saved connection, and the content of its file in the workspace (`version` is that of the file format). */
export const connectionSchema = z.strictObject({
  version: z.literal(1),
  id: connectionIdSchema,
  name: connectionNameSchema,
  order: orderKeySchema.optional(),
  endpoint: endpointSchema,
});
export type Connection = z.infer<typeof connectionSchema>;

/** A connection and where it is: `revision` differs when another name or endpoint stands in its file. */
export const savedConnectionSchema = connectionSchema.extend({
  folder: folderPathSchema,
  revision: z.string().max(64),
});
export type SavedConnection = z.infer<typeof savedConnectionSchema>;

/** A folder of connections; its place among the folders beside it, and its variables, are in its `folder.json`. */
export const connectionFolderSchema = z.strictObject({
  path: folderPathSchema.min(1),
  order: orderKeySchema.optional(),
  /** For the connections in it; absent where there are none. */
  variables: variablesSchema.optional(),
  /** Differs when its variables do; absent where there are none. */
  revision: z.string().max(64).optional(),
  /** A sentence: why nobody can tell what variables it has; absent where they were read. */
  unread: z.string().optional(),
});
export type ConnectionFolder = z.infer<typeof connectionFolderSchema>;

/** A workspace file that could not be read. The other files are not affected. `column` counts UTF-16 code units, as most editors do. */
export const workspaceProblemSchema = z.strictObject({
  file: z.string(),
  line: z.int().min(1).nullable(),
  column: z.int().min(1).nullable(),
  message: z.string(),
});
export type WorkspaceProblem = z.infer<typeof workspaceProblemSchema>;
