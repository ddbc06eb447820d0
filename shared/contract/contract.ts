import { z } from 'zod';
import {
  connectionIdSchema,
  peerIdSchema,
  recordingIdSchema,
  replayIdSchema,
  sessionIdSchema,
  viewIdSchema,
} from '../model/ids.ts';
import {
  connectionNameSchema,
  connectionSchema,
  endpointSchema,
  workspaceProblemSchema,
} from '../model/connection.ts';
import {
  byteRangeSchema,
  filteredViewSchema,
  largestFilterLength,
  largestRangeCount,
  matchPageHeadSchema,
} from '../model/filteredView.ts';
import { endpointCheckSchema, networkInterfaceSchema } from '../model/endpointCheck.ts';
import { certificateSchema, connectionFactsSchema } from '../model/facts.ts';
import { secretRefSchema } from '../model/secret.ts';
import { multicastGroupSchema } from '../model/udpOptions.ts';
import { smallestBudgetBytes, storageSchema } from '../model/storage.ts';
import { trafficRangeSchema, trafficSchema } from '../model/traffic.ts';
import { largestWindowBytes } from '../model/record.ts';
import { largestPageRows, recordPageHeadSchema } from '../model/recordPage.ts';
import { keepLimitSchema, peerListSchema, sessionInfoSchema } from '../model/session.ts';
import { sendKindSchema, sendTargetSchema } from '../model/sending.ts';
import { recordingInfoSchema, recordingNameSchema, recordingSummarySchema } from '../model/recording.ts';
import { replayComparisonPageSchema, replayOptionsSchema, replayProgressSchema } from '../model/replay.ts';
import { call, callForBytes, callWithBytes, subscription, subscriptionForBytes } from './define.ts';

const nothing = z.strictObject({});
const seq = z.int().min(1);
const session = z.strictObject({ session: sessionIdSchema });
const recording = z.strictObject({ recording: recordingIdSchema });
const replay = z.strictObject({ replay: replayIdSchema });
const targets = z.strictObject({ session: sessionIdSchema, to: sendTargetSchema });
const view = z.strictObject({ view: viewIdSchema });

/** 1,000: as many tabs as a window keeps. */
export const largestShownSessions = 1000;

/** Rows are read from a source: the session that runs, or the recording that was opened. */
export const recordSourceSchema = z.union([session, recording]);
export type RecordSource = z.infer<typeof recordSourceSchema>;

/**
 * Everything a window may ask of the engine, each declared once. Both sides infer their types from here, and every value is parsed on
 * arrival, in both directions.
 */
