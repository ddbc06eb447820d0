import type { WirebenchClient } from '../base/client.ts';
import { createSentHistory, type SentHistory, type SentRow } from '../sessions/sentHistory.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { KeptDraft } from './drafts.ts';

type Draft = Omit<KeptDraft, 'message' | 'revision'>;

/**
 * Goes through what was sent, as a shell does: older, newer, and back to the draft that was there before. Equal messages in a row count as
 * one.
 */
export class Recall implements Disposable {
  private readonly read: (row: SentRow) => Promise<Draft>;
  private readonly history: SentHistory;
  private readonly drafts: Draft[] = [];
  /** Of the rows, how many have been read. */
  private rowsRead = 0;
  /** The place among the drafts; -1 before the first. */
  private place = -1;

  constructor(client: WirebenchClient, connection: ConnectionId, read: (row: SentRow) => Promise<Draft>) {
    this.history = createSentHistory(client, connection);
    this.read = read;
  }

  /** The one before; null where there is none. Rejects with a sentence for one that cannot be composed: the next call goes past it. */
  async older(): Promise<Draft | null> {
    if (this.rowsRead === 0) await this.history.look('');
    while (this.place + 1 >= this.drafts.length) {
      const row = this.history.store.getState().rows[this.rowsRead];
      if (row === undefined) {
        const { progress, problem } = this.history.store.getState();
        if (problem !== null) throw new Error(problem);
        if (progress !== 'more') return null;
        await this.history.more();
        continue;
      }
      this.rowsRead += 1;
      const draft = await this.read(row);
      const last = this.drafts.at(-1);
      if (last === undefined || !isSame(last, draft)) this.drafts.push(draft);
    }
    this.place += 1;
    return this.drafts[this.place] ?? null;
  }

  /** The one after; null where it was the newest. */
  newer(): Draft | null {
    this.place = Math.max(-1, this.place - 1);
    return this.drafts[this.place] ?? null;
  }

  dispose(): void {
    this.history.dispose();
  }
}

function isSame(left: Draft, right: Draft): boolean {
  return left.text === right.text && left.kind === right.kind && left.file?.path === right.file?.path;
}
