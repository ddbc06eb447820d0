import { z } from 'zod';
import { connectionIdSchema, peerIdSchema, sessionIdSchema } from '../model/ids.ts';
import { endpointSchema } from '../model/connection.ts';
import { connectionFactsSchema } from '../model/facts.ts';
import { multicastGroupSchema } from '../model/udpOptions.ts';
import { keepLimitSchema, peerListSchema, sessionInfoSchema } from '../model/session.ts';
import { sendKindSchema, sendTargetSchema } from '../model/sending.ts';
import { call, callWithBytes, subscription } from './define.ts';
import { nothing } from './nothing.ts';

const session = z.strictObject({ session: sessionIdSchema });
const targets = z.strictObject({ session: sessionIdSchema, to: sendTargetSchema });

/** 1,000: as many tabs as a window keeps. */
export const largestShownSessions = 1000;

/** The sessions of this run of the engine, and what a person does with them. */
export const sessionsContract = {
  /** The sessions of this run of the engine: live ones, and ended ones that a window still shows. */
  'sessions.list': subscription(nothing, z.strictObject({ sessions: z.array(sessionInfoSchema) })),
  /**
   * Says what a window shows, for as long as the subscription lasts: an ended session is forgotten when no window shows it any more, and
   * its recording stays. A window that shows others subscribes anew before it cancels. What a window showed whose transport is gone is
   * kept for some seconds more, so that a page finds it again that was reloaded. Unknown sessions are passed over.
   */
  'sessions.show': subscription(
    z.strictObject({ sessions: z.array(sessionIdSchema).max(largestShownSessions) }),
    nothing,
  ),
  /** Opens a saved connection, as its file says now. What the network answers is in the session, not in this call. */
  'sessions.open': call(z.strictObject({ connection: connectionIdSchema }), sessionInfoSchema),
  /** The session's state, whenever it has changed. NOT_FOUND for an unknown one. */
  'sessions.watch': subscription(session, sessionInfoSchema),
  /** The whole endpoint that the session was opened with. NOT_FOUND for an unknown one. */
  'sessions.endpoint': call(session, endpointSchema),
  'sessions.peers': subscription(session, peerListSchema),
  /** Cancels, disconnects or stops listening; resolves when everything is closed. */
  'sessions.close': call(session, sessionInfoSchema),
  /** Closes links as their protocol does; the session of a server goes on. WRONG_STATE for a peer that is not open any more. */
  'sessions.disconnect': call(targets, nothing),
  /** Sends a FIN and goes on receiving (RFC 9293, half-close). UNSUPPORTED where the protocol has none. */
  'sessions.end': call(targets, nothing),
  /** Cuts links with a RST: what was not sent or read yet is gone, on both sides. UNSUPPORTED for UDP and unix sockets. */
  'sessions.reset': call(targets, nothing),
  /**
   * Starts TLS on open TCP links, with the options of the endpoint; resolves when it is there, and a `secured` record says so. What goes
   * wrong is in the session, and ends the link. UNSUPPORTED for other protocols, WRONG_STATE where it is TLS already.
   */
  'sessions.startTls': call(targets, nothing),
  /** Connects at once instead of waiting. WRONG_STATE unless the session is in phase `waiting`. */
  'sessions.retryNow': call(session, nothing),
  /** Adds an address to the peers of a UDP socket that is not connected. BAD_REQUEST, with a sentence, for one that is none. */
  'sessions.addPeer': call(
    z.strictObject({ session: sessionIdSchema, address: z.string().max(300) }),
    z.strictObject({ peer: peerIdSchema }),
  ),
  /** Lets a UDP socket join or leave a multicast group. BAD_REQUEST, with a sentence, for what the system refuses. */
  'sessions.joinGroup': call(multicastGroupSchema.extend({ session: sessionIdSchema }), nothing),
  'sessions.leaveGroup': call(multicastGroupSchema.extend({ session: sessionIdSchema }), nothing),
  /** What the connection really did, and again whenever more is known: of a client itself (`peer` null), or of one peer of a server. */
  'sessions.facts': subscription(
    z.strictObject({ session: sessionIdSchema, peer: peerIdSchema.nullable() }),
    connectionFactsSchema,
  ),
  /**
   * Sends the body. Resolves when it was handed to the operating system; `sent` counts the peers. WRONG_STATE when nothing is open
   * or the recording is held or has stopped, LIMIT when too much waits already, BAD_REQUEST when the kind or size cannot be sent over this
   * protocol.
   */
  'sessions.send': callWithBytes(
    z.strictObject({ session: sessionIdSchema, to: sendTargetSchema, kind: sendKindSchema }),
    z.strictObject({ sent: z.int().min(0) }),
  ),
  /**
   * From now on keeps the newest records only, as far as the limit goes; null keeps everything. WRONG_STATE for a session that is not live:
   * what has ended stays as it is.
   */
  'sessions.keep': call(
    z.strictObject({ session: sessionIdSchema, limit: keepLimitSchema.nullable() }),
    nothing,
  ),
  /** Takes every record that there is out of a live session’s recording, and gives their room back. WRONG_STATE for one that is not live. */
  'sessions.clear': call(session, nothing),
  /** Ends the session if it runs, and forgets it; its recording stays. */
  'sessions.release': call(session, nothing),
} as const;
