import type { RecordRow } from '../../../shared/model/record.ts';
import type { ReplayComparison } from '../../../shared/model/replay.ts';
import type { RecordReader } from '../store/store.ts';
import { framePieces, pieceCount, PieceCursor, type FramePiece } from './framePieces.ts';
import { FrameMatch } from './match.ts';
import { belongsTo, isCompared, type Conversation } from './plan.ts';
import { followedPages, recordedPages, type FollowedSession } from './recordPages.ts';

/**
 * Both sides are read from their files, each at its own pace, so memory stays flat however fast the wire is: a replay's session records
 * what it receives like any other, and the comparison follows what is committed.
 */
export interface ComparedSides {
  readonly source: RecordReader;
  readonly conversation: Conversation;
  readonly session: FollowedSession;
  /** Fires when nobody wants to know any more. */
  readonly signal: AbortSignal;
  judged(comparison: ReplayComparison): void;
}

type Cursor = PieceCursor<RecordRow>;
type Piece = FramePiece<RecordRow>;

/** Gives a verdict on every recorded frame, in order, as soon as it can be given. Resolves after the last one. */
export async function compareReceived(sides: ComparedSides): Promise<void> {
  const { source, conversation, session, signal } = sides;
  const recorded = recordedPages(source, 1, conversation.lastSeq);
  const expected = new PieceCursor(
    framePieces(
      source,
      keep(recorded, (row) => belongsTo(row, conversation) && isCompared(row), signal),
    ),
  );
  const received = new PieceCursor(
    framePieces(session.reader, keep(followedPages(session), isCompared, signal)),
  );
  const judgedUpTo = conversation.isStream
    ? await compareStreams(expected, received, sides)
    : await compareMessages(expected, received, sides);
  if (judgedUpTo !== null) await missFrom(judgedUpTo + 1, sides);
}

async function* keep(
  pages: AsyncIterable<readonly RecordRow[]>,
  isKept: (row: RecordRow) => boolean,
  signal: AbortSignal,
): AsyncGenerator<readonly RecordRow[], void, undefined> {
  for await (const rows of pages) {
    if (signal.aborted) return;
    yield rows.filter(isKept);
  }
}

/** Resolves with the last recorded frame that something came for, when then nothing came any more; with null when all are judged. */
async function compareStreams(
  expected: Cursor,
  received: Cursor,
  sides: ComparedSides,
): Promise<number | null> {
  let lastSeq = 0;
  for (let piece = await expected.peek(); piece; piece = await expected.peek()) {
    const match = new FrameMatch(piece.frame);
    const isWhole = await matchStreamFrame(match, expected, received);
    sides.judged(match.streamVerdict());
    lastSeq = piece.frame.seq;
    if (!isWhole) return lastSeq;
  }
  return null;
}

/** False when the received bytes ended before the recorded frame did. */
async function matchStreamFrame(match: FrameMatch, expected: Cursor, received: Cursor): Promise<boolean> {
  if (match.isWhole) expected.drop(0);
  while (!match.isWhole) {
    const left = await expected.peek();
    const right = left && (await received.peek());
    if (!left || !right) return false;
    const length = Math.min(left.bytes.length, right.bytes.length);
    if (length > 0) match.beginIn(right.frame.seq);
    match.compare(left.bytes.subarray(0, length), right.bytes.subarray(0, length));
    expected.drop(length);
    received.drop(length);
  }
  return true;
}

/** As `compareStreams`, message by message. */
async function compareMessages(
  expected: Cursor,
  received: Cursor,
  sides: ComparedSides,
): Promise<number | null> {
  let lastSeq = 0;
  for (let piece = await expected.peek(); piece; piece = await expected.peek()) {
    const reply = await received.peek();
    if (!reply) return lastSeq;
    const match = new FrameMatch(piece.frame);
    match.beginIn(reply.frame.seq);
    await matchMessage(match, expected, piece, received, reply);
    sides.judged(match.messageVerdict(reply.frame));
    lastSeq = piece.frame.seq;
  }
  return null;
}

/** Takes all pieces of both messages; those that both have stand at the same offsets. */
async function matchMessage(
  match: FrameMatch,
  expected: Cursor,
  recorded: Piece,
  received: Cursor,
  reply: Piece,
): Promise<void> {
  const recordedPieces = pieceCount(recorded.frame.size);
  const receivedPieces = pieceCount(reply.frame.size);
  for (let index = 0; index < Math.max(recordedPieces, receivedPieces); index += 1) {
    const left = index < recordedPieces ? await expected.take() : null;
    const right = index < receivedPieces ? await received.take() : null;
    if (!left || !right) continue;
    const length = Math.min(left.bytes.length, right.bytes.length);
    match.compare(left.bytes.subarray(0, length), right.bytes.subarray(0, length));
  }
}

/** Nothing more came: the rest of the recording is missing. Its bytes need not be read for that. */
async function missFrom(firstSeq: number, sides: ComparedSides): Promise<void> {
  for await (const rows of recordedPages(sides.source, firstSeq, sides.conversation.lastSeq)) {
    if (sides.signal.aborted) return;
    for (const row of rows) {
      if (belongsTo(row, sides.conversation) && isCompared(row)) sides.judged(new FrameMatch(row).missing());
    }
  }
}
