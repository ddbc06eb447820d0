import type { PeerId } from '../../../shared/model/ids.ts';
import { isMessageKind, type RecordRow } from '../../../shared/model/record.ts';
import type { OutgoingMessage, SendKind } from '../../../shared/model/sending.ts';
import type { Exchange } from './exchange.ts';

/** The part of a recording that is replayed: one peer's payloads, up to the last record at the time the replay began. */
export interface Conversation {
  readonly peer: PeerId;
  /** Received bytes are one stream (TCP), not messages. */
  readonly isStream: boolean;
  readonly lastSeq: number;
}

/** A recorded message to send again, or the place where TLS was started. */
export interface SendStep {
  readonly seq: number;
  readonly kind: SendKind | 'startTls';
  readonly size: number;
  readonly preview: Uint8Array;
  /** Of one that was sent in several. */
  readonly fragment: OutgoingMessage['fragment'];
  /** When it was sent, in microseconds since the epoch. */
  readonly at: number;
  /** What was received after it, until the next message was sent. */
  readonly replies: Exchange;
}

/**
 * The kind as which a recorded payload is sent again; null when it is not. Pings are sent again, since only a person sends them. Pongs and
 * close frames are not: they answer the peer, and the replay's link answers the present peer by itself.
 */
export function kindToSend(row: Pick<RecordRow, 'direction' | 'kind'>): SendKind | null {
  const { direction, kind } = row;
  return direction === 'out' && (isMessageKind(kind) || kind === 'ping') ? kind : null;
}

/** True for payloads that are compared with what comes this time. Control frames follow the peer's own clock and are left out. */
export function isCompared(row: Pick<RecordRow, 'direction' | 'kind'>): boolean {
  return row.direction === 'in' && isMessageKind(row.kind);
}

/** True for a border between two exchanges: what our side sends, and the moment from which on it is TLS. */
export function isBorder(row: Pick<RecordRow, 'direction' | 'kind'>): boolean {
  return row.kind === 'secured' || kindToSend(row) !== null;
}

/** The weight of a received payload: its bytes in a stream, one as a message. */
export function weightOf(row: Pick<RecordRow, 'size'>, isStream: boolean): number {
  return isStream ? row.size : 1;
}

/** True for the records of the conversation's peer, up to its last one. */
export function belongsTo(row: RecordRow, conversation: Conversation): boolean {
  return row.peer === conversation.peer && row.seq <= conversation.lastSeq;
}

/** Turns the rows of a recording, given in order, into what is to be sent. A step is known once the next one, or the end, is. */
export class SendPlan {
  private readonly conversation: Conversation;
  private last: RecordRow | null = null;
  private weight = 0;
  private opening = new Uint8Array();

  constructor(conversation: Conversation) {
    this.conversation = conversation;
  }

  take(rows: readonly RecordRow[]): SendStep[] {
    const steps: SendStep[] = [];
    for (const row of rows) {
      if (!belongsTo(row, this.conversation)) continue;
      if (isCompared(row)) this.takeReply(row);
      if (!isBorder(row)) continue;
      steps.push(...this.finish());
      this.last = row;
    }
    return steps;
  }

  /** The last step, after all rows. */
  finish(): SendStep[] {
    const { last, weight, opening } = this;
    const kind = last && (last.kind === 'secured' ? 'startTls' : kindToSend(last));
    this.last = null;
    this.weight = 0;
    this.opening = new Uint8Array();
    if (!last || !kind) return [];
    const { seq, size, preview, at } = last;
    const fragment = fragmentOf(last);
    return [{ seq, kind, size, preview, fragment, at, replies: { weight, opening } }];
  }

  private takeReply(row: RecordRow): void {
    if (this.weight === 0) this.opening = row.preview.slice();
    this.weight += weightOf(row, this.conversation.isStream);
  }
}

function fragmentOf({ detail }: RecordRow): OutgoingMessage['fragment'] {
  if (detail === undefined || !('what' in detail) || detail.what !== 'fragment') return undefined;
  return detail.isLast ? 'last' : 'more';
}
