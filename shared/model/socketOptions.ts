import { z } from 'zod';

/** The IP versions that a name is looked up for; `any` tries both, one after the other (RFC 8305). */
export const ipFamilySchema = z.enum(['any', '4', '6']);
export type IpFamily = z.infer<typeof ipFamilySchema>;

/** 10 s by default; it covers everything from the look-up to the last handshake. */
export const connectTimeoutSchema = z.int().min(100).max(600_000).default(10_000);

const halfOpen = z.boolean().default(false);

/**
 * The options of a connected stream socket (RFC 9293).
 *
 * - `keepAliveMs` is the silence before the system probes the peer; 0 is off.
 * - `noDelay` turns Nagle's algorithm off: small writes leave at once.
 * - `halfOpen` keeps our side open after the peer's FIN until we end it; otherwise our FIN follows at once.
 */
const connected = {
  keepAliveMs: z.int().min(0).max(86_400_000).default(0),
  noDelay: z.boolean().default(true),
  halfOpen,
};

/** `localAddress` is where a client binds before it connects: `host`, `host:port` or `:port`; empty lets the system choose. */
export const tcpClientSocketSchema = z
  .strictObject({
    family: ipFamilySchema.default('any'),
    localAddress: z.string().max(300).default(''),
    ...connected,
  })
  .prefault({});
export type TcpClientSocket = z.infer<typeof tcpClientSocketSchema>;

export const tcpServerSocketSchema = z.strictObject(connected).prefault({});

export const unixSocketSchema = z.strictObject({ halfOpen }).prefault({});

/**
 * To whom a server sends back what it receives, message by message or chunk by chunk: to nobody, to the sender, or to all clients, the sender
 * included.
 */
export const echoSchema = z.enum(['off', 'sender', 'all']).default('off');
export type Echo = z.infer<typeof echoSchema>;

/** The same for a socket without connections: it cannot hold back senders, so that one datagram is answered by one. */
export const datagramEchoSchema = echoSchema.unwrap().exclude(['all']).default('off');

/** How many clients a server holds at once; further ones are disconnected, and a record says so. Null is no limit. */
export const peerLimitSchema = z.int().min(1).max(1_000_000).nullable().default(null);
