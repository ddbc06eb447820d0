import { z } from 'zod';
import { peerIdSchema } from './ids.ts';
import { recordDetailSchema, type RecordDetail } from './recordDetail.ts';

/**
 * The event that a record reports. `data` is a TCP chunk, a UDP datagram, or bytes that came over a WebSocket and are not a message: a
 * frame that broke the protocol or was never completed, with its header; `text` to `close` are WebSocket messages and control frames (RFC
 * 6455, section 5); the others are events of the link or of the recording.
 *
 * - `listening` the server or UDP socket is bound · `opened` a link is open · `secured` it has switched to TLS
 * - `ended` the peer, or our side, sent its last byte (FIN) · `closed` a link is closed, and how · `failed` an error, and what to do
 * - `sent` a file was sent as a whole, in the records before
 * - `waiting` a client will connect again, and when · `changed` the socket was changed while open, for example by joining a group
 * - `paused` the file cannot be written, or not fast enough, and the connection is paused · `resumed` it can be written again
 * - `gap` something was not recorded, and how much
 */
export const payloadKinds = ['data', 'text', 'binary', 'ping', 'pong', 'close'] as const;
export const eventKinds = [
  'listening',
  'opened',
  'secured',
  'ended',
  'closed',
  'failed',
  'sent',
  'waiting',
  'changed',
  'paused',
  'resumed',
  'gap',
] as const;
export const recordKinds = [...payloadKinds, ...eventKinds] as const;
const recordKindSchema = z.enum(recordKinds);
export type PayloadKind = (typeof payloadKinds)[number];
export type EventKind = (typeof eventKinds)[number];
export type RecordKind = z.infer<typeof recordKindSchema>;

export const directionSchema = z.enum(['in', 'out']);
export type Direction = z.infer<typeof directionSchema>;

/** The payloads that carry the peers' messages to each other; ping, pong and close belong to the protocol. */
export const messageKinds = ['data', 'text', 'binary'] as const;
export type MessageKind = (typeof messageKinds)[number];

const allMessageKinds: ReadonlySet<RecordKind> = new Set<RecordKind>(messageKinds);
const allPayloadKinds: ReadonlySet<RecordKind> = new Set<RecordKind>(payloadKinds);

/** True for the peers' messages to each other; false for the payloads that belong to the protocol, and for events. */
export function isMessageKind(kind: RecordKind): kind is MessageKind {
  return allMessageKinds.has(kind);
}

/**
 * True for a record with which a message has passed as a whole: one of RFC 6455 over a WebSocket, also in its last fragment; a chunk or a
 * datagram elsewhere. False for other fragments, and for bytes of a WebSocket that are no message.
 */
export function endsMessage({
  kind,
  detail,
}: Pick<RecordHead, 'kind'> & { detail?: RecordDetail | null }): boolean {
  if (!isMessageKind(kind)) return false;
  if (!detail || !('what' in detail)) return true;
  return detail.what === 'fragment' && detail.isLast;
}

/** True for the records that carry bytes from the wire. */
export function isPayloadKind(kind: RecordKind): kind is PayloadKind {
  return allPayloadKinds.has(kind);
}

/** 64 KiB: read from a record at once, at little cost whatever the record's size; a screen of hex shows less. */
export const largestWindowBytes = 65_536;

/** 64 bytes: as much of a payload as the widest preview column shows. */
export const previewBytes = 64;

/**
 * A record without its bytes, as lists show it. `at` is in microseconds since the epoch (wall time at the session's start, carried on by
 * the monotonic clock); `size` in bytes; `note` is a sentence for the person, for events and for payloads that need one.
 */
export const recordHeadSchema = z.strictObject({
  seq: z.int().min(1),
  at: z.int(),
  peer: peerIdSchema.nullable(),
  direction: directionSchema.nullable(),
  kind: recordKindSchema,
  size: z.int().min(0),
  note: z.string().nullable(),
  /** Its fields, in the schema of its kind (`recordDetail.ts`); absent where there are none, as in most payloads. */
  detail: recordDetailSchema.optional(),
  /** A sentence saying that the file's content is not what was recorded. Only records that are read whole are checked. */
  damage: z.string().optional(),
});
export type RecordHead = z.infer<typeof recordHeadSchema>;

/** A row of the timeline: the head and at most the first 64 bytes. */
export interface RecordRow extends RecordHead {
  readonly preview: Uint8Array;
}

/** The row as a record, with the bytes that the row has. */
export function contentOf({ preview, ...head }: RecordRow): RecordContent {
  return { ...head, bytes: preview };
}

/** A record for code that reads all records: with its bytes, or the first 64 KiB of a large one. */
export interface RecordContent extends RecordHead {
  readonly bytes: Uint8Array;
}
