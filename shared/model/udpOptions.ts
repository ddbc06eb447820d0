import { z } from 'zod';
import { ipFamilySchema } from './socketOptions.ts';

/** 64 groups: Linux lets a socket join 20 IPv4 groups by default. */
const largestGroupCount = 64;

/**
 * A multicast group (RFC 1112, RFC 4291), and the interface to join it on, by name or by one of its addresses; empty lets the system
 * choose.
 */
export const multicastGroupSchema = z.strictObject({
  group: z.string().trim().max(100),
  interface: z.string().trim().max(100).default(''),
});
export type MulticastGroup = z.infer<typeof multicastGroupSchema>;

const hops = z.int().min(0).max(255).nullable().default(null);
const bufferBytes = z
  .int()
  .min(1024)
  .max(1024 * 1024 * 1024)
  .nullable()
  .default(null);

/**
 * The options of a UDP socket. Null is the system's default; for `receiveBufferBytes`, the 4 MiB that Wirebench asks for.
 *
 * - `connected` to the address, so that the system reports when nothing listens there and filters out other senders. `auto` connects where
 *   there is one host to send to and no address to receive at: answers to a multicast or broadcast come from other addresses.
 * - `ttl` applies to datagrams to one host, `multicastTtl` to those to a group; `multicastInterface` is where the latter leave.
 * - `reuseAddress` lets several sockets bind the same port, as multicast receivers do.
 */
export const udpSocketSchema = z
  .strictObject({
    family: ipFamilySchema.default('any'),
    connected: z.enum(['auto', 'yes', 'no']).default('auto'),
    broadcast: z.boolean().default(false),
    reuseAddress: z.boolean().default(false),
    ttl: z.int().min(1).max(255).nullable().default(null),
    groups: z.array(multicastGroupSchema).max(largestGroupCount).default([]),
    multicastTtl: hops,
    multicastLoopback: z.boolean().default(true),
    multicastInterface: z.string().trim().max(100).default(''),
    receiveBufferBytes: bufferBytes,
    sendBufferBytes: bufferBytes,
  })
  .prefault({});
export type UdpSocket = z.infer<typeof udpSocketSchema>;
