import { z } from 'zod';
import { connectionIdSchema, peerIdSchema, sessionIdSchema } from '../model/ids.ts';
import { endpointSchema } from '../model/connection.ts';
import { deletionSchema } from '../model/deletion.ts';
import { connectionFactsSchema } from '../model/facts.ts';
import { peerListSchema, sessionInfoSchema } from '../model/session.ts';
import { encodingSchema, terminatorSchema } from '../model/textOptions.ts';
import { repeatOptionsSchema } from '../model/repeat.ts';
import { largestPeerList, longestFilePath, sendKindSchema, sendTargetSchema } from '../model/sending.ts';
import { messageFormatSchema } from '../model/writtenMessage.ts';
import { chosenEnvironmentSchema } from './environments.ts';
import { call, callWithBytes, subscription } from './define.ts';
import { nothing } from './nothing.ts';
import { sessionVerbs } from './sessionVerbs.ts';

const session = z.strictObject({ session: sessionIdSchema });

/** 1,000: as many tabs as a window keeps. */
export const largestShownSessions = 1000;

/** 300 characters: as much as a list shows of a path or a program’s name. */
const longestPeerSearch = 300;

/** How a message is written whose text is the body of a call, and the environment whose variables it has. */
export const writtenHead = {
  kind: sendKindSchema,
  format: messageFormatSchema,
  encoding: encodingSchema,
  terminator: terminatorSchema,
  environment: chosenEnvironmentSchema,
} as const;

/** The sessions of this run of the engine, and what a person does with them. */
export const sessionsContract = {
  /** The sessions of this run of the engine: live ones, and ended ones that a window still shows. */
  'sessions.list': subscription(nothing, z.strictObject({ sessions: z.array(sessionInfoSchema) })),
  /**
   * Says which sessions a window shows, for as long as the subscription lasts: an ended session is forgotten once no window shows it, but
   * its recording stays. To change the list, a window subscribes again before it cancels. When a window's transport is lost, its sessions
   * are kept for some seconds more, so that a reloaded page finds them. Unknown sessions are ignored.
   */
  'sessions.show': subscription(
    z.strictObject({ sessions: z.array(sessionIdSchema).max(largestShownSessions) }),
    nothing,
  ),
  /** Opens a saved connection as its file currently says, with the variables of an environment. The network's answer is in the session, not in the answer to this call. */
  'sessions.open': call(
    z.strictObject({ connection: connectionIdSchema, environment: chosenEnvironmentSchema }),
    sessionInfoSchema,
  ),
  /** The session's state, again whenever it has changed. NOT_FOUND for an unknown session. */
  'sessions.watch': subscription(session, sessionInfoSchema),
  /** The whole endpoint that the session was opened with; references to secrets stand as they were written. NOT_FOUND for an unknown session. */
  'sessions.endpoint': call(session, endpointSchema),
  /**
   * The peers, again whenever something has changed; with a text, those that have it in their address, path or program; with `ids`, those
   * alone, whatever a list has no room for. Of `ids` that are not known any more nothing is told.
   */
  'sessions.peers': subscription(
    z.strictObject({
      session: sessionIdSchema,
      search: z.string().max(longestPeerSearch).default(''),
      ids: z.array(peerIdSchema).max(largestPeerList).optional(),
    }),
    peerListSchema,
  ),
  /** Cancels, disconnects or stops listening; resolves when everything is closed. */
  'sessions.close': call(session, sessionInfoSchema),
  ...sessionVerbs,
  /**
   * Deletes what was recorded of a live session so far; it goes on, and can be undone as any deletion, unless the disk is full, or what comes
   * fills the session's limit. Then the undo rejects with NOT_FOUND. WRONG_STATE for a session that is not live.
   */
  'sessions.deleteRecorded': call(session, deletionSchema),
  /** What the connection really did, again whenever more is known: of a client (`peer` null), or of one peer of a server. */
  'sessions.facts': subscription(
    z.strictObject({ session: sessionIdSchema, peer: peerIdSchema.nullable() }),
    connectionFactsSchema,
  ),
  /**
   * Sends the body. Resolves when the operating system has accepted it; `sent` counts the peers. WRONG_STATE when nothing is open or the
   * recording is held or has stopped, LIMIT when too much is waiting already, BAD_REQUEST when this protocol cannot send the kind or size.
   */
  'sessions.send': callWithBytes(
    z.strictObject({ session: sessionIdSchema, to: sendTargetSchema, kind: sendKindSchema }),
    z.strictObject({ sent: z.int().min(0) }),
  ),
  /**
   * Sends the message that the body (UTF-8) is a template of. It is resolved when its turn has come, with the variables of an environment
   * as they are then. Rejects as `sessions.send`, and with BAD_REQUEST for a message that cannot be read.
   */
  'sessions.sendWritten': callWithBytes(
    z.strictObject({
      session: sessionIdSchema,
      to: sendTargetSchema,
      ...writtenHead,
    }),
    z.strictObject({ sent: z.int().min(0) }),
  ),
  /**
   * Sends a message again and again, each time as `sessions.sendWritten`; the session tells how it gets on. It belongs to the session: it
   * goes on when the window is gone, and ends with the session, or when the message cannot be sent. WRONG_STATE while another one is
   * repeated, and where nothing can be sent.
   */
  'sessions.repeat': callWithBytes(
    z.strictObject({
      session: sessionIdSchema,
      to: sendTargetSchema,
      repeat: repeatOptionsSchema,
      ...writtenHead,
    }),
    nothing,
  ),
  'sessions.stopRepeating': call(session, nothing),
  /**
   * Sends the bytes of a file, in pieces, as fast as they are taken; `sessions.watch` has the progress. The path is that of a file of the
   * workspace, with slashes, or a whole one that the person chose on this machine (`files.choose`). Resolves when the operating system has
   * accepted all of it. Rejects as `sessions.send`, and with a sentence that says how much was sent when it was cancelled, or when the file
   * is not there, may not be read, or changes meanwhile.
   */
  'sessions.sendFile': call(
    z.strictObject({
      session: sessionIdSchema,
      to: sendTargetSchema,
      kind: sendKindSchema,
      path: z.string().max(longestFilePath),
    }),
    z.strictObject({ sent: z.int().min(0) }),
  ),
  /** Ends the session if it is running, and forgets it; its recording stays. */
  'sessions.release': call(session, nothing),
} as const;
