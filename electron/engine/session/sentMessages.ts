import { isMessageKind } from '../../../shared/model/record.ts';
import type { DetailOf, SendOrigin } from '../../../shared/model/recordDetail.ts';
import type { OutgoingMessage } from '../../../shared/model/sending.ts';
import type { Clock } from '../base/deps.ts';
import { fileNote, leftNote, type CutFile, type SentFileFacts } from './eventNotes.ts';
import { Load } from './load.ts';
import type { PeerEntry } from './peerTable.ts';
import type { SessionLog } from './sessionLog.ts';
import { UnsentMessages, type Unsent } from './unsentMessages.ts';

/** One object for each origin: the store encodes the same one only once. */
const details: Readonly<Record<SendOrigin, DetailOf<'text'>>> = {
  opening: { origin: 'opening' },
  answer: { origin: 'answer' },
  replay: { origin: 'replay' },
  repeat: { origin: 'repeat' },
  file: { origin: 'file' },
};

/** A message, and why Wirebench sends it by itself; null for one that a person sends. */
export interface OriginatedMessage extends OutgoingMessage {
  readonly origin: SendOrigin | null;
}

/** True where its record ends a message, as `endsMessage` tells of a record. */
export function endsOutgoing({ kind, fragment }: Pick<OutgoingMessage, 'kind' | 'fragment'>): boolean {
  return isMessageKind(kind) && fragment !== 'more';
}

/** Records the messages that our side sends: each one as it is handed over, and those that did not leave. */
export class SentMessages {
  /** What had not left when our side ended. */
  readonly left = new Load();
  private readonly log: Pick<SessionLog, 'append' | 'event' | 'counts'>;
  private readonly clock: Clock;
  private readonly unsent: UnsentMessages;
  private isEnding = false;

  constructor(log: Pick<SessionLog, 'append' | 'event' | 'counts'>, clock: Clock) {
    this.log = log;
    this.clock = clock;
    this.unsent = new UnsentMessages(log);
  }

  /** A message is about to be handed to its link. Returns the number of its record; null where it could not be recorded. */
  handedOver(entry: PeerEntry, { kind, bytes, origin, fragment }: OriginatedMessage): number | null {
    entry.bytesOut += bytes.length;
    const record = { at: this.clock.nowUs(), peer: entry.id, direction: 'out', kind, bytes } as const;
    return fragment === undefined
      ? this.log.append({ ...record, note: null, detail: origin && details[origin] }, entry)
      : this.log.append({ ...record, ...fragmentOf(entry, fragment === 'last', origin ?? 'file') }, entry);
  }

  /** A message has left. */
  sent(entry: PeerEntry): void {
    this.unsent.sent(entry);
  }

  /** A message did not leave. */
  failed(entry: PeerEntry, failure: Unsent): void {
    this.unsent.failed(entry, failure);
    if (this.isEnding) this.left.add(failure.size);
    if (!failure.isRecorded) return;
    entry.bytesOut -= failure.size;
    this.log.counts.uncountSent(failure.size, failure.isMessage === true);
  }

  /**
   * A file has left, or, where `cut` says why not, not as a whole; `unsent` are bytes of it that a record says were sent, although they were
   * not; `isMessage`: that record ends a message.
   */
  fileEnded(
    entry: PeerEntry,
    file: SentFileFacts,
    cut:
      | (CutFile & { readonly code: string | null; readonly unsent: number; readonly isMessage: boolean })
      | null,
  ): void {
    this.log.event(fileNote(file, cut), entry);
    if (cut === null) return;
    if (this.isEnding) this.left.add(file.size - cut.sentBytes);
    if (cut.unsent === 0) return;
    entry.bytesOut -= cut.unsent;
    this.log.counts.uncountSent(cut.unsent, cut.isMessage);
  }

  /** The link to a peer has closed. */
  linkClosed(entry: PeerEntry): void {
    this.unsent.closed(entry);
  }

  /** Our side ends: from now on what fails is left. */
  ends(): void {
    this.isEnding = true;
  }

  /** Nothing more can fail: records what is not yet reported. */
  tellAll(): void {
    this.unsent.tellAll();
    if (this.left.count > 0) this.log.event(leftNote(this.left), null);
  }
}

/** The number of a fragment within its message, which the peer counts. */
function fragmentOf(
  entry: PeerEntry,
  isLast: boolean,
  origin: SendOrigin,
): { readonly note: string; readonly detail: DetailOf<'binary'> } {
  entry.fragments += 1;
  const number = entry.fragments;
  if (isLast) entry.fragments = 0;
  const note = isLast
    ? `Fragment ${number}, the last one of the message.`
    : `Fragment ${number} of a message.`;
  return { note, detail: { what: 'fragment', origin, number, isLast } };
}
