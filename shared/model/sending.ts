import { z } from 'zod';
import { peerIdSchema } from './ids.ts';

/** A ping, a pong, or a close with its code; RFC 6455, section 5.5. */
export const largestControlFrameBytes = 125;

/** What may be sent: over WebSocket the last four (a ping or pong has `largestControlFrameBytes` at most), over everything else only `data`. */
export const sendKindSchema = z.enum(['data', 'text', 'binary', 'ping', 'pong']);
export type SendKind = z.infer<typeof sendKindSchema>;

/** 500 peers: as many as a list of peers shows, so as many as can be chosen one by one. */
export const largestPeerList = 500;

/** To all that are open, to one peer, or to several. */
export const sendTargetSchema = z.union([
  z.literal('all'),
  peerIdSchema,
  z.array(peerIdSchema).min(1).max(largestPeerList),
]);
export type SendTarget = z.infer<typeof sendTargetSchema>;

/** 16 MiB may wait to be handed to the operating system; a larger single message is taken when nothing else waits. */
export const queueLimitBytes = 16 * 1024 * 1024;

/** 16,384 messages may wait besides: each costs some kilobytes until it has left, however short it is. */
export const queueLimitMessages = 16_384;

/**
 * 32 MiB and 4,096 messages may be owed to the peers of a session as answers: then nothing more is read of who is answered. It is as much
 * as may wait for the disk; a peer that writes more than that before it reads is one that would fill every memory.
 */
export const answerLimitBytes = 32 * 1024 * 1024;
export const answerLimitMessages = 4096;

/** 64 KiB of text: an opening message is a greeting or a login. What is larger is sent by hand. */
const largestOpeningText = 65_536;

/** A message as it is written, to be sent whenever a connection has opened: `text` has escapes (`\r\n`, `\x00`), hex and base64 are bytes. */
const openingMessageSchema = z.strictObject({
  kind: sendKindSchema,
  format: z.enum(['text', 'hex', 'base64']),
  text: z.string().max(largestOpeningText),
});
export type OpeningMessage = z.infer<typeof openingMessageSchema>;

/** 64 messages: a dialogue that needs more is a recording to be replayed. */
export const openingMessagesSchema = z.array(openingMessageSchema).max(64).default([]);