export const contract = {
  /** What runs here. `fileDialogs`: the host can ask for a file by itself; otherwise the page moves the bytes. */
  'app.info': call(
    nothing,
    z.strictObject({
      version: z.string(),
      workspace: z.string(),
      host: z.enum(['desktop', 'headless']),
      fileDialogs: z.boolean(),
    }),
  ),

  /** The saved connections in the order of their names, and the files that could not be read. */
  'connections.list': subscription(
    nothing,
    z.strictObject({ connections: z.array(connectionSchema), problems: z.array(workspaceProblemSchema) }),
  ),
  'connections.create': call(
    z.strictObject({ name: connectionNameSchema, endpoint: endpointSchema }),
    connectionSchema,
  ),
  /** Replaces name and endpoint of a saved connection. NOT_FOUND when its file is gone. */
  'connections.update': call(
    z.strictObject({ connection: connectionIdSchema, name: connectionNameSchema, endpoint: endpointSchema }),
    connectionSchema,
  ),
  'connections.remove': call(z.strictObject({ connection: connectionIdSchema }), nothing),
  /** What can be said of an endpoint without opening it: certificates, keys, groups, interfaces, addresses of this machine. */
  'connections.check': call(z.strictObject({ endpoint: endpointSchema }), endpointCheckSchema),
  /** The interfaces of this machine, as they are now. */
  'network.interfaces': call(nothing, z.strictObject({ interfaces: z.array(networkInterfaceSchema) })),

  /** Keeps the body (at most 1 MiB) as a secret of the workspace, known by a name from then on. No call gives it back. */
  'secrets.keep': callWithBytes(z.strictObject({ name: z.string().max(200) }), secretRefSchema),
  /** The authority that signs the certificates that Wirebench makes for its servers, for others to trust; made when there is none yet. */
  'secrets.authority': call(nothing, certificateSchema),

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
  'sessions.putAway': call(session, nothing),

  /** The newest rows as previews, again whenever there are more: at most one item is on its way. */
  'records.tail': subscriptionForBytes(
    z.strictObject({ source: recordSourceSchema, rows: z.int().min(1).max(256) }),
    recordPageHeadSchema,
  ),
  /** Rows from sequence number `from` on. Fewer come where the records end. */
  'records.rows': callForBytes(
    z.strictObject({
      source: recordSourceSchema,
      from: seq,
      count: z.int().min(1).max(largestPageRows),
    }),
    recordPageHeadSchema,
  ),
  /** At most 64 KiB of a record's bytes; fewer where they end. NOT_FOUND for an unknown record. */
  'records.bytes': callForBytes(
    z.strictObject({
      source: recordSourceSchema,
      seq,
      offset: z.int().min(0),
      length: z.int().min(1).max(largestWindowBytes),
    }),
    z.strictObject({ size: z.int().min(0) }),
  ),

  /** The sequence number of the first record at or after a time (µs since the epoch); `last + 1` when there is none. */
  'records.at': call(z.strictObject({ source: recordSourceSchema, at: z.int() }), z.strictObject({ seq })),
  /** What passed over time, again as a live session goes on. */
  'records.traffic': subscription(trafficRangeSchema.extend({ source: recordSourceSchema }), trafficSchema),

  /**
   * The records that match a filter (`shared/filter`), found in the background from the first record on; of a live session also those that
   * come. The items tell how far it is, with the newest `rows` matches. The view lasts as long as the subscription. BAD_REQUEST, with a
   * sentence, for a filter that cannot be understood.
   */
  'views.open': subscriptionForBytes(
    z.strictObject({
      source: recordSourceSchema,
      filter: z.string().max(largestFilterLength),
      rows: z.int().min(0).max(256),
    }),
    filteredViewSchema,
  ),
  /**
   * Matches from index `from` (≥ 0) on, in the order of the records; a match keeps its index when older ones are cut away (`dropped`), and
   * what is cut away is left out. NOT_FOUND once the view is closed.
   */
  'views.rows': callForBytes(
    view.extend({ from: z.int().min(0), count: z.int().min(1).max(largestPageRows) }),
    matchPageHeadSchema,
  ),
  /** The nearest match after or before a record, itself not counted, among those found so far; nulls when there is none. */
  'views.near': call(
    view.extend({ seq: z.int().min(0), toward: z.enum(['next', 'previous']) }),
    z.strictObject({ seq: seq.nullable(), index: z.int().min(0).nullable() }),
  ),
  /** Where in a stretch (at most 64 KiB) of a record the texts, bytes and expressions of the filter are, in order. */
  'views.ranges': call(
    view.extend({ seq, offset: z.int().min(0), length: z.int().min(1).max(largestWindowBytes) }),
    z.strictObject({ ranges: z.array(byteRangeSchema).max(largestRangeCount) }),
  ),

  /** The room that the recordings take, and may take. */
  'storage.watch': subscription(nothing, storageSchema),
  /** Sets how much room the recordings may take; it is kept in the workspace. Frees what is beyond it. */
  'storage.setBudget': call(z.strictObject({ budgetBytes: z.int().min(smallestBudgetBytes) }), nothing),
  /** Deletes the recordings that nobody named and that are not being written. */
  'storage.deleteUnnamed': call(nothing, z.strictObject({ deleted: z.int().min(0) })),

  /** The recordings of the workspace, newest first. */
  'recordings.list': subscription(nothing, z.strictObject({ recordings: z.array(recordingSummarySchema) })),
  /** Opens a recording to be read. BAD_REQUEST with a sentence when the file is damaged, newer, or not a session file. */
  'recordings.open': call(recording, recordingInfoSchema),
  'recordings.rename': call(
    z.strictObject({ recording: recordingIdSchema, name: recordingNameSchema }),
    nothing,
  ),
  /** Deletes the file. WRONG_STATE while its session is live. */
  'recordings.remove': call(recording, nothing),
  /** At most 1 MiB of the file itself, to make a copy; `size` is the whole. WRONG_STATE while its session is live. */
  'recordings.read': callForBytes(
    z.strictObject({ recording: recordingIdSchema, offset: z.int().min(0) }),
    z.strictObject({ size: z.int().min(0) }),
  ),
  /** Takes a `.wbs` file into the workspace: begin, pieces of at most 1 MiB in order, finish. What is not finished is thrown away. */
  'recordings.beginImport': call(
    z.strictObject({ name: z.string().max(200), size: z.int().min(0) }),
    z.strictObject({ import: z.int() }),
  ),
  'recordings.importPiece': callWithBytes(
    z.strictObject({ import: z.int(), offset: z.int().min(0) }),
    nothing,
  ),
  'recordings.finishImport': call(
    z.strictObject({ import: z.int() }),
    z.strictObject({ recording: recordingIdSchema }),
  ),
  /** Desktop: asks for a file and takes it into the workspace; null when the person chose none. UNSUPPORTED elsewhere. */
  'recordings.openDialog': call(nothing, z.strictObject({ recording: recordingIdSchema.nullable() })),
  /** Desktop: asks where to, and writes a copy there; null when the person chose nowhere. */
  'recordings.copyDialog': call(recording, z.strictObject({ path: z.string().nullable() })),

  /** Connects, sends again what our side sent, compares what comes. */
  'replays.start': call(
    z.strictObject({ recording: recordingIdSchema, options: replayOptionsSchema }),
    replayProgressSchema,
  ),
  'replays.watch': subscription(replay, replayProgressSchema),
  'replays.pause': call(replay, nothing),
  'replays.resume': call(replay, nothing),
  'replays.stop': call(replay, nothing),
  /** The comparisons from index `from` on, in the order of the recording. */
  'replays.comparisons': call(
    z.strictObject({
      replay: replayIdSchema,
      from: z.int().min(0),
      count: z.int().min(1).max(largestPageRows),
    }),
    replayComparisonPageSchema,
  ),
} as const;

export type WirebenchContract = typeof contract;
