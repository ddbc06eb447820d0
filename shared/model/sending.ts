import { z } from 'zod';
import { peerIdSchema } from './ids.ts';
import { encodingSchema, terminatorSchema } from './textOptions.ts';

/** The limit of a ping, a pong, or a close with its code; RFC 6455, section 5.5. */
export const largestControlFrameBytes = 125;

/**
 * What may be sent: over WebSocket the last four (a ping or pong of at most `largestControlFrameBytes`), over everything else only `data`.
 */
export const sendKindSchema = z.enum(['data', 'text', 'binary', 'ping', 'pong']);
export type SendKind = z.infer<typeof sendKindSchema>;

/** Bytes to send, and as what. */
export interface OutgoingMessage {
  readonly kind: SendKind;
  readonly bytes: Uint8Array;
  /**
   * Over a WebSocket: these bytes are a fragment of a message, and more follow, or they are the last one (RFC 6455, section 5.4). Absent for
   * a whole message.
   */
  readonly fragment?: 'more' | 'last';
}

/** The most characters of the path of a file that is sent. */
export const longestFilePath = 4096;

/** 500 peers: a list of peers shows no more, so no more can be chosen one by one. */
export const largestPeerList = 500;

/** Sends to all open peers, to one peer, or to several. */
export const sendTargetSchema = z.union([
  z.literal('all'),
  peerIdSchema,
  z.array(peerIdSchema).min(1).max(largestPeerList),
]);
export type SendTarget = z.infer<typeof sendTargetSchema>;

/** 16 MiB may wait to be handed to the operating system; a larger single message is accepted when nothing else waits. */
export const queueLimitBytes = 16 * 1024 * 1024;

/** At most 16,384 messages may wait: each costs some kilobytes until it has left, however short it is. */
export const queueLimitMessages = 16_384;

/**
 * What messages wait for before they can be handed to the operating system: the peer to read, the disk to record them, a file or a message in
 * fragments to end, or one before them to be read, with the files that its variables stand for.
 */
export const waitReasonSchema = z.enum(['peer', 'disk', 'file', 'fragments', 'reading']);
export type WaitReason = z.infer<typeof waitReasonSchema>;

/**
 * 32 MiB and 4,096 messages may wait as answers to the peers of a session: beyond that, nothing more is read from the peers being answered.
 * As much may wait for the disk; a peer that writes more than that before it reads would fill any memory.
 */
export const answerLimitBytes = 32 * 1024 * 1024;
export const answerLimitMessages = 4096;

/** 64 KiB of text: an opening message is a greeting or a login. Anything larger is sent by hand. */
const largestOpeningText = 65_536;

/** A message as typed, to be sent whenever a connection has opened: `text` has escapes (`\r\n`, `\x00`), hex and base64 are bytes. */
const openingMessageSchema = z.strictObject({
  kind: sendKindSchema,
  format: z.enum(['text', 'hex', 'base64']),
  encoding: encodingSchema,
  terminator: terminatorSchema,
  text: z.string().max(largestOpeningText),
});
export type OpeningMessage = z.infer<typeof openingMessageSchema>;

/** 64 messages: a dialogue that needs more is a recording to be replayed. */
export const openingMessagesSchema = z.array(openingMessageSchema).max(64).default([]);
