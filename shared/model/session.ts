import { z } from 'zod';
import { connectionIdSchema, peerIdSchema, recordingIdSchema, sessionIdSchema } from './ids.ts';
import { endpointSchema } from './connection.ts';
import { verificationSchema } from './facts.ts';
import { peerDetailSchema } from './recordDetail.ts';
import { largestPeerList } from './sending.ts';
import { multicastGroupSchema } from './udpOptions.ts';

/**
 * The phases of a session, in the order in which they can follow each other. A server and a UDP socket are `open` while they are bound.
 * `waiting`: a client was closed or failed, and connects again in a while, in the same session. `closed` ended as it was meant to,
 * `failed` did not; both are final: connecting again makes a new session.
 */
const sessionPhases = ['connecting', 'open', 'waiting', 'closing', 'closed', 'failed'] as const;
const sessionPhaseSchema = z.enum(sessionPhases);
export type SessionPhase = z.infer<typeof sessionPhaseSchema>;

const count = z.int().min(0);

/** The newest frames, or bytes of frames, that a session keeps; what is older is cut away, and its room on the disk is free again. */
export const keepLimitSchema = z.union([
  z.strictObject({ frames: z.int().min(1) }),
  z.strictObject({ bytes: z.int().min(1) }),
]);
export type KeepLimit = z.infer<typeof keepLimitSchema>;

/**
 * How the recording of a session stands; `message` says why and what to do.
 *
 * - `held` the file cannot be written now (disk full, read-only, locked). Nothing is read from the network or sent, and nothing is lost:
 *   it goes on by itself as soon as the file can be written.
 * - `unrecorded` the file cannot be written now, and the connection was to go on without it: what does not fit into memory is counted,
 *   not kept. A `gap` record tells it as soon as the file can be written again.
 * - `stopped` it will not go on (file deleted, damaged). Nothing is recorded any more, so nothing is read or sent any more, either.
 */
const recordingStateSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('recording') }),
  z.strictObject({ state: z.literal('held'), message: z.string() }),
  z.strictObject({ state: z.literal('unrecorded'), message: z.string() }),
  z.strictObject({ state: z.literal('stopped'), message: z.string() }),
  z.strictObject({ state: z.literal('complete') }),
]);
export type RecordingState = z.infer<typeof recordingStateSchema>;

/** How a link is protected, in short; `sessions.facts` has the rest. */
const tlsSummarySchema = z.strictObject({ version: z.string().nullable(), verification: verificationSchema });

/** Times in microseconds since the epoch; addresses as `host:port`, null where there is none (yet). */
export const sessionInfoSchema = z.strictObject({
  id: sessionIdSchema,
  recordingId: recordingIdSchema,
  connectionId: connectionIdSchema.nullable(),
  name: z.string(),
  /** As `briefEndpoint` makes it, since this is told over and over; `sessions.endpoint` has the whole. */
  endpoint: endpointSchema,
  phase: sessionPhaseSchema,
  /** A sentence: why it failed or how it closed; null while it runs. */
  reason: z.string().nullable(),
  /** Of what failed: the code of the system, of TLS or of the protocol, and the option that caused it, as a path such as `tls.key`. */
  problem: z.strictObject({ code: z.string().nullable(), field: z.string().nullable() }).nullable(),
  /** Of the phase `waiting`, and of the attempt after it: its number in a row from 1 on, how many there may be, and when it begins. */
  retry: z
    .strictObject({ attempt: z.int().min(1), attempts: z.int().min(1).nullable(), at: z.int() })
    .nullable(),
  startedAt: z.int(),
  /** When the latest attempt to connect began; null for the first one, which began with the session. */
  retriedAt: z.int().nullable(),
  /** When the phase `open` began, and when the session ended. */
  openedAt: z.int().nullable(),
  endedAt: z.int().nullable(),
  local: z.string().nullable(),
  remote: z.string().nullable(),
  /** The address to give to others, with the real port; for servers and bound UDP sockets. */
  url: z.string().nullable(),
  /** The subprotocol that the WebSocket handshake settled on. */
  subprotocol: z.string().nullable(),
  /** Of a client's link, or the one of its latest attempt. */
  tls: tlsSummarySchema.nullable(),
  /** The proxy on the way, without user and password. */
  proxy: z.string().nullable(),
  /** The multicast groups that a UDP socket is in. */
  groups: z.array(multicastGroupSchema),
  openPeers: count,
  /** The sequence number of the oldest record that is kept, and of the newest; the counts are of all that passed. */
  first: z.int().min(1),
  records: count,
  framesIn: count,
  framesOut: count,
  bytesIn: count,
  bytesOut: count,
  /** When the last frame passed. */
  lastInAt: z.int().nullable(),
  lastOutAt: z.int().nullable(),
  /** Frames that passed and are not in the recording, because it could not be written. */
  unrecordedFrames: count,
  /** Bytes that wait to be handed to the operating system. */
  queuedBytes: count,
  /** Null while everything is kept. */
  keep: keepLimitSchema.nullable(),
  /** Of a UDP socket, as the operating system says; null where it says nothing. */
  datagrams: z
    .strictObject({
      receiveBufferBytes: count.nullable(),
      sendBufferBytes: count.nullable(),
      droppedByKernel: count.nullable(),
      /** How many datagrams the system said did not arrive, and why the last one did not; null as long as it has said so of none. */
      undelivered: z.strictObject({ count: z.int().min(1), reason: z.string() }).nullable(),
    })
    .nullable(),
  recording: recordingStateSchema,
});
export type SessionInfo = z.infer<typeof sessionInfoSchema>;

/** One other side of a session: of a server, each accepted link; of a UDP socket, each address heard from or sent to. */
export const peerSchema = z.strictObject({
  id: peerIdSchema,
  address: z.string(),
  state: z.enum(['open', 'closed']),
  openedAt: z.int(),
  bytesIn: count,
  bytesOut: count,
  tls: tlsSummarySchema.nullable(),
  /** Our end of its link, and of a WebSocket what its handshake asked for; `sessions.facts` has its headers. */
  ...peerDetailSchema.omit({ headers: true }).shape,
});
export type Peer = z.infer<typeof peerSchema>;

/** Open peers come first, the newest of them at the top; what is beyond the list is counted. */
export const peerListSchema = z.strictObject({
  open: count,
  total: count,
  peers: z.array(peerSchema).max(largestPeerList),
});
export type PeerList = z.infer<typeof peerListSchema>;
