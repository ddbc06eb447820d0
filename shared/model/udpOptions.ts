import { z } from 'zod';
import { ipFamilySchema } from './socketOptions.ts';

/** 64 groups: Linux lets a socket join 20 of IPv4 unless it was told otherwise. */
const largestGroupCount = 64;

/** A multicast group (RFC 1112, RFC 4291), and the interface it is joined on, by its name or one of its addresses; empty lets the system choose. */
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
 * What a UDP socket is set to. Null is what the system does by itself; for `receiveBufferBytes`, the 4 MiB that Wirebench asks for.
 *
 * - `connected`: to the address, so that the system tells when nothing listens there and keeps others out. `auto` connects where there is
 *   one host to send to and nowhere to receive at: what is sent to a group or to everybody is answered from other addresses.
 * - `ttl` of what is sent to one host, `multicastTtl` to a group; `multicastInterface` is where the latter leaves.
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
