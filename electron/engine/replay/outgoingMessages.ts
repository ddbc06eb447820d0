import type { RecordReader } from '../store/store.ts';
import { payloadPieces } from './payloadPieces.ts';
import { SendPlan, type Conversation, type SendStep } from './plan.ts';
import { recordedPages } from './recordPages.ts';

/** A step of the plan with all of its bytes. */
interface OutgoingReplayMessage {
  readonly step: SendStep;
  readonly bytes: Uint8Array;
}

/** The messages to send, in order. Only the one asked for is held whole in memory. */
export async function* outgoingMessages(
  source: RecordReader,
  conversation: Conversation,
): AsyncGenerator<OutgoingReplayMessage, void, undefined> {
  let whole = new Uint8Array();
  let filled = 0;
  for await (const { payload: step, bytes } of payloadPieces(source, steps(source, conversation))) {
    if (bytes.length === step.size) {
      yield { step, bytes };
      continue;
    }
    if (filled === 0) whole = new Uint8Array(step.size);
    whole.set(bytes, filled);
    filled += bytes.length;
    if (filled < step.size) continue;
    yield { step, bytes: whole };
    filled = 0;
    whole = new Uint8Array();
  }
}

async function* steps(
  source: RecordReader,
  conversation: Conversation,
): AsyncGenerator<readonly SendStep[], void, undefined> {
  const plan = new SendPlan(conversation);
  for await (const rows of recordedPages(source, 1, conversation.lastSeq)) yield plan.take(rows);
  yield plan.finish();
}
