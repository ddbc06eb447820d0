import { WirebenchError } from '../../../shared/base/errors.ts';
import { isStream } from '../../../shared/model/endpointKinds.ts';
import type { PeerId } from '../../../shared/model/ids.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import type { RecordingInfo } from '../../../shared/model/recording.ts';
import type { RecordReader } from '../store/store.ts';
import { belongsTo, isBorder, isCompared, kindToSend, weightOf, type Conversation } from './plan.ts';
import { recordedPages } from './recordPages.ts';

/** The amounts to send and to receive, counted before anything is sent. Times in microseconds since the epoch. */
export interface Survey {
  readonly conversation: Conversation;
  readonly toSend: number;
  readonly bytesToSend: number;
  readonly toReceive: number;
  /** Bytes of a stream, or messages. */
  readonly receivedWeight: number;
  /** How much of it came before our first send, or before the start of TLS. */
  readonly weightBeforeFirstSend: number;
  /** TLS was started in the middle of the conversation. */
  readonly startsTls: boolean;
  /** When the first payload was sent or received, and when the last one was received. */
  readonly firstAt: number;
  readonly lastReceivedAt: number;
}

/** Goes through the rows once. Rejects with BAD_REQUEST when there is nothing to send. */
export async function surveyRecording(
  source: RecordReader,
  info: RecordingInfo,
  chosen: PeerId | null,
): Promise<Survey> {
  const peer = chosen ?? (await firstPeerSentTo(source, info));
  const conversation = { peer, isStream: isStream(info.endpoint.kind), lastSeq: info.records };
  const count = new Count(conversation);
  for await (const rows of recordedPages(source, 1, info.records)) for (const row of rows) count.take(row);
  if (count.toSend === 0) throw nothingToSend(`to peer ${peer} in this recording`);
  return count.survey();
}

async function firstPeerSentTo(source: RecordReader, info: RecordingInfo): Promise<PeerId> {
  if (info.payloadsOut > 0) {
    for await (const rows of recordedPages(source, 1, info.records)) {
      for (const row of rows) if (row.peer !== null && kindToSend(row) !== null) return row.peer;
    }
  }
  throw nothingToSend('in this recording');
}

function nothingToSend(where: string): WirebenchError {
  return new WirebenchError('BAD_REQUEST', `Our side sent nothing ${where}, so there is nothing to replay.`);
}

class Count {
  toSend = 0;
  private bytesToSend = 0;
  private readonly conversation: Conversation;
  private toReceive = 0;
  private receivedWeight = 0;
  private weightBeforeFirstSend: number | null = null;
  private startsTls = false;
  private firstAt: number | null = null;
  private lastReceivedAt = 0;

  constructor(conversation: Conversation) {
    this.conversation = conversation;
  }

  take(row: RecordRow): void {
    if (!belongsTo(row, this.conversation)) return;
    const isReceived = isCompared(row);
    if (!isReceived && !isBorder(row)) return;
    this.firstAt ??= row.at;
    if (isReceived) {
      this.toReceive += 1;
      this.receivedWeight += weightOf(row, this.conversation.isStream);
      this.lastReceivedAt = row.at;
    } else {
      this.weightBeforeFirstSend ??= this.receivedWeight;
      if (kindToSend(row) === null) {
        this.startsTls = true;
      } else {
        this.toSend += 1;
        this.bytesToSend += row.size;
      }
    }
  }

  survey(): Survey {
    const { conversation, toSend, toReceive, receivedWeight, startsTls, lastReceivedAt } = this;
    const { firstAt, weightBeforeFirstSend, bytesToSend } = this;
    const counts = {
      toSend,
      bytesToSend,
      toReceive,
      receivedWeight,
      weightBeforeFirstSend: weightBeforeFirstSend ?? 0,
    };
    return { conversation, ...counts, startsTls, firstAt: firstAt ?? 0, lastReceivedAt };
  }
}
