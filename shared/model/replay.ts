import { z } from 'zod';
import { largestPageRows } from './recordPage.ts';
import { peerIdSchema, recordingIdSchema, replayIdSchema, sessionIdSchema } from './ids.ts';

/**
 * The time at which a recorded message is sent again: `original` at the recorded intervals, divided by `speed`; `fast` without waiting;
 * `wait` as soon as the amount recorded since the previous send has been received (or `replyTimeoutMs` passed without a byte).
 */
export const replayTimingSchema = z.enum(['original', 'fast', 'wait']);
export type ReplayTiming = z.infer<typeof replayTimingSchema>;

/** How a recording is replayed. A missing reply is waited for during `replyTimeoutMs`. */
export const replayOptionsSchema = z.strictObject({
  /** Where to send it: an address as in the address field; the replay is always a client of the recording's kind. */
  to: z.string().max(8192),
  timing: replayTimingSchema,
  speed: z.number().min(0.01).max(1000).default(1),
  /** Which peer's conversation to replay; null is the first peer that we sent something to. */
  peer: peerIdSchema.nullable().default(null),
  replyTimeoutMs: z.int().min(10).max(600_000).default(5000),
});
export type ReplayOptions = z.infer<typeof replayOptionsSchema>;

/** `done`, `stopped` and `failed` are final; `done` does not say whether the replies were the recorded ones. */
const replayPhaseSchema = z.enum(['running', 'paused', 'done', 'stopped', 'failed']);
export type ReplayPhase = z.infer<typeof replayPhaseSchema>;

const count = z.int().min(0);

/**
 * How far a replay has got. `matched + mismatched + missing` reaches `toReceive` when it is done; `extra` bytes or messages were not
 * recorded.
 */
export const replayProgressSchema = z.strictObject({
  id: replayIdSchema,
  source: recordingIdSchema,
  /** The session that the replay runs in; it is recorded like any other. */
  session: sessionIdSchema,
  phase: replayPhaseSchema,
  /** A sentence: why it stopped or failed. */
  reason: z.string().nullable(),
  sent: count,
  toSend: count,
  matched: count,
  mismatched: count,
  missing: count,
  toReceive: count,
  /**
   * What was received beyond the recorded: whole messages, or bytes of a stream. With timing `wait`, the sum of every exchange's surplus.
   */
  extra: count,
});
export type ReplayProgress = z.infer<typeof replayProgressSchema>;

/**
 * One received payload of the recording, compared with what was received this time. A stream (TCP) is compared byte by byte at the recorded
 * boundaries, so different chunks are not a difference; messages (UDP, WebSocket) are compared whole, in order, kind included.
 *
 * With timing `wait`, both are compared exchange by exchange. An exchange is what was received between two of our sends, the first one what
 * was received before the first send: a reply that is longer or shorter than recorded, or missing, does not shift those after the next
 * send. A surplus that equals the beginning of the next recorded exchange came early, and is compared with that exchange; a reply that
 * comes only after `replyTimeoutMs`, when the next message was sent, counts towards the next exchange. With `fast` and `original` nothing
 * tells which send a reply belongs to, so everything received is compared in order, and a reply of a different length shifts everything
 * after it.
 */
const replayComparisonSchema = z.strictObject({
  /** Sequence number in the recording. */
  recordedSeq: z.int().min(1),
  /** Sequence number in the replay's session of the payload that its first byte came in; null when nothing came. */
  replayedSeq: z.int().min(1).nullable(),
  outcome: z.enum(['matched', 'mismatched', 'missing']),
  /** Size of the recorded payload. */
  size: count,
  /** Offset of the first differing byte in the payload; null when it matched or nothing came. */
  differsAt: count.nullable(),
});
export type ReplayComparison = z.infer<typeof replayComparisonSchema>;

export const replayComparisonPageSchema = z.strictObject({
  total: count,
  rows: z.array(replayComparisonSchema).max(largestPageRows),
});
export type ReplayComparisonPage = z.infer<typeof replayComparisonPageSchema>;
