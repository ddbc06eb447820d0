import { isMessageKind, type Direction, type RecordKind } from '../../shared/model/record.ts';

interface FrameLike {
  readonly kind: RecordKind;
  readonly direction: Direction | null;
}

/** Frames that carry data; pings, pongs and closes are the protocol's own. */
export function isReceived({ kind, direction }: FrameLike): boolean {
  return direction === 'in' && isMessageKind(kind);
}

/** Counts the received frames of records in order. The dialogue before TLS does not count: nobody waited for it. */
export class ReceivedFrames {
  count = 0;
  private readonly hasDialogue: boolean;
  private isInDialogue = false;

  constructor(hasDialogue: boolean) {
    this.hasDialogue = hasDialogue;
  }

  /** True when this record was counted. */
  take(record: FrameLike): boolean {
    if (record.kind === 'opened') this.isInDialogue = this.hasDialogue;
    if (record.kind === 'secured') this.isInDialogue = false;
    if (this.isInDialogue || !isReceived(record)) return false;
    this.count += 1;
    return true;
  }
}
