import { z } from 'zod';
import { largestPageRows } from './recordPage.ts';
import { peerIdSchema, recordingIdSchema, replayIdSchema, sessionIdSchema } from './ids.ts';

/**
 * When a recorded message is sent again: `original` at the recorded distances, divided by `speed`; `fast` without waiting; `wait` as
 * soon as what was recorded since the previous send has come in the same amount (or `replyTimeoutMs` went by without a byte).
 */
export const replayTimingSchema = z.enum(['original', 'fast', 'wait']);
export type ReplayTiming = z.infer<typeof replayTimingSchema>;

/** How a recording is replayed. A reply that does not come is waited for during `replyTimeoutMs`. */
export const replayOptionsSchema = z.strictObject({
  /** Where to send it: an address as in the address field, always as a client of the recording's kind. */
  to: z.string().max(8192),
  timing: replayTimingSchema,
  speed: z.number().min(0.01).max(1000).default(1),
  /** Which conversation of a recording with several peers; null is the first one that we sent something to. */
  peer: peerIdSchema.nullable().default(null),
  replyTimeoutMs: z.int().min(10).max(600_000).default(5000),
});
export type ReplayOptions = z.infer<typeof replayOptionsSchema>;

/** `done`, `stopped` and `failed` are final; `done` says nothing of whether the replies were the recorded ones. */
const replayPhaseSchema = z.enum(['running', 'paused', 'done', 'stopped', 'failed']);
export type ReplayPhase = z.infer<typeof replayPhaseSchema>;

const count = z.int().min(0);

/** How far a replay is. `matched + mismatched + missing` reaches `toReceive` when it is done; `extra` bytes or messages were not recorded. */
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
  /** What came beyond the recorded: whole messages, or bytes of a stream. At timing `wait` the surplus of each exchange, added up. */
  extra: count,
});
export type ReplayProgress = z.infer<typeof replayProgressSchema>;

/**
 * One received frame of the recording, held against what came this time. A stream (TCP) is compared byte by byte at the recorded
 * borders, so another chunking is no difference; messages (UDP, WebSocket) are compared whole, in order, kind included.
 *
 * At timing `wait` both are compared exchange by exchange. An exchange is what came between two of our sends, the first one what came
 * before the first send: a reply that is longer or shorter than recorded, or lacks, does not shift those after the next send. A surplus
 * that is how the next recorded exchange begins came early, and is compared with that one; what comes only after `replyTimeoutMs`, when
 * the next message was sent, counts to the next exchange. At `fast` and `original` nothing tells which send a reply came after, so all
 * that came is compared in order, and a reply of another length shifts everything behind it.
 */
const replayComparisonSchema = z.strictObject({
  /** Sequence number in the recording. */
  recordedSeq: z.int().min(1),
  /** Sequence number in the replay's session of the frame that its first byte came in; null when nothing came. */
  replayedSeq: z.int().min(1).nullable(),
  outcome: z.enum(['matched', 'mismatched', 'missing']),
  /** Of the recorded frame. */
  size: count,
  /** Offset of the first differing byte in the frame; null when it matched or nothing came. */
  differsAt: count.nullable(),
});
export type ReplayComparison = z.infer<typeof replayComparisonSchema>;

export const replayComparisonPageSchema = z.strictObject({
  total: count,
  rows: z.array(replayComparisonSchema).max(largestPageRows),
});
export type ReplayComparisonPage = z.infer<typeof replayComparisonPageSchema>;
