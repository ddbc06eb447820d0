import { isMessageKind, type Direction, type RecordKind } from '../../shared/model/record.ts';

interface PayloadLike {
  readonly kind: RecordKind;
  readonly direction: Direction | null;
}

/** Payloads that carry data; pings, pongs and closes are the protocol's own. */
function isReceived({ kind, direction }: PayloadLike): boolean {
  return direction === 'in' && isMessageKind(kind);
}

/** Counts the received payloads of records in order. The dialogue before TLS does not count: nobody waited for it. */
export class ReceivedPayloads {
  count = 0;
  private readonly hasDialogue: boolean;
  private isInDialogue = false;

  constructor(hasDialogue: boolean) {
    this.hasDialogue = hasDialogue;
  }

  /** True when this record was counted. */
  take(record: PayloadLike): boolean {
    if (record.kind === 'opened') this.isInDialogue = this.hasDialogue;
    if (record.kind === 'secured') this.isInDialogue = false;
    if (this.isInDialogue || !isReceived(record)) return false;
    this.count += 1;
    return true;
  }
}
