import type { DetailOf, SendOrigin } from '../../../shared/model/recordDetail.ts';
import type { SendKind } from '../../../shared/model/sending.ts';
import type { Clock } from '../base/deps.ts';
import { leftNote } from './eventNotes.ts';
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
};

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

  /** A message is about to be handed to its link; `origin` is null for one that a person sends. */
  handedOver(entry: PeerEntry, kind: SendKind, bytes: Uint8Array, origin: SendOrigin | null): void {
    entry.bytesOut += bytes.length;
    const at = this.clock.nowUs();
    const detail = origin && details[origin];
    this.log.append({ at, peer: entry.id, direction: 'out', kind, bytes, note: null, detail }, entry);
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
    this.log.counts.uncountSent(failure.size);
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
