import { z } from 'zod';
import {
  connectionIdSchema,
  environmentIdSchema,
  peerIdSchema,
  recordingIdSchema,
  sessionIdSchema,
} from './ids.ts';
import { endpointSchema } from './connection.ts';
import { verificationSchema } from './facts.ts';
import { peerDetailSchema } from './recordDetail.ts';
import { repeatProgressSchema } from './repeat.ts';
import { largestPeerList, waitReasonSchema } from './sending.ts';
import { multicastGroupSchema } from './udpOptions.ts';

/**
 * The phases of a session, in the order in which they can follow each other. A server and a UDP socket are `open` while they are bound.
 * `waiting`: a client was closed or failed, and will connect again in the same session. `closed` means a normal end, `failed` not; both are
 * final: connecting again makes a new session.
 */
const sessionPhases = ['connecting', 'open', 'waiting', 'closing', 'closed', 'failed'] as const;
const sessionPhaseSchema = z.enum(sessionPhases);
export type SessionPhase = z.infer<typeof sessionPhaseSchema>;

/** True for the phases that nothing follows. A session that waits to connect again has not ended. */
export function hasEnded(phase: SessionPhase): boolean {
  return phase === 'closed' || phase === 'failed';
}

const count = z.int().min(0);

/** How many of the newest payloads, or bytes of payloads, a session keeps; older ones are removed, and their disk space is freed. */
export const keepLimitSchema = z.union([
  z.strictObject({ payloads: z.int().min(1) }),
  z.strictObject({ bytes: z.int().min(1) }),
]);
export type KeepLimit = z.infer<typeof keepLimitSchema>;

/**
 * The state of a session's recording; `message` says why and what to do.
 *
 * - `held` the file cannot be written now (disk full, read-only, locked). Nothing is read from the network or sent, and nothing is lost:
 *   the session continues by itself as soon as the file can be written.
 * - `unrecorded` the file cannot be written now, and the options say to continue without it: bytes that do not fit into memory are counted,
 *   not stored. A `gap` record says so as soon as the file can be written again.
 * - `stopped` it cannot continue (file deleted, damaged). Nothing is recorded any more, so nothing is read or sent any more either.
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
  /** With which its variables were resolved when it was opened, and are when it reconnects; null for the base alone. */
  environment: environmentIdSchema.nullable(),
  name: z.string(),
  /** As `briefEndpoint` returns it, since this is sent repeatedly; `sessions.endpoint` has the whole. */
  endpoint: endpointSchema,
  phase: sessionPhaseSchema,
  /** A sentence: why it failed or how it closed; null while it runs. */
  reason: z.string().nullable(),
  /**
   * The failure's code from the system, TLS or the protocol, and the option that caused it, as a path such as `tls.key`. `allows`: the
   * variable of this machine that a person has to allow the workspace first. `heldBy`: the session that has the port or path it wants.
   */
  problem: z
    .strictObject({
      code: z.string().nullable(),
      field: z.string().nullable(),
      allows: z.string().optional(),
      heldBy: sessionIdSchema.optional(),
    })
    .nullable(),
  /**
   * In phase `waiting` and during the attempt after it: the attempt's number in a row from 1 on, how many are allowed, and when it begins.
   */
  retry: z
    .strictObject({ attempt: z.int().min(1), attempts: z.int().min(1).nullable(), at: z.int() })
    .nullable(),
  startedAt: z.int(),
  /** How long the attempt took that opened it, in microseconds, as its steps add up (`connectUsOf`); null before, and where it listens. */
  connectUs: z.int().min(0).nullable(),
  /** When the phase `open` began, and when the session ended. */
  openedAt: z.int().nullable(),
  endedAt: z.int().nullable(),
  local: z.string().nullable(),
  remote: z.string().nullable(),
  /** The address to give to others, with the real port; for servers and bound UDP sockets. */
  url: z.string().nullable(),
  /** The subprotocol that the WebSocket handshake negotiated. */
  subprotocol: z.string().nullable(),
  /** TLS of a client's link, or of its latest attempt. */
  tls: tlsSummarySchema.nullable(),
  /** The proxy on the way, without user and password. */
  proxy: z.string().nullable(),
  /** The multicast groups that a UDP socket is in. */
  groups: z.array(multicastGroupSchema),
  openPeers: count,
  /** The sequence numbers of the oldest stored record and of the newest; the counts include everything that passed. */
  first: z.int().min(1),
  records: count,
  /** Messages that have passed as a whole: RFC 6455's over a WebSocket, chunks and datagrams elsewhere. */
  messagesIn: count,
  messagesOut: count,
  /** All that carried bytes, fragments and control frames of a WebSocket included. */
  payloadsIn: count,
  payloadsOut: count,
  bytesIn: count,
  bytesOut: count,
  /** When the last payload passed. */
  lastInAt: z.int().nullable(),
  lastOutAt: z.int().nullable(),
  /** Payloads that passed but are not in the recording, because it could not be written. */
  unrecordedPayloads: count,
  /** The message that is repeated, or was last; null where none was. */
  repeat: repeatProgressSchema.nullable(),
  /** Bytes waiting to be handed to the operating system. */
  queuedBytes: count,
  /** What most of them wait for. */
  queuedFor: waitReasonSchema,
  /** The file that is being sent: its name or path, and how many of its bytes were handed over; null for none. */
  sendingFile: z.strictObject({ name: z.string(), size: count, sentBytes: count }).nullable(),
  /** Null while everything is kept. */
  keep: keepLimitSchema.nullable(),
  /** For a UDP socket, what the operating system reports; null where it reports nothing. */
  datagrams: z
    .strictObject({
      receiveBufferBytes: count.nullable(),
      sendBufferBytes: count.nullable(),
      droppedByKernel: count.nullable(),
      /** How many datagrams did not arrive according to the system, and why the last one did not; null while it has reported none. */
      undelivered: z.strictObject({ count: z.int().min(1), reason: z.string() }).nullable(),
    })
    .nullable(),
  recording: recordingStateSchema,
});
export type SessionInfo = z.infer<typeof sessionInfoSchema>;

/** One peer of a session: for a server, each accepted link; for a UDP socket, each address that datagrams came from or went to. */
export const peerSchema = z.strictObject({
  id: peerIdSchema,
  address: z.string(),
  state: z.enum(['open', 'closed']),
  openedAt: z.int(),
  bytesIn: count,
  bytesOut: count,
  tls: tlsSummarySchema.nullable(),
  /** Our end of its link, and for a WebSocket what its handshake asked for; `sessions.facts` has its headers. */
  ...peerDetailSchema.omit({ headers: true }).shape,
});
export type Peer = z.infer<typeof peerSchema>;

/** Open peers come first, the newest at the top; peers beyond the list are only counted. `found`: those that have what was searched for. */
export const peerListSchema = z.strictObject({
  open: count,
  total: count,
  found: count,
  peers: z.array(peerSchema).max(largestPeerList),
});
export type PeerList = z.infer<typeof peerListSchema>;
