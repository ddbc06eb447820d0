import { z } from 'zod';

/** The engine creates the ids, which are safe as file names: lower-case letters, digits and hyphens. */
const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'An id has 1 to 64 lower-case letters, digits and hyphens.');

export const connectionIdSchema = id.brand<'ConnectionId'>();
export const messageIdSchema = id.brand<'MessageId'>();
export const environmentIdSchema = id.brand<'EnvironmentId'>();
export const sessionIdSchema = id.brand<'SessionId'>();
export const recordingIdSchema = id.brand<'RecordingId'>();
export const replayIdSchema = id.brand<'ReplayId'>();
export const viewIdSchema = id.brand<'ViewId'>();
export const deletionIdSchema = id.brand<'DeletionId'>();

export type ConnectionId = z.infer<typeof connectionIdSchema>;
export type MessageId = z.infer<typeof messageIdSchema>;
export type EnvironmentId = z.infer<typeof environmentIdSchema>;
export type SessionId = z.infer<typeof sessionIdSchema>;
export type RecordingId = z.infer<typeof recordingIdSchema>;
export type ReplayId = z.infer<typeof replayIdSchema>;
export type ViewId = z.infer<typeof viewIdSchema>;
export type DeletionId = z.infer<typeof deletionIdSchema>;

/** Numbers the peers of a session from 1, in order of their arrival. A client's only peer is 1. */
export const peerIdSchema = z.int().min(1);
export type PeerId = z.infer<typeof peerIdSchema>;
