import { z } from 'zod';
import { peerIdSchema } from './ids.ts';
import { recordDetailSchema } from './recordDetail.ts';

/**
 * What a record says happened. `data` is a TCP chunk or a UDP datagram, or what came over a WebSocket and is no message: a frame that
 * broke the protocol or never became whole, with its head; `text` to `close` are WebSocket messages and control frames (RFC 6455,
 * section 5); the others are events of the link or of the recording.
 *
 * - `listening` the server or UDP socket is bound · `opened` a link is open · `secured` it has gone over to TLS
 * - `ended` the peer, or our side, sent its last byte (FIN) · `closed` a link is closed, and how · `failed` an error, and what to do
 * - `waiting` a client will connect again, and when · `changed` the socket was changed while open, such as by joining a group
 * - `paused` the file cannot be written, or not fast enough, and the wire is held · `resumed` it can be again
 * - `gap` something was not recorded, and how much
 */
export const frameKinds = ['data', 'text', 'binary', 'ping', 'pong', 'close'] as const;
export const eventKinds = [
  'listening',
  'opened',
  'secured',
  'ended',
  'closed',
  'failed',
  'waiting',
  'changed',
  'paused',
  'resumed',
  'gap',
] as const;
export const recordKinds = [...frameKinds, ...eventKinds] as const;
const recordKindSchema = z.enum(recordKinds);
export type FrameKind = (typeof frameKinds)[number];
export type EventKind = (typeof eventKinds)[number];
export type RecordKind = z.infer<typeof recordKindSchema>;

export const directionSchema = z.enum(['in', 'out']);
export type Direction = z.infer<typeof directionSchema>;

/** The frames in which the peers say something to each other; ping, pong and close are the protocol's own. */
export const messageKinds = ['data', 'text', 'binary'] as const;
export type MessageKind = (typeof messageKinds)[number];

/** True for what the peers say to each other; false for the frames that are the protocol's own, and for events. */
export function isMessageKind(kind: RecordKind): kind is MessageKind {
  return (messageKinds as readonly RecordKind[]).includes(kind);
}

/** True for the records that carry bytes of the wire; the window calls them frames. */
export function isFrameKind(kind: RecordKind): kind is FrameKind {
  return (frameKinds as readonly RecordKind[]).includes(kind);
}

/** 64 KiB: what is read of a record at once, at little cost whatever the size of the record; a screen of hex shows less. */
export const largestWindowBytes = 65_536;

/** 64 bytes: as much of a frame as the widest preview column shows. */
export const previewBytes = 64;

/**
 * A record as a list shows it, without its bytes. `at` is in microseconds since the epoch (wall time at the session's start, carried on
 * by the monotonic clock); `size` in bytes; `note` a sentence for a person, for events and for frames that need one.
 */
export const recordHeadSchema = z.strictObject({
  seq: z.int().min(1),
  at: z.int(),
  peer: peerIdSchema.nullable(),
  direction: directionSchema.nullable(),
  kind: recordKindSchema,
  size: z.int().min(0),
  note: z.string().nullable(),
  /** What it says in fields, in the schema of its kind (`recordDetail.ts`); absent where that is nothing, as in most frames. */
  detail: recordDetailSchema.optional(),
  /** A sentence: what the file says here is not what was recorded. Only the records that are read whole are looked at. */
  damage: z.string().optional(),
});
export type RecordHead = z.infer<typeof recordHeadSchema>;

/** A row of the timeline: the head and the first 64 bytes at most. */
export interface RecordRow extends RecordHead {
  readonly preview: Uint8Array;
}

/** The row as a record with as many of its bytes as the row has. */
export function contentOf({ preview, ...head }: RecordRow): RecordContent {
  return { ...head, bytes: preview };
}

/** A record as somebody reads it who reads all of them: with its bytes, of a large one the first 64 KiB. */
export interface RecordContent extends RecordHead {
  readonly bytes: Uint8Array;
}
