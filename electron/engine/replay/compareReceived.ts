import type { RecordRow } from '../../../shared/model/record.ts';
import type { ReplayComparison } from '../../../shared/model/replay.ts';
import type { RecordReader } from '../store/store.ts';
import { dropPayload, type ExchangeCursor, type ExchangePiece } from './exchangeCursor.ts';
import { ExchangeNumbering, type ExchangedRow } from './exchange.ts';
import { payloadPieces, pieceCount, PieceCursor } from './payloadPieces.ts';
import { PayloadMatch } from './match.ts';
import { belongsTo, isCompared, type Conversation } from './plan.ts';
import { followedPages, recordedPages, type FollowedSession } from './recordPages.ts';
import { Surplus } from './surplus.ts';

/**
 * Both sides are read from their files, each at its own pace, so memory stays flat however fast the wire is: a replay's session records
 * what it receives like any other, and the comparison follows what is committed.
 */
interface ComparedSides {
  readonly source: RecordReader;
  readonly conversation: Conversation;
  readonly session: FollowedSession;
  /**
   * True: compared from the start of each exchange, that is, of what came between two of our sends; a late reply, after the next send, is
   * in the next exchange. False: everything in order.
   */
  readonly isByExchange: boolean;
  /** Fires when nobody needs the comparison any more. */
  readonly signal: AbortSignal;
  judged(comparison: ReplayComparison): void;
  /** This many more bytes of a stream, or messages, came than were recorded. */
  exceeded(weight: number): void;
}

/** Gives a verdict on every recorded payload, in order, as early as possible. Resolves after the last one. */
export async function compareReceived(sides: ComparedSides): Promise<void> {
  const { source, conversation, session } = sides;
  const { isStream, lastSeq } = conversation;
  const recorded = keep(recordedPages(source, 1, lastSeq), (row) => belongsTo(row, conversation), sides);
  const expected = new PieceCursor(payloadPieces(source, recorded));
  const received = new PieceCursor(
    payloadPieces(
      session.reader,
      keep(followedPages(session), () => true, sides),
    ),
  );
  const surplus = new Surplus(received, isStream, (weight) => sides.exceeded(weight));
  const compare = isStream ? compareStreamPayload : compareMessage;
  let judgedUpTo = 0;
  for (let piece = await expected.peek(); piece; piece = await expected.peek()) {
    await surplus.passBefore(piece.payload);
    const verdict = await compare(piece, expected, received);
    if (!verdict) break;
    sides.judged(verdict);
    judgedUpTo = piece.payload.seq;
    await dropPayload(expected, piece.payload);
  }
  if (await expected.peek()) await missFrom(judgedUpTo + 1, sides);
  else await surplus.passAll();
}

async function* keep(
  pages: AsyncIterable<readonly RecordRow[]>,
  isKept: (row: RecordRow) => boolean,
  { isByExchange, signal }: ComparedSides,
): AsyncGenerator<readonly ExchangedRow[], void, undefined> {
  const numbering = new ExchangeNumbering(isByExchange);
  for await (const rows of pages) {
    if (signal.aborted) return;
    yield numbering.take(rows.filter(isKept));
  }
}

/** Compares as much of the payload as came in its exchange. Null when nothing came and nothing more will. */
async function compareStreamPayload(
  { payload }: ExchangePiece,
  expected: ExchangeCursor,
  received: ExchangeCursor,
): Promise<ReplayComparison | null> {
  const match = new PayloadMatch(payload);
  while (!match.isWhole) {
    const left = await expected.peek();
    const right = left && (await received.peek());
    if (!right && !match.hasBegun) return null;
    if (!left || !right || right.payload.exchange > payload.exchange) break;
    const length = Math.min(left.bytes.length, right.bytes.length);
    if (length > 0) match.beginIn(right.payload.seq);
    match.compare(left.bytes.subarray(0, length), right.bytes.subarray(0, length));
    expected.drop(length);
    received.drop(length);
  }
  return match.streamVerdict();
}

/** Compares the message with the next one of its exchange. Null when there is none and none will come. */
async function compareMessage(
  recorded: ExchangePiece,
  expected: ExchangeCursor,
  received: ExchangeCursor,
): Promise<ReplayComparison | null> {
  const reply = await received.peek();
  if (!reply) return null;
  const match = new PayloadMatch(recorded.payload);
  if (reply.payload.exchange > recorded.payload.exchange) return match.missing();
  match.beginIn(reply.payload.seq);
  await matchMessage(match, expected, recorded, received, reply);
  return match.messageVerdict(reply.payload);
}

/** Takes all pieces of both messages; pieces that both have are at the same offsets. */
async function matchMessage(
  match: PayloadMatch,
  expected: ExchangeCursor,
  recorded: ExchangePiece,
  received: ExchangeCursor,
  reply: ExchangePiece,
): Promise<void> {
  const recordedPieces = pieceCount(recorded.payload.size);
  const receivedPieces = pieceCount(reply.payload.size);
  for (let index = 0; index < Math.max(recordedPieces, receivedPieces); index += 1) {
    const left = index < recordedPieces ? await expected.take() : null;
    const right = index < receivedPieces ? await received.take() : null;
    if (!left || !right) continue;
    const length = Math.min(left.bytes.length, right.bytes.length);
    match.compare(left.bytes.subarray(0, length), right.bytes.subarray(0, length));
  }
}

/** Nothing more came: the rest of the recording is missing. Its bytes need not be read to say so. */
async function missFrom(firstSeq: number, sides: ComparedSides): Promise<void> {
  for await (const rows of recordedPages(sides.source, firstSeq, sides.conversation.lastSeq)) {
    if (sides.signal.aborted) return;
    for (const row of rows) {
      if (belongsTo(row, sides.conversation) && isCompared(row))
        sides.judged(new PayloadMatch(row).missing());
    }
  }
}
